/// Prints expressions and statements as LaTeX in a notation.
///
/// Law: reading what was printed, in the same notation, gives the same tree.
public struct LaTeXPrinter: Sendable {
  /// How quantities are written.
  public let notation: Notation

  /// Makes a printer for a notation.
  public init(notation: Notation) { self.notation = notation }

  /// An expression, as in `2\left(a_{j}^{L}-y_{j}\right)`.
  public func print(_ expression: Expression) -> String { text(builder.layout(whole: expression)) }

  /// A quantity: `w_{jk}^{l}`.
  public func print(_ quantity: Quantity) -> String { print(Expression(.quantity(quantity))) }

  /// A layer expression: `L-1`.
  public func print(_ layer: Layer) -> String { text(builder.layout(layer)) }

  /// An index: `j`.
  public func print(_ index: Index) -> String { text(builder.layout(index)) }

  /// A condition: `j\neq i`.
  public func print(_ condition: Condition) -> String { text(builder.layout(condition)) }

  /// A relation sign: `\leq`.
  public func print(_ relation: Relation) -> String { LaTeXText.sign(relation) }

  /// A statement. A chain of two links or more is set with one side a row if `aligned`, and then with the
  /// notes beside its steps.
  public func print(_ statement: Statement, aligned: Bool = false) -> String {
    var text = LaTeXText()
    text.append(builder.layout(statement), aligned: aligned)
    return text.string
  }

  private var builder: LayoutBuilder { LayoutBuilder(notation: notation) }

  private func text(_ layout: Layout) -> String {
    var text = LaTeXText()
    text.append(layout)
    return text.string
  }
}
