import Formula

/// Finds the meaning and the shape of terms on a model: over all definitions at once, sizes are unified.
///
/// What cannot be known (the rank of a leaf) is asked for by a `TypeProblem.needsRank`; the search above tries the
/// choices from the most usual to the least.
struct Typer {
  var model: Model
  /// Definitions that stand behind this statement redefine nothing yet.
  var moment = Int.max
  /// The statement whose letters are meant.
  var place = Int.max
  var sizes = Sizes()
  /// Ranks that were chosen for leaves.
  var ranks: [String: Rank] = [:]
  /// What unusual choices cost so far: broadcasts, groupings.
  var cost = 0.0
  /// How derivatives are laid out.
  var layout = Layout.usual
  /// The square of a vector is its squared length.
  var squaresAreLengths = false
  /// Derivatives side by side are the chain rule, however each of them lies: ∂C/∂z ∂z/∂x is summed over the entries of z.
  var linksChains = false
  /// The derivative of a function of each entry by its argument is the vector of the slopes.
  var slopesAreVectors = false
  /// Definitions are done: members that they do not know do not exist.
  var isClosed = false
  /// Families whose definition has no meaning: what needs them cannot be judged.
  var broken: Set<String> = []
  /// Letters in scope that Σ binds.
  var bound: Set<String> = []
  /// The letters in scope.
  var letters: [String: Letter] = [:]
  /// Parameters of functions in scope.
  var holes: [String: Typed] = [:]
  var types: [Member: MemberType] = [:]
  var bodies: [Member: Body] = [:]
  var nextHole = 0
  /// How many calls are within each other.
  var depth = 0
  var inProgress: [Member] = []
  /// Letters that stand for one index, chosen once: the observed word, the true class.
  var chosen: [String: Sizes.Size] = [:]
  /// How many classes a class number counts.
  var classSizes: [String: Sizes.Size] = [:]
  /// Indices made of others, and what they stand on: x_{si+rk} needs an x that is long enough.
  var reaches: [(axis: Sizes.Size, index: Typed, letters: [String: Sizes.Size])] = []
  /// Numbers that stand as an index, by size.
  var literals: [Sizes.Size: Set<Int>] = [:]
  /// Sizes on which a definition has such numbers only.
  var written: Set<Sizes.Size> = []
  /// What a claim writes out by numbers is all that there is.
  var isWrittenOut = false
  /// Shapes of parts by where they stand, where somebody wants to know.
  var shapes: [SourceRange: Shape]?
  /// Sizes along which examples lie.
  var dataSizes: Set<Sizes.Size> = []

  init(_ model: Model) {
    self.model = model
    layout = model.layout
  }

  /// What a letter stands for.
  enum Letter {
    case key(Int)
    case unit(Sizes.Size)
  }

  /// How many axes a leaf has, and how a vector lies.
  struct Rank: Hashable {
    var axes: Int
    var isRow = false
    /// What the choice costs.
    var cost = 0.0
  }

  /// The axes of a member.
  struct MemberType {
    var axes: [Sizes.Size]
    var isRow = false
    var isLeaf = false
  }

  /// A definition, settled for one member.
  struct Body {
    /// The letter of each axis that was written with one.
    var letters: [String]
    var sizes: [Sizes.Size]
    var value: Typed
  }

  // MARK: - Terms

  /// The meaning of a term.
  mutating func type(_ term: Term) throws(TypeProblem) -> Typed {
    let typed = try meaning(term)
    shapes?[term.range] = typed.shape
    return typed
  }

