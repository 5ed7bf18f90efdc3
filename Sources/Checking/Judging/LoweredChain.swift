import Formula

/// A chain in index form: every side with its free axes, or the reason why it has none.
struct LoweredChain {
  /// One side.
  struct Side {
    var form: IndexForm
    /// Whether a derivative or an error term stands in it, so that the judges may differ.
    var dependsOnJudge: Bool
    /// Its free index letters.
    var indices: Set<String>
    /// Where its rows and columns lie; without both it is a number.
    var frame: Frame
  }

  /// What is evaluated: dots and sums that nobody wrote are written out.
  let statement: Statement
  /// The sides in order.
  var sides: [Result<Side, TypeProblem>]
  /// 1 where the conditions written beside the chain hold, else 0; nil where none is written.
  var mask: IndexForm?
  /// What keeps neighbouring sides from being compared: one entry per link, nil where nothing does.
  var linkProblems: [TypeProblem?]
  /// Free axes that have a name on the page, or `j` and `k` for rows and columns, in order of occurrence.
  var axes: [Axis]
  /// Where counting starts on the page.
  var firstUnit: Int
  /// Whether the layout of gradients made a difference.
  var dependsOnLayout: Bool
  /// The layers the chain asks for.
  var constraints: LayerConstraints
  /// The largest position that a literal index names, counted from 0; −1 where none does.
  var largestLiteral: Int
  /// Letters that stand for a number of units or examples.
  var counts: [Symbol: AxisRange]
  /// All names as they are written.
  var symbolsWritten: Set<Symbol>
  /// Quantities without an example were read as belonging to one.
  var usesUnmarkedExamples: Bool
  /// Softmax of one number was read as a component of softmax of the vector.
  var readsComponents: Bool
  /// Names whose values are drawn; the z of one unit among them.
  var symbols: Set<Symbol>
  /// It is about the bare z and a of one unit.
  var isAboutOneUnit: Bool
  /// It is about many examples, not about one, whichever.
  var speaksOfExamples: Bool
  /// How many nodes its sides have, those counted more often to which it was gone back.
  var size: Int
  /// How far gradient descent goes, where a side is what it arrives at.
  var learningRate: Expression
  /// It says which of two sides is larger, or that they are different or nearly equal.
  var comparesSizes: Bool
  /// e^x or a function made of it stands in it, which leaves the range of numbers where x is large.
  var hasExponentials: Bool
  /// Axes of rows and columns, which no index letter names.
  private let frameAxes: Set<Int>
  /// What letters mean in it, for its parts.
  private let lowering: Lowering

