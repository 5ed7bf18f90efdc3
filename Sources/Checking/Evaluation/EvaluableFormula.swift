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
    let chain = LoweredChain(statement, convention: convention, layout: .alongVariable)
    guard let last = chain.sides.last else { throw .notOneFormula(found: 0) }
    do throws(TypeProblem) {
      form = try last.get().form
      if let problem = chain.linkProblems.compactMap({ $0 }).first { throw problem }
    } catch {
      throw .illTyped(TypeMessages(notation: convention.notation).diagnosis(of: error))
    }
    self.statement = statement
    layerVariables = chain.constraints.variables
    axes = chain.axes.filter { $0.range == .examples } + chain.axes.filter { $0.range != .examples }
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
