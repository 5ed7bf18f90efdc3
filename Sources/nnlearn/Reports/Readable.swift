import Formula

/// LaTeX as a reader of a terminal likes it: in Unicode, where the formula can be read.
enum Readable {
  /// The statements of a formula; nil when it cannot be read in the notation.
  static func statements(_ latex: String, notation: Notation) -> [Statement]? {
    FormulaReader(notation: notation).read(latex).alternatives.first?.statements
  }

  /// The formula on one line; nil when it cannot be read.
  static func line(_ latex: String, notation: Notation, style: UnicodePrinter.Style) -> String? {
    guard let statements = statements(latex, notation: notation), !statements.isEmpty else { return nil }
    let printer = UnicodePrinter(notation: notation, style: style)
    return statements.map { printer.print($0) }.joined(separator: ", ")
  }

  /// LaTeX that cannot be read as a formula, with its commonest commands as characters: `\sigma'` as `σ'`.
  static func plain(_ latex: String) -> String {
    var text = latex
    for (command, character) in commands { text = text.replacing(command, with: character) }
    return text
  }

  private static let commands = [
    ("\\sigma", "σ"), ("\\delta", "δ"), ("\\partial", "∂"), ("\\odot", "⊙"), ("\\varepsilon", "ε"),
    ("\\theta", "θ"), ("\\ell", "ℓ"), ("\\cdot", "·"), ("\\ne", "≠"), ("\\dots", "…"), ("\\mathcal L", "ℒ"),
    ("\\,", " "),
  ]
}
