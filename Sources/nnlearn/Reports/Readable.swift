import Formula
import Foundation

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

  /// A formula of a text with the letters and numbers it was written with: in the notation's form where that keeps
  /// them all, else as it stands with its commonest commands as characters.
  static func asWritten(_ latex: String, notation: Notation, style: UnicodePrinter.Style) -> String {
    guard let read = line(latex, notation: notation, style: style) else { return plain(latex) }
    let asItStands = plain(latex)
    let keepsAll =
      signs(read) == signs(asItStands) && read.contains("[") == latex.contains("[")
      && read.contains("×") == asItStands.contains("×")
    return keepsAll || asItStands.contains("\\") ? read : asItStands
  }

  /// The letters and digits of a text, however they are set, in the order of the alphabet.
  private static func signs(_ text: String) -> [Character] {
    let lowered = Array("₀₁₂₃₄₅₆₇₈₉")
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return text.compactMap { character -> Character? in
      for (digit, shown) in [lowered, raised].flatMap({ $0.enumerated().map { ($0.offset, $0.element) } })
      where shown == character {
        return Character(String(digit))
      }
      return character.isLetter || character.isNumber ? character : nil
    }.sorted()
  }

  /// LaTeX that cannot be read as a formula, with its commonest commands as characters: `\sigma'` as `σ'`.
  static func plain(_ latex: String) -> String {
    var text = latex
    for (command, character) in commands { text = text.replacing(command, with: character) }
    for command in ["\\tfrac", "\\dfrac", "\\frac"] { text = withQuotients(text, command) }
    text = withoutBracesOfWords(text)
    guard !text.contains("\\") else { return text }
    for (braced, shown) in [("{(", "("), (")}", ")"), ("{", "("), ("}", ")"), ("-", "−")] {
      text = text.replacing(braced, with: shown)
    }
    return text
  }

  /// Braces around letters and digits below or above: w_{jk} as w_jk.
  private static func withoutBracesOfWords(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      rest = rest.dropFirst()
      result.append(character)
      guard character == "_" || character == "^", rest.first == "{", let end = rest.firstIndex(of: "}") else {
        continue
      }
      let inside = rest[..<end].dropFirst()
      guard !inside.isEmpty, inside.allSatisfy({ $0.isLetter || $0.isNumber }) else { continue }
      result += inside
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  /// Fractions on one line: `\frac{1}{2E}` as `1/(2E)`, `\frac13` as `1/3`.
  private static func withQuotients(_ text: String, _ command: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = rest.range(of: command) {
      result += rest[..<found.lowerBound]
      rest = rest[found.upperBound...]
      guard let (above, behind) = argument(rest), let (below, end) = argument(behind) else {
        result += command
        continue
      }
      result += [above, below].map { $0.count == 1 ? String($0) : "(\($0))" }.joined(separator: "/")
      rest = end
    }
    return result + rest
  }

  /// A command's argument, in braces without others in them or a single character, and what follows.
  private static func argument(_ text: Substring) -> (Substring, Substring)? {
    guard let first = text.first, first != "\\" else { return nil }
    guard first == "{" else { return (text.prefix(1), text.dropFirst()) }
    guard let end = text.firstIndex(of: "}") else { return nil }
    let inside = text[..<end].dropFirst()
    return inside.contains("{") ? nil : (inside, text[end...].dropFirst())
  }

  private static let commands = [
    ("\\sigma", "σ"), ("\\delta", "δ"), ("\\partial", "∂"), ("\\odot", "⊙"), ("\\varepsilon", "ε"),
    ("\\theta", "θ"), ("\\ell", "ℓ"), ("\\alpha", "α"), ("\\epsilon", "ε"), ("\\ldots", "…"),
    ("\\cdots", "⋯"),
    ("\\top", "T"), ("\\Delta", "Δ"), ("\\lambda", "λ"), ("\\eta", "η"), ("\\cdot", "·"), ("\\neq", "≠"),
    ("\\ne", "≠"), ("\\dots", "…"),
    ("\\mathcal L", "ℒ"),
    ("\\,", " "), ("\\sum", "Σ"), ("\\prod", "Π"), ("\\nabla", "∇"), ("\\quad", "  "), ("\\times", "×"),
  ]
}
