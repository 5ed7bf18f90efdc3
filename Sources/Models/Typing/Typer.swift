import Formula

/// Finds the meaning and the shape of terms on a model: over all definitions at once, sizes are unified.
///
/// What cannot be known (the rank of a leaf) is asked for by a `TypeProblem.needsRank`; the search above tries the
/// choices from the most usual to the least.
struct Typer {
  let model: Model
  /// Definitions that stand behind this statement redefine nothing yet.
  var moment = Int.max
  var sizes = Sizes()
  /// Ranks that were chosen for leaves.
  var ranks: [String: Rank] = [:]
  /// What unusual choices cost so far: broadcasts, groupings.
  var cost = 0.0
  /// How derivatives are laid out.
  var layout = Layout.usual
  /// Definitions are done: members that they do not know do not exist.
  var isClosed = false
  /// Families whose definition has no meaning: what needs them cannot be judged.
  var broken: Set<String> = []
  /// The letters in scope.
  var letters: [String: Letter] = [:]
  /// Parameters of functions in scope.
  var holes: [String: Typed] = [:]
  var types: [Member: MemberType] = [:]
  var bodies: [Member: Body] = [:]
  var nextHole = 0
  /// How many calls are within each other.
  var depth = 0
  private var inProgress: [Member] = []
  /// Letters that stand for one index, chosen once: the observed word, the true class.
  var chosen: [String: Sizes.Size] = [:]
  /// How many classes a class number counts.
  var classSizes: [String: Sizes.Size] = [:]
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

  // MARK: - Members

  /// The definition that gives a member its value, with what its key letters stand for.
  func definition(_ member: Member) -> (definition: Model.Definition, keys: [String: Int])? {
    let all = model.definitions[member.family] ?? []
    // The last one before this moment, else the first one behind it.
    let candidates = all.filter { $0.statement <= moment }.reversed() + all.filter { $0.statement > moment }
    for isSpecial in [true, false] {
      for definition in candidates where (definition.isGeneral(model) != isSpecial) {
        if let keys = match(definition, member.key) { return (definition, keys) }
      }
    }
    return nil
  }

  private func match(_ definition: Model.Definition, _ key: [Int]) -> [String: Int]? {
    let contents = model.split(definition.use).key
    guard contents.count == key.count else { return nil }
    var found: [String: Int] = [:]
    for (content, value) in zip(contents, key) {
      if let number = content.integer {
        guard number == value else { return nil }
      } else if let (letter, by) = content.shifted {
        if let end = model.ends[letter] {
          guard end + by == value else { return nil }
        } else {
          if let known = found[letter], known != value - by { return nil }
          found[letter] = value - by
          // A derivative exists wherever what it is made of does.
          let range = definition.ranges[letter] ?? (definition.isDerivative ? nil : model.keyRanges[letter])
          if let range, !range.contains(value - by) { return nil }
        }
      } else {
        return nil
      }
    }
    return found
  }

  /// The axes of a member; its definition is settled on the way.
  mutating func type(_ member: Member, _ range: SourceRange) throws(TypeProblem) -> MemberType {
    if let known = types[member] { return known }
    if broken.contains(member.family) { throw TypeProblem(.broken(member.family), range) }
    if inProgress.contains(member) { throw TypeProblem(.circular(member.family), range) }
    if inProgress.count > 60 { throw TypeProblem(.circular(member.family), range) }
    guard let (definition, keys) = definition(member) else { return try leaf(member, range) }
    inProgress.append(member)
    let outer = (letters, holes, moment)
    defer {
      inProgress.removeLast()
      (letters, holes, moment) = outer
    }
    letters = keys.mapValues(Letter.key)
    holes = [:]
    let axes = model.split(definition.use).axes
    var names: [String] = []
    for axis in axes {
      guard let axis else { continue }
      guard let letter = axis.letter else {
        throw TypeProblem(.outOfReach("a definition of single elements"), axis.range)
      }
      names.append(letter)
      if case nil = letters[letter] { letters[letter] = .unit(unit(letter)) }
    }
    let value = try type(definition.body)
    for (letter, meaning) in letters where !names.contains(letter) && !model.runningLetters.contains(letter) {
      if case .unit(let size) = meaning { chosen[letter] = size }
    }
    var sizes: [Sizes.Size] = []
    for name in names { if case .unit(let size)? = letters[name] { sizes.append(size) } }
    guard sizes.count == names.count else { throw TypeProblem(.outOfReach("such a definition"), range) }
    let base = [value.shape.rows, value.shape.columns].compactMap { $0 }
    let type = MemberType(axes: sizes + base, isRow: value.shape.isRow && sizes.isEmpty)
    if let declared = model.declared[member.family] { try declare(type, declared, range) }
    markZero(member.family, sizes)
    types[member] = type
    bodies[member] = Body(letters: names, sizes: sizes, value: value)
    return type
  }

