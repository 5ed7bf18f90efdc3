import Formula
import Foundation

/// Text that LaTeX sets as it stands: its own characters escaped, everything beyond ASCII by commands.
enum LaTeXText {
  /// A document that compiles with amsmath alone, with this between its `\begin` and `\end`.
  static func document(_ body: String) -> String {
    """
    \\documentclass{article}
    \\usepackage{amsmath}
    \\providecommand{\\mathbb}[1]{\\mathbf{#1}}
    \\setlength{\\textwidth}{17cm}\\setlength{\\oddsidemargin}{-0.5cm}
    \\allowdisplaybreaks
    \\begin{document}
    \(body)
    \\end{document}

    """
  }

  /// Prose.
  static func prose(_ text: String) -> String {
    var result = ""
    for scalar in harmless(text).unicodeScalars {
      if let escaped = special[scalar] {
        result += escaped
      } else if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let words = marks[scalar] {
        result += words
      } else if let command = commands[scalar] {
        result += "$\(command)$"
      } else {
        result += letter(scalar)
      }
    }
    return result
  }

  /// A sentence about formulas, which are set as mathematics.
  static func sentence(_ text: String, _ notation: Notation) -> String {
    FormulasInProse(harmless(text), notation).pieces.map { piece in
      switch piece {
      case .words(let words): prose(words)
      case .math(let latex): "\\(\(latex)\\)"
      }
    }.joined()
  }

  /// A character of a formula by its command: Greek letters, signs, letters with an accent.
  static func symbol(_ character: Character) -> String {
    let scalars = Array(String(character).decomposedStringWithCanonicalMapping.unicodeScalars)
    guard let base = scalars.first else { return "" }
    let isLast = scalars.count == 1
    let letter =
      base.isASCII
      ? String(base)
      : commands[base].map { $0.last?.isLetter == true && isLast ? $0 + " " : $0 }
        ?? "\\text{\(self.letter(base))}"
    return scalars.dropFirst().reduce(letter) { letter, accent in
      guard let command = accentsOfFormulas[accent] else { return letter }
      return "\\\(command){\(letter)}"
    }
  }

  private static let accentsOfFormulas: [Unicode.Scalar: String] = [
    "\u{300}": "grave", "\u{301}": "acute", "\u{302}": "hat", "\u{303}": "tilde", "\u{304}": "bar",
    "\u{306}": "breve", "\u{307}": "dot", "\u{308}": "ddot", "\u{30C}": "check",
  ]

  /// A formula's LaTeX, with what is left of Unicode in it turned into commands.
  static func math(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for scalar in harmless(text).unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let command = commands[scalar] {
        result += command + " "
      } else {
        result += "\\text{\(marks[scalar] ?? letter(scalar))}"
      }
    }
    return result
  }

  /// A letter with accents by its commands; what has none by its number.
  private static func letter(_ scalar: Unicode.Scalar) -> String {
    let parts = Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
    if let first = parts.first, first.isASCII, parts.count > 1 {
      var result = String(first)
      for accent in parts.dropFirst() {
        guard let command = accents[accent] else { return number(scalar) }
        result = "\\\(command){\(result)}"
      }
      return result
    }
    return number(scalar)
  }

  private static func number(_ scalar: Unicode.Scalar) -> String {
    "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
  }

  private static let special: [Unicode.Scalar: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%",
    "_": "\\_", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "<": "$<$", ">": "$>$", "|": "$|$",
    "\"": "''",
  ]

  private static let accents: [Unicode.Scalar: String] = [
    "\u{300}": "`", "\u{301}": "'", "\u{302}": "^", "\u{303}": "~", "\u{304}": "=", "\u{306}": "u",
    "\u{307}": ".", "\u{308}": "\"", "\u{30A}": "r", "\u{30B}": "H", "\u{30C}": "v", "\u{327}": "c",
  ]

  private static let marks: [Unicode.Scalar: String] = [
    "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "…": "\\ldots{}", "\u{A0}": "~",
    "ß": "\\ss{}", "ø": "\\o{}", "Ø": "\\O{}", "æ": "\\ae{}", "Æ": "\\AE{}", "œ": "\\oe{}", "ł": "\\l{}",
    "§": "\\S{}", "©": "\\copyright{}", "\u{2009}": "\\,", "\u{202F}": "~",
  ]

  private static let commands: [Unicode.Scalar: String] = [
    "−": "-", "·": "\\cdot", "×": "\\times", "⊙": "\\odot", "⊗": "\\otimes", "∘": "\\circ", "′": "'",
    "″": "''",
    "∂": "\\partial", "∇": "\\nabla", "Σ": "\\Sigma", "∑": "\\sum", "∏": "\\prod", "√": "\\surd",
    "∞": "\\infty",
    "≤": "\\leq", "≥": "\\geq", "≠": "\\neq", "≈": "\\approx", "≡": "\\equiv", "∝": "\\propto", "∈": "\\in",
    "→": "\\to", "⇒": "\\Rightarrow", "∀": "\\forall", "±": "\\pm", "ᵀ": "^{T}", "ℓ": "\\ell",
    "½": "\\tfrac12",
    "¼": "\\tfrac14", "²": "^{2}", "³": "^{3}", "¹": "^{1}", "⁰": "^{0}", "₀": "_{0}", "₁": "_{1}",
    "₂": "_{2}",
    "⁻": "^{-}", "✓": "\\surd", "✗": "\\times", "𝟏": "\\mathbf{1}",
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon", "ϵ": "\\epsilon",
    "ζ": "\\zeta", "η": "\\eta", "θ": "\\theta", "ι": "\\iota", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu",
    "ν": "\\nu", "ξ": "\\xi", "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "υ": "\\upsilon",
    "φ": "\\varphi", "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta",
    "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi", "Π": "\\Pi", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
  ]
}