  private mutating func meaning(_ term: Term) throws(TypeProblem) -> Typed {
    let range = term.range
    switch term.node {
    case .number(let value): return Typed(.constant(value), .number, range)
    case .name(let use): return try name(use, range)
    case .sum(let terms): return try sum(terms, range)
    case .negative(let inner):
      let inner = try type(inner)
      return Typed(.negative(inner), inner.shape, range)
    case .chain(let chain): return try self.chain(chain, range)
    case .quotient(let top, let bottom): return try quotient(try type(top), try type(bottom), range)
    case .raised(let base, let exponent): return try raised(base, exponent, range)
    case .transpose(let inner):
      if let split = try splitProduct(inner, { Term(.transpose($0), range) }, range) { return split }
      let inner = try type(inner)
      if inner.shape.isNumber {
        cost += 4
        return inner
      }
      return Typed(.transpose(inner), inner.shape.transposed, range)
    case .element(let base, let contents): return try element(base, contents, range)
    case .function(let name, let primes, let arguments): return try function(name, primes, arguments, range)
    case .applied: return try product([(try factors(term), .beside)], range)
    case .big(let big): return try self.big(big, range)
    case .derivative(let of, let by): return try derivative(of, by, range)
    case .gradient(let of, let by): return try gradient(of, by, range)
    case .cases(let branches): return try cases(branches, range)
    case .indicator(let condition):
      let condition = try self.condition(condition)
      return Typed(.indicator(condition), condition.shape, range)
    case .matrix(let rows): return try matrix(rows, range)
    case .absolute(let inner):
      let inner = try type(inner)
      if inner.shape.isNumber { return Typed(.map(.absolute, inner), .number, range) }
      return Typed(.norm(inner), .number, range)
    case .norm(let inner):
      let inner = try type(inner)
      if inner.shape.isNumber {
        // Bars are doubled around vectors.
        cost += 3
        return Typed(.map(.absolute, inner), .number, range)
      }
      return Typed(.norm(inner), .number, range)
    case .ones: return Typed(.ones, .column(sizes.new()), range)
    case .all, .ellipsis: throw TypeProblem(.outOfReach("an ellipsis"), range)
    }
  }

  mutating func cases(_ branches: [Branch], _ range: SourceRange) throws(TypeProblem) -> Typed {
    var result: [Typed.Branch] = []
    var shape: Shape?
    for branch in branches {
      let value = try type(branch.value)
      let condition: TypedCondition? =
        try branch.condition.map { inner throws(TypeProblem) in try self.condition(inner) }
      if shape == nil || shape?.isNumber == true { shape = value.shape }
      if condition?.shape.isNumber == false { shape = condition?.shape }
      result.append(Typed.Branch(value: value, condition: condition))
    }
    return Typed(.cases(result), shape ?? .number, range)
  }

  /// How far a unit letter runs.
  func letterSize(_ letter: String) -> Sizes.Size? {
    if case .unit(let size)? = letters[letter] { return size }
    return chosen[letter]
  }

  mutating func condition(_ condition: Condition) throws(TypeProblem) -> TypedCondition {
    var comparisons: [(left: Typed, relation: Relation, right: Typed)] = []
    for comparison in condition.comparisons {
      let left = try type(comparison.left)
      let right = try type(comparison.right)
      if !left.shape.isNumber, !right.shape.isNumber, try !isSame(left.shape, right.shape) {
        throw TypeProblem(.mismatch("the two sides of a condition"), comparison.left.range)
      }
      for (side, other) in [(left, right), (right, left)] {
        if case .member(let member, _) = side.operation, model.leafKinds[member.family] == .classNumber,
          case .letter(let letter) = other.operation, let size = letterSize(letter)
        {
          if let known = classSizes[member.family] {
            _ = sizes.unify(known, size)
          } else {
            classSizes[member.family] = size
          }
        }
      }
      if case .letter(let a) = left.operation, case .letter(let b) = right.operation,
        let first = letterSize(a),
        let second = letterSize(b)
      {
        _ = sizes.unify(first, second)
      }
      comparisons.append((left, comparison.relation, right))
    }
    return TypedCondition(comparisons: comparisons)
  }

  // MARK: - Sums

