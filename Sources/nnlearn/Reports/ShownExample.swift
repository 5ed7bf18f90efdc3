import Formula

/// An example to redo by hand, as every front end shows it, wherever it comes from.
struct ShownExample: Sendable {
  /// The broken link, as its place in the report's links.
  var link: Int
  /// What is said above the numbers.
  var sentence: String
  /// The network in short: `1-2-1, ReLU`; empty where there is none.
  var network = ""
  /// What was chosen for functions that are left open.
  var settings: [Equation] = []
  /// Layers, times and indices: L = 2, j = 1.
  var point: [(name: ShownFormula, value: Int)]
  /// What is said where numbers could not be written out, and where a sum has no terms.
  var remarks: String
  /// What is given.
  var given: [Equation]
  /// What is computed from that, in order; what stands in one row belongs together.
  var rows: [[Equation]]
  /// The sides of the link, with numbers put in.
  var left: Equation
  var right: Equation
  /// The two numbers that differ; nil where it is shapes that do.
  var values: (left: Double, right: Double)?
  /// What JSON says of it besides.
  var fields: [(name: String, value: JSON?)]

  /// Formulas that are equal, from a name to its value.
  struct Equation: Sendable {
    var sides: [ShownFormula]
  }
}

/// A formula that can be printed in every form.
enum ShownFormula: Sendable {
  /// In a notation.
  case expression(Expression, Notation)
  /// In the letters of a text.
  case layout(FormulaLayout)

  /// A number as one writes it.
  static func written(_ x: Double) -> ShownFormula { .layout(.written(x)) }

  /// One line of text.
  func line(_ style: UnicodePrinter.Style) -> String {
    switch self {
    case .expression(let expression, let notation):
      UnicodePrinter(notation: notation, style: style).print(expression)
    case .layout(let layout): layout.line(style)
    }
  }

  /// LaTeX.
  var latex: String {
    switch self {
    case .expression(let expression, let notation): LaTeXPrinter(notation: notation).print(expression)
    case .layout(let layout): layout.latex
    }
  }
}
