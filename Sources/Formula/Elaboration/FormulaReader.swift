/// Reads LaTeX in a notation: the second stage, from what stands there to what it means.
public struct FormulaReader: Sendable {
  /// The notation formulas are read in.
  public let notation: Notation
  /// Macros of the text the formulas come from.
  public let macros: MacroTable

  /// A reader for a notation.
  public init(notation: Notation, macros: MacroTable = .empty) {
    self.notation = notation
    self.macros = macros
  }

  /// What one formula, or one display with several, says.
  ///
  /// - Parameters:
  ///   - latex: the formula without its dollars or fences.
  ///   - offset: where it begins in the text, so that ranges count in the text.
  /// - Returns: the readings, the most likely first, and what could not be read. Reading is total: where
  ///   there is no reading there is a problem, and a formula with a problem has no reading.
  public func read(_ latex: String, offset: Int = 0) -> ReadFormula {
    let first = MarkupReader.read(latex, offset: offset, macros: macros)
    guard first.problems.isEmpty else { return ReadFormula(alternatives: [], problems: first.problems) }
    if first.markup.isEmpty, !MacroTable.definitions(in: latex).names.isEmpty {
      // Nothing but definitions of commands: no formula stands here.
      return ReadFormula(alternatives: [ReadFormula.Alternative(statements: [], choices: [])], problems: [])
    }
    let range = SourceRange(offset, offset + latex.utf8.count)
    return read(first.markup, range: range)
  }

  /// The meaning of a first-stage tree.
  func read(_ markup: [Markup], range: SourceRange) -> ReadFormula {
    let markup = markup.joiningNames(notation.longNames)
    var reading = ReadFormula(alternatives: [], problems: [])
    var seen: Set<[Statement]> = []
    var met: Set<Choice> = []
    var queue: [Set<Choice>] = [[]]
    while let chosen = queue.first, reading.alternatives.count < 8 {
      queue.removeFirst()
      var elaborator = Elaborator(notation: notation, choices: chosen, end: range.end)
      do {
        let statements = try elaborator.statements(in: markup, range: range)
        if seen.insert(statements).inserted {
          reading.alternatives.append(ReadFormula.Alternative(statements: statements, choices: chosen))
        }
      } catch {
        if chosen.isEmpty { reading.problems.append(error) }
      }
      for choice in elaborator.choicesMet.subtracting(met).sorted() {
        met.insert(choice)
        queue.append(contentsOf: ([chosen] + queue).map { $0.union([choice]) })
      }
    }
    return reading
  }
}

/// A formula as it was read: every way that its letters allow.
public struct ReadFormula: Sendable {
  /// The readings, the most likely first; more than one only where the notation cannot decide.
  public var alternatives: [Alternative]
  /// Why there is no reading; empty when there is one.
  public var problems: [Problem]

  /// Makes a reading.
  public init(alternatives: [Alternative], problems: [Problem]) {
    self.alternatives = alternatives
    self.problems = problems
  }

  /// One way to read a formula.
  public struct Alternative: Sendable {
    /// What it says.
    public var statements: [Statement]
    /// The choices that were made against the usual reading.
    public var choices: Set<Choice>

    /// Makes an alternative.
    public init(statements: [Statement], choices: Set<Choice>) {
      self.statements = statements
      self.choices = choices
    }
  }
}

/// A point on which two readers of a formula may differ.
public enum Choice: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Bare a and z are vectors of the last layer, not the values of one unit.
  case bareLettersAreVectors
  /// ∂C/∂Z, for a matrix Z of all examples, is of the batch's cost, not of each example's own.
  case costOfMatrixIsOfBatch
  /// dC/W is a derivative by W that lacks its second d.
  case differentialIsForgotten
  /// u · v of two vectors is their scalar product.
  case dotIsScalarProduct
  /// The letter for the number of examples ends a sum over units.
  case exampleCountIsOfUnits
  /// A u ⊙ v w is ((A u) ⊙ v) w: what stands side by side and ⊙ are of one rank.
  case groupsFromTheLeft
  /// u ⊙ v w is (u ⊙ v) w, not u ⊙ (v w).
  case hadamardBindsTighter
  /// e_j is a unit vector.
  case letterEIsUnitVector
  /// a_1 is unit 1 of the last layer, not layer 1, where layers are subscripts.
  case numberIsOfUnit
  /// ∂/∂x takes the whole sum that follows, not the first term.
  case operatorTakesSum
  /// 1/2E is 1/(2E), not (1/2)E.
  case slashTakesProduct
  /// u * v of two vectors is taken element by element.
  case starIsElementwise
  /// A superscript 2 on a letter with a layer is a power.
  case superscriptIsPower
  /// w_j is row j of the weights, as a column.
  case weightOfOneIndexIsRow

  private var place: Int { Choice.allCases.firstIndex(of: self) ?? Choice.allCases.count }

  /// The order of the list above, in which they are tried.
  public static func < (left: Choice, right: Choice) -> Bool { left.place < right.place }
}
