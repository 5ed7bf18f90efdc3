/// Prints formulas as one line of text for a terminal: `δ_j^(L) = 2(a_j^(L) − y_j) · σ′(z_j^(L))`.
///
/// The text is for people; it is not meant to be read back.
public struct UnicodePrinter: Sendable {
  /// How quantities are written.
  public let notation: Notation
  /// Which characters may be used.
  public let style: Style

  /// Which characters a terminal shows.
  public enum Style: String, Sendable, Hashable, CaseIterable {
    /// Unicode, with subscripts from Unicode for numbers only: C₀, w_jk^l.
    case unicode
    /// ASCII only: `delta_j^(L)`, `d C/d a`, `sum_j`.
    case ascii
  }

  /// Makes a printer for a notation.
  public init(notation: Notation, style: Style = .unicode) {
    self.notation = notation
    self.style = style
  }

  /// An expression.
  public func print(_ expression: Expression) -> String { text.line(builder.layout(whole: expression)) }

  /// A quantity: `w_jk^l`.
  public func print(_ quantity: Quantity) -> String { print(Expression(.quantity(quantity))) }

  /// A layer expression: `L−1`.
  public func print(_ layer: Layer) -> String { text.script(builder.layout(layer)) }

  /// An index: `j`.
  public func print(_ index: Index) -> String { text.script(builder.layout(index)) }

  /// A condition: `j ≠ i`.
  public func print(_ condition: Condition) -> String { text.line(builder.layout(condition)) }

  /// A relation sign: `≤`.
  public func print(_ relation: Relation) -> String { text.sign(relation) }

  /// A statement on one line, with its conditions and marks behind it.
  public func print(_ statement: Statement) -> String {
    let layout = builder.layout(statement)
    var line = ""
    for row in layout.rows {
      if let relation = row.relation { line += (line.isEmpty ? "" : " ") + text.sign(relation) + " " }
      line += text.line(row.side)
    }
    if let trailing = layout.trailing { line += " " + text.sign(trailing) }
    for condition in layout.conditions { line += ", " + text.line(condition) }
    for mark in layout.marks { line += "  (" + text.harmless(mark) + ")" }
    return line
  }

  private var builder: LayoutBuilder { LayoutBuilder(notation: notation) }
  private var text: UnicodeText { UnicodeText(isASCII: style == .ascii) }
}
