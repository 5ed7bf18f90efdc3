import Formula

/// Formulas of the tables, with other expressions for their letters.
enum TableFormula {
  /// A row's LaTeX as a tree: z, a and y stand for themselves until something is put there.
  static func expression(_ latex: String, putting values: [String: Expression] = [:]) -> Expression {
    let reading = FormulaReader(notation: Convention.standard.notation).read(latex)
    let read = reading.alternatives.first?.statements.first?.sides.first
    // A test of the tables holds that each row can be read.
    guard let read else { return Expression(.symbol(Symbol(latex))) }
    return read.mapped { node in letter(of: node).flatMap { values[$0] }?.node ?? node }.placed(at: nil)
  }

  /// Whether a letter stands in a row's LaTeX.
  static func speaks(of letter: String, _ latex: String) -> Bool {
    expression(latex).contains { self.letter(of: $0) == letter }
  }

  /// The letter that a node is in a row: beside a y, z and a are read as quantities, alone as names.
  private static func letter(of node: Node) -> String? {
    switch node {
    case .symbol(let symbol): symbol.name
    case .quantity(let quantity) where quantity.layer == nil && quantity.indices.isEmpty:
      switch quantity.role {
      case .activation: "a"
      case .preactivation: "z"
      case .target: "y"
      case .weight, .bias, .error, .cost, .batchCost: nil
      }
    default: nil
    }
  }
}