  /// - oneUnitLayers: layers whose vectors are numbers.
  /// - isAboutExamples: whether the formula that the statement is part of speaks of many examples; nil to look.
  init(
    _ statement: Statement, convention: Convention, layout: Lowering.GradientLayout,
    isAboutExamples: Bool? = nil, oneUnitLayers: OneUnitLayers = OneUnitLayers()
  ) {
    let statement = statement.writingOutEllipses(convention: convention)
      .writingDiagonals(of: convention.notation.activationFunction)
      .writingImpliedIndices(IndexRangeFinder(convention: convention))
    self.statement = statement
    var lowering = Lowering(
      statement, convention: convention, layout: layout, isAboutExamples: isAboutExamples,
      oneUnitLayers: oneUnitLayers)
    size = statement.sides.reduce(0) { $0 + $1.count(upTo: .max) }
    constraints = LayerConstraints(statement.sides)
    constraints.layersBelowOutput = statement.layersBelowOutput
    sides = []
    var shapes: [SymbolicShape?] = []
    var declared: TypeProblem?
    do throws(TypeProblem) { try lowering.declareFreeIndices() } catch { declared = error }
    var frameAxes: [Dimension: Axis] = [:]
    var columnAxes: [Dimension: Axis] = [:]
    let finder = lowering.finder
    let used = Set(statement.sides.flatMap(finder.freeIndices))
    let names = ["j", "k", "i", "m", "p", "q", "r"].filter { !used.contains($0) }
    let measured = statement.sides.map { side -> Result<SymbolicShape, TypeProblem> in
      do throws(TypeProblem) {
        if let declared { throw declared }
        return .success(try lowering.shape(of: side))
      } catch {
        return .failure(error)
      }
    }
    shapes = measured.map { try? $0.get() }
    let known = SymbolicShape.known(among: shapes)
    for (number, side) in statement.sides.enumerated() {
      do throws(TypeProblem) {
        let shape = try measured[number].get().resolved(by: known)
        var frame = Frame.none
        if let range = shape.rows.range {
          let axis = frameAxes[shape.rows] ?? lowering.scope.fresh(names.first ?? "j", range)
          frameAxes[shape.rows] = axis
          frame.row = axis
        }
        if let range = shape.columns.range {
          let axis = columnAxes[shape.columns] ?? lowering.scope.fresh(names.dropFirst().first ?? "k", range)
          columnAxes[shape.columns] = axis
          frame.column = axis
        }
        let form = try lowering.lower(side, frame)
        sides.append(
          .success(
            Side(
              form: form, dependsOnJudge: form.dependsOnJudge,
              indices: Set(finder.freeIndices(of: side)), frame: frame)))
      } catch {
        sides.append(.failure(error))
      }
    }
    dependsOnLayout = statement.sides.contains { $0.hasGradientOfWhole }
    firstUnit = lowering.scope.firstUnit
    speaksOfExamples = lowering.speaksOfExamples
    learningRate = lowering.learningRate
    comparesSizes = statement.relations.contains(where: \.comparesSizes)
    hasExponentials = statement.sides.contains { side in
      side.contains { node in
        switch node {
        case .call(.elementary(let function), _): function.row.growsExponentially
        case .constant(.e): true
        default: false
        }
      }
    }
    counts = lowering.scope.counts
    usesUnmarkedExamples = lowering.usesUnmarkedExamples
    readsComponents = lowering.readsComponents
    symbolsWritten = statement.sides.reduce(into: []) { $0.formUnion($1.symbols) }
    symbols = symbolsWritten
    if symbols.remove(Symbol("a")) != nil { symbols.insert(Symbol("z")) }
    isAboutOneUnit = statement.sides.contains { side in
      side.contains { $0 == .symbol(Symbol("z")) || $0 == .symbol(Symbol("a")) }
    }
    let literal = statement.sides.map(\.largestLiteral).max() ?? -1
    largestLiteral = literal < 0 ? -1 : max(0, literal - lowering.scope.firstUnit)
    axes = []
    for name in statement.sides.flatMap(finder.freeIndices) {
      if let axis = lowering.scope.axis(name), !axes.contains(axis) { axes.append(axis) }
    }
    let frames = frameAxes.values.sorted { $0.id < $1.id } + columnAxes.values.sorted { $0.id < $1.id }
    axes += frames
    self.frameAxes = Set(frames.map(\.id))
    mask = Self.mask(statement.conditions, &lowering)
    size += lowering.visits / 4
    linkProblems = []
    for position in statement.relations.indices {
      linkProblems.append(
        Self.linkProblem(
          statement.sides[position], statement.sides[position + 1], shapes[position], shapes[position + 1],
          lowering))
    }
    self.lowering = lowering
  }

  /// Axes of index letters; those of rows and columns are not among them.
  var letterAxes: [Axis] { axes.filter { !frameAxes.contains($0.id) } }

  /// A part of a side, or one with numbers put in for its letters, as the chain means it; nil where it has no meaning.
  func part(_ expression: Expression) -> Side? {
    var lowering = lowering
    let convention = lowering.convention
    let alone = Statement([expression], []).writingOutEllipses(convention: convention)
      .writingDiagonals(of: convention.notation.activationFunction)
      .writingImpliedIndices(lowering.finder)
    guard let expression = alone.sides.first, let shape = try? lowering.shape(of: expression) else {
      return nil
    }
    var frame = Frame.none
    if let range = shape.rows.range { frame.row = lowering.scope.fresh("", range) }
    if let range = shape.columns.range { frame.column = lowering.scope.fresh("", range) }
    guard let form = try? lowering.lower(expression, frame) else { return nil }
    return Side(form: form, dependsOnJudge: form.dependsOnJudge, indices: [], frame: frame)
  }

  /// The conditions that speak of the chain's own indices and quantities; others restrict nothing here.
  private static func mask(_ conditions: [Condition], _ lowering: inout Lowering) -> IndexForm? {
    var comparisons: [IndexComparison] = []
    for condition in conditions {
      for comparison in condition.comparisons {
        let known = Expression(.indicator(Condition([comparison])))
        guard lowering.finder.freeIndices(of: known).allSatisfy({ lowering.scope.axis($0) != nil }),
          let lowered = try? lowering.comparisons(Condition([comparison]), .none)
        else { continue }
        comparisons += lowered
      }
    }
    return comparisons.isEmpty ? nil : .indicator(IndexCondition(comparisons: comparisons))
  }

  /// Whether all that keeps a link from being compared is an index that stands on its right side only.
  func hasOnlyLeftoverIndex(_ link: Int) -> Bool {
    guard case .success = sides[link], case .success = sides[link + 1],
      case .leftoverIndex? = linkProblems[link]?.kind
    else { return false }
    return true
  }

