import Formula

/// A small example with round numbers on which the two sides of a claim differ, worked out so that it can be done again
/// with pencil and paper; or the shapes that do not fit together.
///
/// Names are the text's own. Every number in it was computed by the program, and the difference was seen by the reverse
/// sweep and by differences.
package struct HandExample: Sendable {
  /// The sizes that were chosen, by the text's letters: N = 2.
  package var sizes: [(name: FormulaLayout, value: Int)] = []
  /// The indices at which the sides are compared: i = 1, t = 2.
  package var indices: [(name: FormulaLayout, value: Int)] = []
  /// What is put in for a function that the text leaves open.
  package var functions: [Equation] = []
  /// What is given: x, W, y.
  package var given: [Quantity] = []
  /// What is computed from that, in order; what stands in one row belongs together.
  package var rows: [[Equation]] = []
  /// The left side of the link, with numbers put in.
  package var left: Equation
  /// The right side of the link, with numbers put in.
  package var right: Equation
  /// The two numbers that differ: the sides, or the first entries of them that do; nil where it is shapes that do.
  package var values: (left: Double, right: Double)?
  /// All sizes were made equal, since the sides have no meaning where they differ.
  package var hasEqualSizes = false
  /// Some numbers have more decimals than are shown.
  package var isRounded = false

  /// Expressions that are equal, from a name to its value: z = wx + b = 2 · 1 + 0 = 2.
  package struct Equation: Sendable, Hashable {
    /// The expressions, at least one.
    package var sides: [FormulaLayout]
  }

  /// A name with its value.
  package struct Quantity: Sendable {
    /// The name in the text's letters.
    package var name: FormulaLayout
    /// Its entries, a row each; a column has rows of one entry.
    package var rows: [[Double]]

    /// name = value
    package var equation: Equation { Equation(sides: [name, .entries(rows)]) }
  }
}

extension FormulaLayout {
  /// A number, or a matrix of numbers.
  static func entries(_ rows: [[Double]]) -> FormulaLayout {
    if rows.count == 1, rows[0].count == 1 { return .written(rows[0][0]) }
    return .matrix(rows.map { $0.map(FormulaLayout.written) })
  }
}