  private mutating func leaf(_ member: Member, _ range: SourceRange) throws(TypeProblem) -> MemberType {
    let isKnown = model.usedByDefinitions.contains(member.family) || model.definitions[member.family] != nil
    if isClosed, isKnown { throw TypeProblem(.noMember(member.family), range) }
    if model.definitions[member.family] != nil,
      model.definitions[member.family]?.contains(where: \.isDerivative) == true
    {
      throw TypeProblem(.noMember(member.family), range)
    }
    // Only the forward pass has first members that nothing defines.
    if model.definitions[member.family] != nil,
      inProgress.contains(where: { inner in
        model.definitions[inner.family]?.contains(where: \.isDerivative) == true
      })
    {
      throw TypeProblem(.noMember(member.family), range)
    }
    let declared = model.declared[member.family]
    let minimum = model.axisCount(member.family)
    var rank: Rank
    if let declared {
      // x_n ∈ ℝ^D has an axis for n besides.
      let (_, axes) = model.split(declared.use)
      let written = axes.filter { $0 != nil }.count
      let isThin = declared.sizes.count == 2 && declared.sizes.contains { $0.integer == 1 }
      rank = Rank(
        axes: written + (isThin ? 1 : declared.sizes.count), isRow: isThin && declared.sizes[0].integer == 1)
      rank.axes = max(rank.axes, minimum)
    } else if let chosen = ranks[rankName(member)] {
      rank = chosen
    } else if model.opaque.contains(member.family) || member.family == model.cost {
      rank = Rank(axes: 0)
    } else {
      throw TypeProblem(.needsRank(rankName(member)), range)
    }
    rank.axes = max(rank.axes, minimum)
    var axes: [Sizes.Size] = []
    for _ in 0..<rank.axes { axes.append(sizes.new()) }
    // Y^{(i)}: the examples of a capital stand side by side.
    let type = MemberType(
      axes: axes, isRow: rank.isRow || rank.axes == 1 && model.liesInColumns(member.family), isLeaf: true)
    markZero(member.family, axes)
    if let span = model.spans[member.family], let first = axes.first, let size = try size(span) {
      _ = sizes.unify(first, size)
    }
    if let declared { try declare(type, declared, range) }
    types[member] = type
    return type
  }

  /// What ranks are chosen for: a family, or each member where a text writes every one of them out by its number.
  private func rankName(_ member: Member) -> String {
    model.isWrittenOut(member.family) ? "\(member.family)#\(member.key)" : member.family
  }

  /// Axes of a name that count from 0.
  private mutating func markZero(_ name: String, _ axes: [Sizes.Size]) {
    guard let zero = model.fromZero[name] else { return }
    let keyed = model.keyPlaces[name] ?? []
    let places = (model.places[name] ?? []).filter { !keyed.contains($0) }
    for (place, axis) in zip(places, axes) where zero.contains(place) { self.sizes.countFromZero(axis) }
  }

  /// Unifies the axes of a member with the sizes that the text gives.
  private mutating func declare(
    _ type: MemberType, _ declared: Model.DeclaredShape, _ range: SourceRange
  ) throws(TypeProblem) {
    let terms = declared.sizes.filter { $0.integer != 1 }
    guard terms.count <= type.axes.count else {
      throw TypeProblem(.mismatch("the shape that was declared"), range)
    }
    let written = model.split(declared.use).axes.filter { $0 != nil }.count
    if written + terms.count != type.axes.count, declared.sizes.count == terms.count {
      throw TypeProblem(.mismatch("the shape that was declared"), range)
    }
    for (axis, term) in zip(type.axes.suffix(terms.count), terms) {
      guard let size = try size(term) else { continue }
      if !sizes.unify(axis, size) { throw TypeProblem(.mismatch("the shape that was declared"), range) }
    }
  }

