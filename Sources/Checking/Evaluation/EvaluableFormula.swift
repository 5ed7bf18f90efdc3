import Formula

/// A formula that was read and given its meaning once, and can now be evaluated on any network.
///
/// It may be a chain A = B = C, of which the last side is evaluated, or that side alone; then the indices are
/// those that stand on it. With a left side the indices come in the order in which they stand there.
public struct EvaluableFormula: Sendable {
  /// What was read.
  public let statement: Statement
  /// The letters of general layers, `l` in δ^l, which need a number when the formula is evaluated.
  public let layerVariables: [String]
  let form: IndexForm
  /// The free indices, an example first; "one example, whichever" is not among them.
  let axes: [Axis]

  /// Reads a formula.
  ///
  /// Of several readings the first that has a meaning is taken. Throws `unreadable`, `notOneFormula` or
  /// `illTyped`.
  ///
  /// - Parameters:
  ///   - latex: the formula without dollars or fences.
  ///   - convention: its notation, and what it presumes of biases and orientation.
  ///   - macros: definitions of the text it comes from.
  public init(
    _ latex: String, convention: Convention, macros: MacroTable = .empty
  ) throws(FormulaEvaluationError) {
    let reading = FormulaReader(notation: convention.notation, macros: macros).read(latex)
    if reading.alternatives.isEmpty { throw .unreadable(reading.problems) }
    var first: FormulaEvaluationError?
    for alternative in reading.alternatives {
      do throws(FormulaEvaluationError) {
        try self.init(alternative.statements, convention)
        return
      } catch {
        first = first ?? error
      }
    }
    throw first ?? .unreadable([])
  }

  private init(_ statements: [Statement], _ convention: Convention) throws(FormulaEvaluationError) {
    guard statements.count == 1, let statement = statements.first else {
      throw .notOneFormula(found: statements.count)
    }
    try self.init(statement, convention: convention)
  }

  /// A formula that was read already.
  init(_ statement: Statement, convention: Convention) throws(FormulaEvaluationError) {
    let reading = Reading(statement, settings: Settings(convention: convention))
    try self.init(reading, from: 0, to: statement.sides.count - 1)
  }

  /// What one side of a chain says of another, as the chain was read; they may be the same.
  init(_ reading: Reading, from first: Int, to last: Int) throws(FormulaEvaluationError) {
    let chain = reading.chain
    guard chain.sides.indices.contains(first), chain.sides.indices.contains(last), first <= last else {
      throw .notOneFormula(found: 0)
    }
    let named: LoweredChain.Side?
    let value: LoweredChain.Side
    do throws(TypeProblem) {
      value = try chain.sides[last].get()
      if let problem = chain.linkProblems[first..<last].compactMap({ $0 }).first { throw problem }
      named = try? chain.sides[first].get()
    } catch {
      let messages = TypeMessages(notation: reading.settings.convention.notation)
      throw .illTyped(messages.diagnosis(of: error))
    }
    statement = reading.judged
    form = value.form
    layerVariables = chain.constraints.variables
    let sides = [named, value].compactMap { $0 }
    let axes = chain.axes.filter { axis in sides.contains { $0.has(axis) } }
    self.axes = axes.filter { $0.range == .examples } + axes.filter { $0.range != .examples }
  }
}

extension LoweredChain.Side {
  /// Whether it has entries along an axis.
  fileprivate func has(_ axis: Axis) -> Bool {
    indices.contains(axis.name) || frame.row?.id == axis.id || frame.column?.id == axis.id
  }
}

/// Why a formula has no value: not read, not meaningful, or not on this network.
public enum FormulaEvaluationError: Error, Sendable {
  /// It cannot be read.
  case unreadable([Problem])
  /// Not one formula, but so many.
  case notOneFormula(found: Int)
  /// It has no meaning: indices or shapes that do not fit.
  case illTyped(Diagnosis)
  /// It speaks of an error term δ^l that nobody gave, and no judge was named who could say what it is.
  case errorTermNotGiven(layer: Layer?)
  /// It contains a derivative, and no judge was named who could say what that is.
  case derivative
  /// Values that are no error terms of this layer: they have other indices than its units and the examples.
  case noErrorTerms(layer: Int)
  /// It has no value on this network; the reason is a sentence.
  case noValue(reason: String)
}