  mutating func sum(_ terms: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed {
    var parts: [Typed] = []
    for term in terms { parts.append(try type(term)) }
    var shape = parts[0].shape
    for part in parts.dropFirst() { shape = try joined(shape, part.shape, parts, part.range) }
    let runsOverData =
      shape.length.map { length in dataSizes.contains { sizes.root($0) == sizes.root(length) } } ?? false
    for part in parts where !part.isLiteral && !shape.isNumber {
      if part.shape.isNumber { cost += runsOverData ? 0.5 : 5 }
      // A weight of its own for each example is no weight.
      if runsOverData, part.shape.isVector, part.isPlainLeaf(self) { cost += 3 }
    }
    return Typed(.sum(parts), shape, range)
  }

  /// The shape of a sum of two shapes: equal ones, a number with anything, a vector along the examples of a matrix.
  mutating func joined(
    _ a: Shape, _ b: Shape, _ parts: [Typed], _ range: SourceRange
  ) throws(TypeProblem) -> Shape {
    if a.isNumber { return b }
    if b.isNumber { return a }
    if try isSame(a, b) { return a }
    for (matrix, vector) in [(a, b), (b, a)] where matrix.isMatrix && vector.isVector {
      if vector.isColumn, let rows = vector.rows, let own = matrix.rows, let along = matrix.columns,
        sizes.unify(rows, own)
      {
        cost += dataSizes.contains(where: { sizes.root($0) == sizes.root(along) }) ? 0.5 : 6
        return matrix
      }
      if vector.isRow, let columns = vector.columns, let own = matrix.columns, let along = matrix.rows,
        sizes.unify(columns, own)
      {
        cost += dataSizes.contains(where: { sizes.root($0) == sizes.root(along) }) ? 0.5 : 6
        return matrix
      }
    }
    throw TypeProblem(.mismatch("\(words(a)) and \(words(b)) cannot be added"), range)
  }

  /// Whether two shapes are or can be made one.
  mutating func isSame(_ a: Shape, _ b: Shape) throws(TypeProblem) -> Bool {
    guard (a.rows == nil) == (b.rows == nil), (a.columns == nil) == (b.columns == nil) else { return false }
    let before = sizes
    if let x = a.rows, let y = b.rows, !sizes.unify(x, y) { return false }
    if let x = a.columns, let y = b.columns, !sizes.unify(x, y) {
      sizes = before
      return false
    }
    return true
  }

  /// Whether a shape is known to have one entry.
  func isSingle(_ shape: Shape) -> Bool {
    guard let one = sizes.known("#1") else { return false }
    return [shape.rows, shape.columns].compactMap { $0 }.allSatisfy { sizes.root($0) == sizes.root(one) }
  }

  /// A shape in words.
  func words(_ shape: Shape) -> String {
    func name(_ size: Sizes.Size) -> String {
      sizes.names(of: size).first { !$0.hasPrefix("#") }.map(Sizes.shown) ?? "n\(sizes.root(size))"
    }
    switch (shape.rows, shape.columns) {
    case (nil, nil): return "a number"
    case (let rows?, nil): return "a column of \(name(rows))"
    case (nil, let columns?): return "a row of \(name(columns))"
    case (let rows?, let columns?): return "a \(name(rows)) × \(name(columns)) matrix"
    }
  }
}

extension Typed {
  /// A leaf as it stands that is no data.
  fileprivate func isPlainLeaf(_ typer: Typer) -> Bool {
    guard case .member(let member, let indices) = operation, indices.allSatisfy({ $0 == nil }) else {
      return false
    }
    return typer.types[member]?.isLeaf == true && member.family.hasPrefix("b")
  }

  /// A number that is written out.
  var isLiteral: Bool {
    switch operation {
    case .constant: true
    case .negative(let inner): inner.isLiteral
    case .over(let a, let b), .times(let a, let b): a.isLiteral && b.isLiteral
    default: false
    }
  }
}

extension TypedCondition {
  /// A number, or the shape of what is compared entry by entry.
  var shape: Shape {
    for comparison in comparisons {
      for side in [comparison.left, comparison.right] where !side.shape.isNumber { return side.shape }
    }
    return .number
  }
}

extension Model.Definition {
  /// Whether it is given for more than one member.
  func isGeneral(_ model: Model) -> Bool {
    model.split(use).key.contains { content in
      guard let letter = content.shifted?.letter else { return false }
      return content.integer == nil && model.ends[letter] == nil
    }
  }
}
