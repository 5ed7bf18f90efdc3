/// What characters beyond ASCII stand for: a command, an ASCII character, a raised or lowered one.
enum Characters {
  /// Raised characters and what they are on the line.
  static let superscripts = pairs(
    "⁰0¹1²2³3⁴4⁵5⁶6⁷7⁸8⁹9⁺+⁻-⁼=⁽(⁾)ⁿnⁱiᵀTᴸLᴺNᴹMᴷKᴶJᴵIᴴHᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhʲjᵏkˡlᵐmᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻz")
  /// Lowered characters and what they are on the line.
  static let subscripts = pairs("₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9₊+₋-₌=₍(₎)ₐaₑeₒoₓxₕhₖkₗlₘmₙnₚpₛsₜtᵢiⱼjᵣrᵤuᵥv")

  private static func pairs(_ text: String) -> [Unicode.Scalar: Unicode.Scalar] {
    let scalars = Array(text.unicodeScalars)
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for index in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[index]] = scalars[index + 1] }
    return table
  }

  /// The ASCII character that a look-alike stands for: `−` is `-`, `（` is `(`, `’` is `'`.
  static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0x2212, 0x2010...0x2014, 0xFE63: "-"
    case 0x2018, 0x2019, 0x2032, 0x02B9, 0xB4: "'"
    case 0x3001: ","
    case 0x3002: "."
    case 0x2215, 0x2044: "/"
    case 0x2223: "|"
    case 0x2236: ":"
    case 0x3010: "["
    case 0x3011: "]"
    default: scalar
    }
  }

  /// The command that a character stands for: `δ` is `delta`, `≤` is `le`.
  static let commands: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "ϱ": "varrho", "σ": "sigma",
    "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "∆": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    "ℓ": "ell", "∞": "infty", "∂": "partial", "𝜕": "partial", "𝛛": "partial", "∇": "nabla", "𝛁": "nabla",
    "𝛻": "nabla", "∑": "sum",
    "∏": "prod", "√": "surd", "⊤": "top", "∅": "emptyset", "∫": "int",
    "·": "cdot", "⋅": "cdot", "∙": "bullet", "•": "bullet", "×": "times", "÷": "div", "∗": "ast", "⋆": "star",
    "⊙": "odot", "⨀": "odot", "∘": "circ", "⊗": "otimes", "⊘": "oslash", "±": "pm", "∀": "forall",
    "≠": "ne", "≤": "le", "⩽": "le", "≦": "le", "≥": "ge", "⩾": "ge", "≧": "ge", "≈": "approx", "≃": "simeq",
    "∼": "sim", "≅": "cong", "≡": "equiv", "≔": "coloneqq", "≜": "triangleq", "∝": "propto", "∈": "in",
    "⇒": "Rightarrow", "⟹": "implies", "⇔": "iff", "∴": "therefore", "→": "to", "⟶": "to", "↦": "mapsto",
    "←": "leftarrow", "⟵": "leftarrow", "…": "ldots", "⋯": "cdots", "⋮": "vdots", "⋱": "ddots",
    "⟨": "langle", "⟩": "rangle", "〈": "langle", "〉": "rangle", "⌊": "lfloor", "⌋": "rfloor",
    "⌈": "lceil", "⌉": "rceil", "‖": "|", "∥": "|", "↑": "uparrow", "↓": "downarrow",
    "ℝ": "Re", "𝟙": "indicator", "𝟏": "boldone", "⦿": "odot",
  ]

  /// Letters with an accent, as people type `ŷ`.
  static let accented: [Unicode.Scalar: (letter: String, accent: Markup.Style)] = [
    "ŷ": ("y", .hat), "Ŷ": ("Y", .hat), "â": ("a", .hat), "ê": ("e", .hat), "ô": ("o", .hat),
    "ŵ": ("w", .hat), "ẑ": ("z", .hat), "ĉ": ("c", .hat), "ĥ": ("h", .hat), "ŝ": ("s", .hat),
    "ã": ("a", .tilde), "õ": ("o", .tilde), "ỹ": ("y", .tilde), "ñ": ("n", .tilde),
    "ȳ": ("y", .bar), "ā": ("a", .bar), "ē": ("e", .bar), "ō": ("o", .bar), "ū": ("u", .bar),
  ]

  /// Marks that stand behind the letter they belong to.
  static func combining(_ scalar: Unicode.Scalar) -> Markup.Style? {
    switch scalar.value {
    case 0x302: .hat
    case 0x303: .tilde
    case 0x304, 0x305: .bar
    case 0x307: .dot
    case 0x308: .doubleDot
    case 0x20D7: .vector
    case 0x332: .underline
    default: nil
    }
  }

  /// A letter of the mathematical alphabets, `𝐰` or `ℒ`, as a plain letter and its face.
  static func mathematical(_ scalar: Unicode.Scalar) -> (letter: String, face: Markup.Style)? {
    switch scalar.value {
    case 0x1D400...0x1D6A3:
      let faces: [Markup.Style] = [
        .bold, .italic, .bold, .calligraphic, .calligraphic, .fraktur, .blackboard, .fraktur, .sansSerif,
        .sansSerif, .sansSerif, .sansSerif, .typewriter,
      ]
      let place = Int(scalar.value) - 0x1D400
      guard place / 52 < faces.count, let letter = letter(place % 52) else { return nil }
      return (letter, faces[place / 52])
    case 0x1D6A8...0x1D7C9:
      // Greek, five faces of 58 characters each.
      let place = Int(scalar.value) - 0x1D6A8
      let faces: [Markup.Style] = [.bold, .italic, .bold, .sansSerif, .sansSerif]
      guard place % 58 < greek.count, let name = commands[greek[place % 58]] else { return nil }
      return ("\\" + name, faces[place / 58])
    case 0x2112: return ("L", .calligraphic)
    case 0x2115: return ("N", .blackboard)
    case 0x211D: return ("R", .blackboard)
    case 0x2124: return ("Z", .blackboard)
    case 0x210E: return ("h", .italic)
    case 0x1D53C: return ("E", .blackboard)
    default: return nil
    }
  }

  /// The Greek letters in the order of the mathematical alphabets; those that look Latin stand as spaces.
  private static let greek = Array(
    "  ΓΔ   Θ  Λ  Ξ Π ΘΣ ΥΦ ΨΩ αβγδεζηθικλμνξ πρςστυφχψω ϵϑ ϕϱ ".unicodeScalars)

  /// Fractions of one character, as numerator and denominator.
  static let fractions: [Unicode.Scalar: (String, String)] = [
    "½": ("1", "2"), "⅓": ("1", "3"), "⅔": ("2", "3"), "¼": ("1", "4"), "¾": ("3", "4"), "⅛": ("1", "8"),
  ]

  private static func letter(_ place: Int) -> String? {
    let base = place < 26 ? 0x41 + place : 0x61 + place - 26
    return Unicode.Scalar(UInt32(base)).map { String(Character($0)) }
  }

  /// Whether the character is a letter of a foreign alphabet that may stand for a quantity.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x370...0x3FF, 0x400...0x52F, 0x1E00...0x1EFF: true
    default: false
    }
  }

  /// Whether the character belongs to prose: Chinese, Japanese, Korean, pictures.
  static func isProse(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2190...0x21FF, 0x2600...0x27BF, 0x2B00...0x2BFF, 0x2E80...0xD7FF, 0xF900...0xFAFF,
      0x1F000...0x1FAFF,
      0x20000...0x3FFFF, 0x590...0x6FF:
      true
    default: false
    }
  }
}
