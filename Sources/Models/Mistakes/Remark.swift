import Formula

/// What is said of a mistake, as values: words and formulas. Nothing has to be read out of a sentence again.
///
/// Written as a string in which formulas are interpolated: `"The factor \(term) is too many."`
package struct Remark: Sendable, Hashable {
  /// What it is made of, in order.
  package private(set) var pieces: [Piece]

  /// A part of a remark.
  package enum Piece: Sendable, Hashable {
    case words(String)
    /// A part of a formula, in the letters of the text.
    case formula(Term)
    /// An index, a unit's or a layer's.
    case letter(String)
  }

  /// The remark for a page: formulas as LaTeX between `\(` and `\)`.
  package var latex: String { text { "\\(" + $0 + "\\)" } }

  /// The remark as one line for a terminal.
  package func line(_ style: UnicodePrinter.Style = .unicode) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .formula(let term): TermLayout.layout(term).line(style)
      case .letter(let letter): FormulaLayout.name(ShownName.latex(letter)).line(style)
      }
    }.joined()
  }

  /// The remark with what stands around a formula's LaTeX made by `mark`.
  package func text(_ mark: (String) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .formula(let term): mark(TermLaTeX.print(term))
      case .letter(let letter): mark(UnitLetters.shown(letter))
      }
    }.joined()
  }
}

extension Remark: ExpressibleByStringInterpolation {
  /// Makes a remark of words only.
  package init(stringLiteral words: String) { pieces = [.words(words)] }

  /// Makes a remark of what was interpolated.
  package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  /// Collects pieces.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ words: String) {
      if !words.isEmpty { pieces.append(.words(words)) }
    }

    /// A formula.
    package mutating func appendInterpolation(_ term: Term) { pieces.append(.formula(term)) }

    /// A name with its indices.
    package mutating func appendInterpolation(_ use: NameUse) {
      pieces.append(.formula(Term(.name(use), SourceRange(0, 0))))
    }

    /// A word that depends on what is spoken of.
    package mutating func appendInterpolation(words: String) { pieces.append(.words(words)) }

    /// An index letter.
    package mutating func appendInterpolation(letter: String) { pieces.append(.letter(letter)) }
  }
}

extension Remark {
  /// One remark behind another.
  static func + (left: Remark, right: Remark) -> Remark {
    var all = left
    all.pieces += right.pieces
    return all
  }
}
