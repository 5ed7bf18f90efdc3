/// Prints formulas as MathML Core with their LaTeX as an annotation, readable by eye and by screen reader.
///
/// Every letter and mark is escaped, so that no text of a writer can become markup.
public struct MathMLPrinter: Sendable {
  /// How quantities are written.
  public let notation: Notation

  /// Makes a printer for a notation.
  public init(notation: Notation) { self.notation = notation }

  /// An expression as a `math` element.
  public func print(_ expression: Expression, display: Bool = false) -> String {
    math(
      MathMLText.markup(builder.layout(whole: expression)), latex: latex.print(expression),
      words: unicode.print(expression), display: display)
  }

  /// A quantity as a `math` element.
  public func print(_ quantity: Quantity) -> String { print(Expression(.quantity(quantity))) }

  /// A layer expression as a `math` element.
  public func print(_ layer: Layer) -> String {
    math(
      MathMLText.markup(builder.layout(layer)), latex: latex.print(layer), words: unicode.print(layer),
      display: false)
  }

  /// An index as a `math` element.
  public func print(_ index: Index) -> String {
    math(
      MathMLText.markup(builder.layout(index)), latex: latex.print(index), words: unicode.print(index),
      display: false)
  }

  /// A condition as a `math` element.
  public func print(_ condition: Condition) -> String {
    math(
      MathMLText.markup(builder.layout(condition)), latex: latex.print(condition),
      words: unicode.print(condition), display: false)
  }

  /// A relation sign as a `math` element.
  public func print(_ relation: Relation) -> String {
    math(
      MathMLText.sign(relation), latex: latex.print(relation), words: unicode.print(relation), display: false)
  }

  /// A statement; a chain of two links or more is a table with one side a row if `aligned`.
  ///
  /// The table's cells have the classes `nnlearn-left`, `nnlearn-right` and `nnlearn-note`, for a style sheet.
  public func print(_ statement: Statement, display: Bool = false, aligned: Bool = false) -> String {
    math(
      MathMLText.markup(builder.layout(statement), aligned: aligned),
      latex: latex.print(statement, aligned: aligned), words: unicode.print(statement), display: display)
  }

  private var builder: LayoutBuilder { LayoutBuilder(notation: notation) }
  private var latex: LaTeXPrinter { LaTeXPrinter(notation: notation) }
  private var unicode: UnicodePrinter { UnicodePrinter(notation: notation) }

  private func math(_ content: String, latex: String, words: String, display: Bool) -> String {
    "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"" + (display ? " display=\"block\"" : "")
      + " alttext=\"\(MathMLText.escaped(words))\"><semantics>\(content)"
      + "<annotation encoding=\"application/x-tex\">\(MathMLText.escaped(latex))</annotation></semantics></math>"
  }
}
