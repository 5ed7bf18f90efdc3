import Formula

/// Turns an expression into index form, or says why it has no meaning.
///
/// One lowering serves all sides of a chain, so that a letter means the same index in each of them.
struct Lowering {
  let convention: Convention
  let finder: IndexRangeFinder
  /// Layers of one unit, whose vectors are numbers.
  let oneUnitLayers: OneUnitLayers
  /// How ∂C/∂v lies for a vector v.
  let layout: GradientLayout
  /// All sides of the chain, where free indices are looked up.
  let sides: [Expression]
  var scope: Scope
  /// How far gradient descent goes, where a side is what it arrives at.
  let learningRate: Expression
  /// The formula speaks of many examples, by index or by number.
  let speaksOfExamples: Bool
  /// Names that may have whatever shape is needed, where only shapes are asked for.
  var openLetters: Set<Symbol> = []
  /// A quantity without an example was read as belonging to the one that is meant, in a formula about many.
  var usesUnmarkedExamples = false
  /// Softmax of one number was read as a component of softmax of the vector.
  var readsComponents = false
  /// How often a node's shape was asked for: more often the deeper it stands.
  var visits = 0

  /// The layout of the derivative of a scalar by a vector.
  enum GradientLayout: Hashable, Sendable {
    /// The shape of the vector: a gradient.
    case alongVariable
    /// The transposed shape: one row of a Jacobian.
    case acrossVariable
  }

  init(
    _ statement: Statement, convention: Convention, layout: GradientLayout = .alongVariable,
    isAboutExamples: Bool? = nil, oneUnitLayers: OneUnitLayers = OneUnitLayers()
  ) {
    self.convention = convention
    self.oneUnitLayers = oneUnitLayers
    self.layout = layout
    sides = statement.sides
    learningRate = statement.learningRate ?? Self.learningRate(of: sides, cost: convention.cost)
    finder = IndexRangeFinder(convention: convention)
    scope = Scope(firstUnit: convention.notation.firstUnit)
    let sumsExamples = sides.contains { $0.sumsOverExamples(convention.notation.exampleLetter) }
    speaksOfExamples =
      isAboutExamples
      ?? (statement.speaksOfExamples || sumsExamples
        || sides.contains { side in
          side.contains { node in
            if case .quantity(let quantity) = node { quantity.role == .batchCost } else { false }
          }
        })
    if !speaksOfExamples {
      scope.example = .along(Scope.implicitExample)
    }
    declareCounts()
    if speaksOfExamples { declareOnlyExample() }
  }

  /// Where counting starts and which letters stand for counts is read off the limits of Σ.
  private mutating func declareCounts() {
    var starts: Set<Int> = []
    for side in sides {
      side.forEachBig { operation in
        for binder in operation.binders {
          guard let range = finder.range(of: binder.name, in: operation.body) else { continue }
          if case .number(let start)? = binder.lower?.node, start == 0 || start == 1, case .units = range {
            starts.insert(Int(start))
          }
          switch binder.upper?.node {
          case .symbol(let symbol) where symbol.name != "\\infty": scope.counts[symbol] = range
          case .sum(let terms):
            // 0 … n − 1
            if terms.count == 2, case .symbol(let symbol) = terms[0].node,
              terms[1].node == .negative(Expression(.number(1)))
            {
              scope.counts[symbol] = range
            }
          default: break
          }
        }
      }
    }
    if starts.count == 1, let start = starts.first { scope.firstUnit = start }
    if speaksOfExamples {
      // The usual letters for the number of examples, where they stand for nothing else.
      for name in KnownLetter.names(for: .exampleCount) where scope.counts[Symbol(name)] == nil {
        scope.counts[Symbol(name)] = .examples
      }
    }
  }

  /// In a formula with one free example index, quantities without an example belong to it.
  private mutating func declareOnlyExample() {
    var names: [String] = []
    for side in sides {
      for name in finder.freeIndices(of: side)
      where finder.range(of: name, in: side) == .examples && !names.contains(name) {
        names.append(name)
      }
    }
    guard names.count == 1 else { return }
    let axis = scope.fresh(names[0], .examples)
    scope.bind(names[0], to: axis)
    scope.example = .along(axis)
  }

