import Formula
import Foundation

/// A sentence about formulas, cut into words and formulas.
///
/// Messages are written for a terminal, with formulas as `w_jk^(l+1)`. A document sets them as mathematics: what has
/// indices, signs or Greek letters in it, and what stands between such pieces.
struct FormulasInProse {
  /// A piece of the sentence.
  enum Piece: Equatable {
    case words(String)
    /// LaTeX.
    case math(String)
  }

  /// The pieces in order; put together with nothing between them they are the sentence.
  let pieces: [Piece]

  init(_ sentence: String, _ notation: Notation) {
    // Parentheses around a raised l + 1 are the terminal's, unless layers or examples are written so.
    let places = notation.patterns.values.map(\.layer)
    let keepsParentheses =
      places.contains(.superscriptParenthesis) || notation.examplePlace == .superscriptParenthesis
    let tokens = sentence.split(separator: " ", omittingEmptySubsequences: false).map(Token.init)
    var pieces: [Piece] = []
    func add(_ text: String) {
      if case .words(let before)? = pieces.last {
        pieces[pieces.count - 1] = .words(before + text)
      } else {
        pieces.append(.words(text))
      }
    }
    var place = 0
    while place < tokens.count {
      if place > 0 { add(" ") }
      let end = Self.end(of: tokens, from: place)
      guard end > place else {
        add(tokens[place].text)
        place += 1
        continue
      }
      let run = tokens[place..<end].map(\.text).joined(separator: " ")
      let (before, formula, behind) = Self.trimmed(run)
      if !before.isEmpty { add(before) }
      pieces.append(.math(FormulaInUnicode(formula, keepsParentheses: keepsParentheses).latex))
      if !behind.isEmpty { add(behind) }
      place = end
    }
    self.pieces = pieces
  }

  /// Where the formula ends that begins at a token; the same place where none does.
  private static func end(of tokens: [Token], from start: Int) -> Int {
    var end = start
    var place = start
    var hasFormula = false
    while place < tokens.count {
      let token = tokens[place]
      let isBesideOperator =
        place + 1 < tokens.count && tokens[place + 1].kind == .operation && !token.endsSentence
        || place > start && tokens[place - 1].kind == .operation
      switch token.kind {
      case .formula: hasFormula = true
      case .letter where isBesideOperator || token.isSurelyFormula: hasFormula = true
      case .number where isBesideOperator || place > start && hasFormula: break
      case .operation where place > start: break
      case .words, .letter, .number, .operation: return hasFormula ? end : start
      }
      place += 1
      if token.kind != .operation { end = place }
      if token.endsSentence { break }
    }
    return hasFormula ? end : start
  }

  /// A run without the punctuation around it, and without brackets that have no partner in it.
  private static func trimmed(_ run: String) -> (String, String, String) {
    var (before, formula, behind) = ("", Substring(run), "")
    func surplus(_ open: Character, _ close: Character) -> Int {
      formula.reduce(0) { $0 + ($1 == open ? 1 : $1 == close ? -1 : 0) }
    }
    while let last = formula.last, ".,:;?".contains(last) || last == ")" && surplus("(", ")") < 0 {
      behind = String(last) + behind
      formula = formula.dropLast()
    }
    while let first = formula.first, first == "(" && surplus("(", ")") > 0 {
      before += String(first)
      formula = formula.dropFirst()
    }
    return (before, String(formula), behind)
  }

  /// What stands between two spaces.
  private struct Token {
    enum Kind { case words, letter, number, operation, formula }
    let text: String
    let kind: Kind
    let isSurelyFormula: Bool
    let endsSentence: Bool

    init(_ text: Substring) {
      self.text = String(text)
      endsSentence = text.last.map { ".,:;?".contains($0) } ?? false
      let core = text.filter { !".,:;?()[]".contains($0) }
      let isSum = core.count > 1 && core.contains { "+−/".contains($0) } && core.allSatisfy(Self.isPlain)
      isSurelyFormula = core.count == 1 && !["a", "A", "I"].contains(core)
      if text.count == 1, "+−=·⊙⊗×≠<>≤≥∈/-".contains(text) {
        kind = .operation
      } else if text.contains(where: Self.isSign) || isSum {
        kind = .formula
      } else if !core.isEmpty, core.allSatisfy(\.isNumber) {
        kind = .number
      } else if core.count == 1, core.allSatisfy(\.isLetter) {
        kind = .letter
      } else {
        kind = .words
      }
    }

