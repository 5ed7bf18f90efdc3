/// What LaTeX's letter commands look like as Unicode characters.
enum GlyphTable {
  /// The character of a letter command without its backslash, as in `delta`; nil for an unknown one.
  static func letter(_ command: String) -> String? {
    switch command {
    case "alpha": "α"
    case "beta": "β"
    case "gamma": "γ"
    case "delta": "δ"
    case "epsilon": "ϵ"
    case "varepsilon": "ε"
    case "zeta": "ζ"
    case "eta": "η"
    case "theta": "θ"
    case "vartheta": "ϑ"
    case "iota": "ι"
    case "kappa": "κ"
    case "lambda": "λ"
    case "mu": "μ"
    case "nu": "ν"
    case "xi": "ξ"
    case "omicron": "ο"
    case "pi": "π"
    case "varpi": "ϖ"
    case "rho": "ρ"
    case "varrho": "ϱ"
    case "sigma": "σ"
    case "varsigma": "ς"
    case "tau": "τ"
    case "upsilon": "υ"
    case "phi": "ϕ"
    case "varphi": "φ"
    case "chi": "χ"
    case "psi": "ψ"
    case "omega": "ω"
    case "Gamma": "Γ"
    case "Delta": "Δ"
    case "Theta": "Θ"
    case "Lambda": "Λ"
    case "Xi": "Ξ"
    case "Pi": "Π"
    case "Sigma": "Σ"
    case "Upsilon": "Υ"
    case "Phi": "Φ"
    case "Psi": "Ψ"
    case "Omega": "Ω"
    case "ell": "ℓ"
    case "hbar": "ℏ"
    case "imath": "ı"
    case "jmath": "ȷ"
    case "Re": "ℜ"
    case "Im": "ℑ"
    case "aleph": "ℵ"
    case "infty": "∞"
    case "partial": "∂"
    case "nabla": "∇"
    case "prime": "′"
    case "top": "⊤"
    case "star", "ast": "∗"
    case "dagger": "†"
    case "emptyset", "varnothing": "∅"
    default: nil
    }
  }

  /// A letter's name in ASCII: δ is delta.
  static func asciiName(_ letter: String) -> String? {
    switch letter {
    case "α": "alpha"
    case "β": "beta"
    case "γ": "gamma"
    case "δ": "delta"
    case "ϵ": "eps"
    case "ε": "eps"
    case "ζ": "zeta"
    case "η": "eta"
    case "θ": "theta"
    case "ϑ": "theta"
    case "ι": "iota"
    case "κ": "kappa"
    case "λ": "lambda"
    case "μ": "mu"
    case "ν": "nu"
    case "ξ": "xi"
    case "ο": "omicron"
    case "π": "pi"
    case "ϖ": "pi"
    case "ρ": "rho"
    case "ϱ": "rho"
    case "σ": "sigma"
    case "ς": "sigma"
    case "τ": "tau"
    case "υ": "upsilon"
    case "ϕ": "phi"
    case "φ": "phi"
    case "χ": "chi"
    case "ψ": "psi"
    case "ω": "omega"
    case "Γ": "Gamma"
    case "Δ": "Delta"
    case "Θ": "Theta"
    case "Λ": "Lambda"
    case "Ξ": "Xi"
    case "Π": "Pi"
    case "Σ": "Sigma"
    case "Υ": "Upsilon"
    case "Φ": "Phi"
    case "Ψ": "Psi"
    case "Ω": "Omega"
    case "ℓ": "l"
    case "ℏ": "hbar"
    case "ı": "i"
    case "ȷ": "j"
    case "ℜ": "Re"
    case "ℑ": "Im"
    case "ℵ": "aleph"
    case "∞": "inf"
    case "∂": "d"
    case "∇": "grad"
    case "′": "'"
    case "⊤": "T"
    case "∗": "*"
    case "†": "+"
    case "∅": "{}"
    default: nil
    }
  }

  /// A letter in another face, where Unicode has one: ℒ, ℝ.
  static func letter(_ letter: String, face: LetterName.Face) -> String? {
    switch face {
    case .calligraphic: exception(letter, in: "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ") ?? shifted(letter, to: 0x1D49C)
    case .blackboard: exception(letter, in: "CℂHℍNℕPℙQℚRℝZℤ1𝟙") ?? shifted(letter, to: 0x1D538)
    case .fraktur: exception(letter, in: "CℭHℌIℑRℜZℨ") ?? shifted(letter, to: 0x1D504)
    case .bold: letter == "1" ? "𝟏" : shifted(letter, to: 0x1D400)
    case .upright, .plain: nil
    }
  }

  /// The second of a pair in a list of pairs.
  private static func exception(_ letter: String, in pairs: String) -> String? {
    var isKey = true
    var found = false
    for character in pairs {
      if isKey { found = String(character) == letter } else if found { return String(character) }
      isKey.toggle()
    }
    return nil
  }

  /// A Latin letter moved into an alphabet of capitals followed by small letters.
  private static func shifted(_ letter: String, to start: UInt32) -> String? {
    guard letter.unicodeScalars.count == 1, let scalar = letter.unicodeScalars.first?.value else {
      return nil
    }
    let place: UInt32
    switch scalar {
    case 0x41...0x5A: place = scalar - 0x41
    case 0x61...0x7A: place = scalar - 0x61 + 26
    default: return nil
    }
    return Unicode.Scalar(start + place).map { String(Character($0)) }
  }

  /// The combining mark of an accent.
  static func combiningMark(_ accent: LetterName.Accent) -> String {
    switch accent {
    case .hat: "\u{302}"
    case .tilde: "\u{303}"
    case .bar: "\u{304}"
    case .dot: "\u{307}"
    case .doubleDot: "\u{308}"
    case .vector: "\u{20D7}"
    case .underline: "\u{332}"
    }
  }

  /// ①, …, ⑨
  static func circled(_ text: String) -> String {
    guard let digit = Int(text), (1...9).contains(digit), let scalar = Unicode.Scalar(UInt32(0x245F + digit))
    else { return "(\(text))" }
    return String(Character(scalar))
  }

  /// The subscript of a digit.
  static func subscriptDigit(_ digit: Character) -> Character? { raised(digit, among: "₀₁₂₃₄₅₆₇₈₉") }

  /// The superscript of a digit.
  static func superscriptDigit(_ digit: Character) -> Character? { raised(digit, among: "⁰¹²³⁴⁵⁶⁷⁸⁹") }

  private static func raised(_ digit: Character, among glyphs: String) -> Character? {
    guard digit.isASCII, let value = digit.wholeNumberValue else { return nil }
    return glyphs.dropFirst(value).first
  }

  /// Whether a character may be sent to a terminal or a page: no control, no change of writing direction.
  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFFE, 0xFFFF:
      false
    default: true
    }
  }
}