  /// Gives every free index of the chain its axis, so that it is the same on every side.
  mutating func declareFreeIndices() throws(TypeProblem) {
    for side in sides {
      for name in finder.freeIndices(of: side)
      where scope.axis(name) == nil && !finder.isLayer(name, in: side) {
        _ = try axis(of: name, nil, side.range)
      }
    }
  }

  static func union(_ left: SourceRange?, _ right: SourceRange?) -> SourceRange? {
    guard let left else { return right }
    guard let right else { return left }
    return left.union(right)
  }

  // MARK: - Names

  /// The axis of an index letter, found where it stands if it has none yet.
  mutating func axis(of name: String, _ expected: AxisRange?, _ range: SourceRange?) throws(TypeProblem)
    -> Axis
  {
    if let known = scope.axis(name) {
      if let expected, known.range != expected {
        throw TypeProblem(.indexRanges(name: name, known.range, expected), at: range)
      }
      return known
    }
    var found = expected
    if found == nil { found = try self.range(of: name, among: sides) }
    guard let found else {
      throw TypeProblem(.unknownRange(name: name), at: range)
    }
    let axis = scope.fresh(name, found)
    scope.bind(name, to: axis)
    return axis
  }

  /// The range of a letter from where it stands: on a quantity, on an element, beside another index.
  mutating func range(of name: String, among expressions: [Expression]) throws(TypeProblem) -> AxisRange? {
    for expression in expressions {
      if let range = finder.range(of: name, in: expression) { return range }
    }
    for expression in expressions {
      if let range = try elementRange(of: name, in: expression) { return range }
    }
    return nil
  }

  /// The range of a letter that stands on an element (Wa)_j or in δ_{ij}.
  private mutating func elementRange(of name: String, in expression: Expression) throws(TypeProblem)
    -> AxisRange?
  {
    switch expression.node {
    case .element(let inner, let indices):
      if let slot = indices.firstIndex(of: .variable(name)), let shape = try? shape(of: inner) {
        let dimension = shape.isMatrix ? (slot == 0 ? shape.rows : shape.columns) : shape.length
        if let range = dimension.range { return range }
      }
    case .kronecker(.variable(name), .variable(let other)), .kronecker(.variable(let other), .variable(name)):
      if other != name {
        if let axis = scope.axis(other) { return axis.range }
        for side in sides { if let range = finder.rangeAnywhere(of: other, in: side) { return range } }
      }
    default: break
    }
    for child in expression.children {
      if let range = try elementRange(of: name, in: child) { return range }
    }
    return nil
  }

  /// The position an index stands for in a slot of the given range.
  mutating func position(
    of index: Index, _ expected: AxisRange?, _ range: SourceRange?
  ) throws(TypeProblem) -> Position {
    switch index {
    case .variable(let name): return .along(try axis(of: name, expected, range))
    case .literal(let number): return .at(number - scope.firstUnit)
    case .last(let layer):
      if case .units(let expectedLayer)? = expected, expectedLayer != layer {
        throw TypeProblem(.indexRanges(name: "n", .units(layer), .units(expectedLayer)), at: range)
      }
      return .last
    case .trueClass: return .trueClass
    case .all: throw TypeProblem(.unsupported("all examples in this place"), at: range)
    }
  }

  /// Evaluates a closure with another example as the one that is meant.
  mutating func within<Result>(
    example: Position, _ body: (inout Lowering) throws(TypeProblem) -> Result
  ) throws(TypeProblem) -> Result {
    let outer = scope.example
    scope.example = example
    defer { scope.example = outer }
    return try body(&self)
  }
}

extension Expression {
  /// Visits every Σ and Π.
  func forEachBig(_ body: (Formula.BigOperator) -> Void) {
    if case .big(let operation) = node { body(operation) }
    for child in children { child.forEachBig(body) }
  }
}
