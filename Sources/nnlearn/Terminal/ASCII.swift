import Foundation

/// Text with nothing beyond ASCII: signs and letters that have a likeness become it, others `?`.
enum ASCII {
  /// The text.
  static func text(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else if let likeness = likenesses[scalar] {
        result += likeness
      } else {
        result += letter(scalar)
      }
    }
    return result
  }

  /// A letter without its accents; an accent of its own is dropped.
  private static func letter(_ scalar: Unicode.Scalar) -> String {
    if scalar.properties.generalCategory == .nonspacingMark { return "" }
    let first = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first
    guard let first, first.isASCII else { return "?" }
    return String(first)
  }

  private static let likenesses: [Unicode.Scalar: String] = [
    "✓": "+", "✗": "x", "·": "*", "│": "|", "─": "-", "└": "+", "═": "=", "▸": ">", "•": "*", "…": "...",
    "−": "-",
    "–": "-",
    "—": "--", "′": "'", "‘": "'", "’": "'", "“": "\"", "”": "\"", "×": "x", "⊙": "(.)", "⊗": "(x)",
    "≠": "!=",
    "≤": "<=", "≥": ">=", "≈": "~", "→": "->", "∈": "in", "∂": "d", "∇": "grad", "Σ": "sum", "Π": "prod",
    "√": "sqrt", "½": "1/2", "¼": "1/4", "∞": "inf", "²": "^2", "³": "^3", "ᵀ": "^T", "ℓ": "l", "ℒ": "L",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "Delta", "Θ": "Theta",
    "₀": "_0", "₁": "_1", "₂": "_2", "₃": "_3", "₄": "_4", "₅": "_5", "₆": "_6", "₇": "_7", "₈": "_8",
    "₉": "_9",
    "\u{A0}": " ", "\u{FFFD}": "?",
  ]
}