  /// Sides of different shapes, or an index on the right side only.
  private static func linkProblem(
    _ left: Expression, _ right: Expression, _ leftShape: SymbolicShape?, _ rightShape: SymbolicShape?,
    _ lowering: Lowering
  ) -> TypeProblem? {
    guard let leftShape, let rightShape else { return nil }
    let isNumber = left.isConstant || right.isConstant
    if leftShape.merged(with: rightShape) == nil, !isNumber {
      return TypeProblem(.shapes(.equation, leftShape, rightShape), at: right.range)
    }
    let leftIndices = lowering.finder.freeIndices(of: left)
    let leftover = lowering.finder.freeIndices(of: right).first { !leftIndices.contains($0) }
    if let leftover, !left.isConstant {
      return TypeProblem(
        .leftoverIndex(name: leftover, lowering.scope.axis(leftover)?.range), at: right.range)
    }
    return nil
  }
}

extension Relation {
  /// Whether two sides may stand in it that are not equal.
  fileprivate var comparesSizes: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .approximately: true
    case .equal, .defined, .identical, .assigned, .proportional, .maps, .implies, .element: false
    }
  }
}

extension Expression {
  /// The largest unit or example number that stands in it; −1 if none does. Beyond 64 it is not sought.
  var largestLiteral: Int {
    var own = -1
    func see(_ index: Index?) {
      if case .literal(let number)? = index { own = max(own, min(number, 64)) }
    }
    switch node {
    case .quantity(let quantity):
      quantity.indices.forEach(see)
    case .big(let operation):
      for case .number(let limit)? in operation.binders.map({ $0.upper?.node }) where limit >= 0 {
        own = max(own, Int(min(limit, 64)))
      }
    case .element(_, let indices): indices.forEach(see)
    case .kronecker(let left, let right):
      see(left)
      see(right)
    default: break
    }
    return children.reduce(own) { max($0, $1.largestLiteral) }
  }

  /// The names in it that are no quantities.
  var symbols: Set<Symbol> {
    var found: Set<Symbol> = []
    _ = contains { node in
      if case .symbol(let symbol) = node { found.insert(symbol) }
      return false
    }
    return found
  }

  /// Whether nothing in it depends on a network or an index.
  var isConstant: Bool {
    !contains { node in
      switch node {
      case .quantity, .symbol, .width, .exampleCount, .layerNumber, .indexValue, .kronecker, .identity, .ones,
        .call(.activation, _):
        true
      default: false
      }
    }
  }

  /// Whether the derivative of a scalar by a whole vector stands in it, whose layout two writers may see differently.
  var hasGradientOfWhole: Bool {
    contains { node in
      guard case .derivative(of: let inner, by: let variable) = node,
        case .quantity(let quantity) = variable.node,
        quantity.indices.isEmpty, quantity.role != .weight
      else { return false }
      if case .quantity(let numerator) = inner.node {
        return numerator.role == .cost || numerator.role == .batchCost || !numerator.indices.isEmpty
      }
      return true
    }
  }
}

extension IndexForm {
  /// Whether a derivative or an error term stands in it.
  var dependsOnJudge: Bool {
    switch self {
    case .derivative: true
    case .entry(let entry): entry.role == .error
    case .number, .constant, .symbol, .unitActivation, .width, .exampleCount, .layerNumber, .indexValue: false
    case .sum(let parts), .product(let parts), .maximum(let parts), .minimum(let parts):
      parts.contains(where: \.dependsOnJudge)
    case .negative(let inner), .apply(_, let inner), .softmax(let inner, over: _, at: _),
      .overLayers(_, _, from: _, to: _, let inner):
      inner.dependsOnJudge
    case .contraction(_, let inner, where: let condition), .productOver(_, let inner, where: let condition):
      inner.dependsOnJudge || condition?.dependsOnJudge == true
    case .quotient(let left, let right), .power(let left, let right), .substituted(let left, _, let right):
      left.dependsOnJudge || right.dependsOnJudge
    case .choice(let branches):
      branches.contains { $0.value.dependsOnJudge || $0.condition?.dependsOnJudge == true }
    case .indicator(let condition): condition.dependsOnJudge
    }
  }
}

extension IndexCondition {
  /// Whether a derivative or an error term is compared.
  var dependsOnJudge: Bool {
    comparisons.contains { comparison in
      if case .values(let left, _, let right) = comparison {
        left.dependsOnJudge || right.dependsOnJudge
      } else {
        false
      }
    }
  }
}