    /// A character that stands in formulas only.
    private static func isSign(_ character: Character) -> Bool {
      if "𝟏_^⊙⊗∂∇ΣΠ·√²³ᵀ′″½¼₀₁₂₃₄₅₆₇₈₉⁰¹⁴⁻ℓ[".contains(character) { return true }
      guard let scalar = character.unicodeScalars.first else { return false }
      let isGreek = (0x391...0x3C9).contains(scalar.value)
      let hasAccent = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.count > 1
      return isGreek || hasAccent
    }

    private static func isPlain(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "+−/".contains(character)
    }
  }
}

/// A formula as the terminal shows it, as LaTeX: `δ_j^(l+1)` as `\delta_{j}^{(l+1)}`.
struct FormulaInUnicode {
  private(set) var latex = ""
  private var rest: Substring
  private let keepsParentheses: Bool
  /// A script of either kind was just written, without a letter behind it.
  private var hasSub = false
  private var hasSup = false

  init(_ text: String, keepsParentheses: Bool) {
    self.keepsParentheses = keepsParentheses
    rest = Substring(text.precomposedStringWithCanonicalMapping)
    while let character = rest.first {
      rest = rest.dropFirst()
      take(character)
    }
    while latex.hasSuffix(" ") { latex.removeLast() }
  }

  private static let lowered = Array("₀₁₂₃₄₅₆₇₈₉")
  private static let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  private mutating func take(_ character: Character) {
    if character == " ", latex.hasSuffix(" ") { return }
    if let digit = Self.lowered.firstIndex(of: character) {
      var digits = String(digit)
      while let next = rest.first, let digit = Self.lowered.firstIndex(of: next) {
        digits += String(digit)
        rest = rest.dropFirst()
      }
      return script("_", digits)
    }
    if let digit = Self.raised.firstIndex(of: character) { return script("^", String(digit)) }
    switch character {
    case "_", "^":
      let inner = FormulaInUnicode(group(), keepsParentheses: keepsParentheses)
      script(String(character), inner.latex)
    case "ᵀ": script("^", "T")
    case "′", "″":
      let primes = character == "′" ? "\\prime" : "\\prime\\prime"
      if hasSup, latex.hasSuffix("}") {
        latex.removeLast()
        latex += primes + "}"
      } else {
        script("^", primes)
      }
    case "Σ": plain("\\sum ")
    case "Π": plain("\\prod ")
    case "{", "}": plain("\\" + String(character))
    default:
      guard character.isLetter, character.isASCII else { return plain(LaTeXText.symbol(character)) }
      var word = String(character)
      while let next = rest.first, next.isASCII, next.isLetter {
        word.append(next)
        rest = rest.dropFirst()
      }
      plain(word.count > 2 ? "\\mathrm{\(word)}" : word)
    }
  }

  private mutating func plain(_ text: String) {
    latex += text
    hasSub = false
    hasSup = false
  }

  /// A script; a second one of its kind gets an empty base.
  private mutating func script(_ sign: String, _ content: String) {
    if sign == "_" ? hasSub : hasSup { plain("{}") }
    if latex.hasSuffix(" ") { latex.removeLast() }
    latex += "\(sign){\(content)}"
    if sign == "_" { hasSub = true } else { hasSup = true }
  }

  /// What belongs to `_` or `^`: a bracket, after a bracketed layer also the example in parentheses, or letters and
  /// digits.
  private mutating func group() -> String {
    guard let first = rest.first else { return "" }
    if first == "{", let inner = bracket("{", "}") { return String(inner.dropFirst().dropLast()) }
    if first == "[", let layer = bracket("[", "]") {
      let isExample = rest.first == "(" && rest.prefix { $0 != ")" }.count < 4
      return layer + (isExample ? bracket("(", ")") ?? "" : "")
    }
    if first == "(", let inner = bracket("(", ")") {
      return keepsParentheses ? inner : String(inner.dropFirst().dropLast())
    }
    var letters = ""
    while let next = rest.first, next.isLetter && next != "ᵀ" || next.isNumber && !Self.isScript(next) {
      letters.append(next)
      rest = rest.dropFirst()
    }
    if letters.isEmpty, first == "−" || first == "-" {
      rest = rest.dropFirst()
      return "−" + group()
    }
    return letters
  }

  private static func isScript(_ character: Character) -> Bool {
    lowered.contains(character) || raised.contains(character)
  }

  /// A bracket with all that is in it.
  private mutating func bracket(_ open: Character, _ close: Character) -> String? {
    var depth = 0
    for place in rest.indices {
      if rest[place] == open { depth += 1 }
      if rest[place] == close { depth -= 1 }
      guard depth == 0 else { continue }
      let text = String(rest[...place])
      rest = rest[rest.index(after: place)...]
      return text
    }
    return nil
  }
}