  /// The size that a term names: D, n of a layer.
  mutating func size(_ term: Term) throws(TypeProblem) -> Sizes.Size? {
    guard case .name(let use) = term.node else { return nil }
    if use.slots.isEmpty { return sizes.named(use.name) }
    var key = use.name
    for slot in use.slots {
      guard let number = keyValue(slot.content) else { return nil }
      key += "[\(number)]"
    }
    return sizes.named(key)
  }

  /// A size for a letter in a scope of its own.
  mutating func unit(_ letter: String) -> Sizes.Size {
    if let range = model.letterRanges[letter], case .name(let use) = range.to.node, use.slots.isEmpty,
      model.sizeNames.contains(use.name)
    {
      return range.from.integer == 0 ? zeroBased(use.name, 1) : sizes.named(use.name)
    }
    if let range = model.letterRanges[letter], range.from.integer == 0, let (name, by) = range.to.shifted,
      by == -1
    {
      return zeroBased(name, 0)
    }
    return sizes.new()
  }

  /// The size of what runs from 0 to N − 1, or to N.
  mutating func zeroBased(_ name: String, _ by: Int) -> Sizes.Size {
    let size = sizes.named("\(name)+\(by)")
    sizes.countFromZero(size)
    _ = sizes.named(name)
    return size
  }

  /// The number that an index of a member is: 2, L, l − 1.
  func keyValue(_ term: Term) -> Int? {
    if let number = term.integer { return number }
    if let (letter, by) = term.shifted {
      if case .key(let value)? = letters[letter] { return value + by }
      if let end = model.ends[letter] { return end + by }
    }
    if case .sum(let terms) = term.node {
      var total = 0
      for part in terms {
        var (inner, sign) = (part, 1)
        if case .negative(let positive) = part.node { (inner, sign) = (positive, -1) }
        guard let value = keyValue(inner) else { return nil }
        total += sign * value
      }
      return total
    }
    return nil
  }

  // MARK: - Terms

  /// The meaning of a term.
  mutating func type(_ term: Term) throws(TypeProblem) -> Typed {
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
      if inner.shape.isNumber { return Typed(.map(.absolute, inner), .number, range) }
      return Typed(.norm(inner), .number, range)
    case .ones: return Typed(.ones, .column(sizes.new()), range)
    case .all, .ellipsis: throw TypeProblem(.outOfReach("an ellipsis"), range)
    }
  }

  private mutating func matrix(_ rows: [[Term]], _ range: SourceRange) throws(TypeProblem) -> Typed {
    var result: [[Typed]] = []
    for row in rows {
      var cells: [Typed] = []
      for cell in row {
        let value = try type(cell)
        guard value.shape.isNumber else { throw TypeProblem(.outOfReach("a matrix of blocks"), cell.range) }
        cells.append(value)
      }
      result.append(cells)
    }
    guard let width = result.first?.count, result.allSatisfy({ $0.count == width }) else {
      throw TypeProblem(.mismatch("rows of different lengths"), range)
    }
    let shape = Shape(
      rows: result.count == 1 ? nil : sizes.named("#\(result.count)"),
      columns: width == 1 ? nil : sizes.named("#\(width)"))
    return Typed(.matrix(result), shape, range)
  }

  private mutating func cases(_ branches: [Branch], _ range: SourceRange) throws(TypeProblem) -> Typed {
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
  private func letterSize(_ letter: String) -> Sizes.Size? {
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

  private mutating func sum(_ terms: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed {
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
  private mutating func joined(
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

  /// A shape in words.
  func words(_ shape: Shape) -> String {
    func name(_ size: Sizes.Size) -> String {
      sizes.names(of: size).first { !$0.hasPrefix("#") } ?? "n\(sizes.root(size))"
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
