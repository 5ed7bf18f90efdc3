import Checking
import Formula

/// The loops, the reader and the checker for one equation.
struct SlipJudge {
  let checker: Checker
  let printer: LaTeXPrinter
  private let reader: FormulaReader
  private let networks: [LoopNetwork]
  private let firstUnit: Int

  init(_ equation: SlipEquation) {
    let notation = equation.settings.convention.notation
    checker = Checker(equation.settings)
    printer = LaTeXPrinter(notation: notation)
    reader = FormulaReader(notation: notation)
    networks = equation.networks
    firstUnit = notation.firstUnit
  }

  /// What the loops say; nil where they do not know. What has no meaning is not true.
  func truth(_ statement: Statement) -> Bool? {
    do throws(LoopJudge.Refusal) {
      return try LoopJudge.isTrue(statement, networks, firstUnit: firstUnit)
    } catch {
      return error == .meaningless ? false : nil
    }
  }

  func isRead(_ latex: String, as statement: Statement) -> Bool {
    reader.read(latex).alternatives.contains { $0.statements.first?.sides == statement.sides }
  }

  /// Whether what is shown as a repair of the right side is true.
  func isTrue(repair: String, _ left: Expression, _ original: Statement) -> Bool {
    reader.read("\(printer.print(left)) = \(repair)").alternatives.contains { alternative in
      guard var statement = alternative.statements.first, statement.sides.count == 2 else { return false }
      statement.conditions = original.conditions
      return truth(statement) == true
    }
  }
}
