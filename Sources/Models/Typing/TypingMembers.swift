import Formula

/// Members of families: their axes, from their definition or from what was chosen.
extension Typer {
  /// The definition that gives a member its value, with what its key letters stand for.
  func definition(_ member: Member) -> (definition: Model.Definition, keys: [String: Int])? {
    let all = model.definitions[member.family] ?? []
    // The last one before this moment, else the first one behind it.
    let candidates =
      all.filter { $0.statement <= moment }.reversed()
      + all.filter { $0.statement > moment && !$0.isSpecialCase }
    for isSpecial in [true, false] {
      for definition in candidates where (definition.isGeneral(model) != isSpecial) {
        if let keys = match(definition, member.key) { return (definition, keys) }
      }
    }
    return nil
  }

  func match(_ definition: Model.Definition, _ key: [Int]) -> [String: Int]? {
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
    let outer = (letters, holes, moment, place)
    defer {
      inProgress.removeLast()
      (letters, holes, moment, place) = outer
    }
    if definition.statement >= 0 { place = definition.statement }
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
      if case nil = letters[letter] {
        // m_i = max(y_{2i}, y_{2i+1}): i runs less far than the index of y.
        let isOther = definition.body.multipliesIndex(letter)
        letters[letter] = .unit(isOther ? sizes.new() : unit(letter))
      }
    }
    var value: Typed
    if let start = try start(member, definition, range) {
      value = start
    } else {
      value = try type(definition.body)
    }
    // x = E_w: a small letter is a column, also where it is taken from the rows of a table.
    if value.shape.isRow, value.isRowOfMatrix, !member.family.isCapital, model.declared[member.family] == nil
    {
      value = Typed(.transpose(value), value.shape.transposed, value.range)
    }
    for (letter, meaning) in letters
    where !names.contains(letter) && axes.isEmpty
      || !names.contains(letter) && !model.runningLetters.contains(letter)
    {
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

  /// h_0 = 0: a number that a recursion begins with has the shape of what follows.
  private mutating func start(
    _ member: Member, _ definition: Model.Definition, _ range: SourceRange
  ) throws(TypeProblem) -> Typed? {
    guard definition.body.isWritten, !member.key.isEmpty, model.axisCount(member.family) == 0,
      model.definitions[member.family]?.contains(where: { $0.isGeneral(model) }) == true
    else { return nil }
    guard let rank = ranks[rankName(member)] else { throw TypeProblem(.needsRank(rankName(member)), range) }
    let number = try type(definition.body)
    let shape: Shape
    switch rank.axes {
    case 0: return number
    case 1: shape = rank.isRow ? Shape(rows: nil, columns: sizes.new()) : .column(sizes.new())
    default: shape = Shape(rows: sizes.new(), columns: sizes.new())
    }
    return Typed(.times(number, Typed(.ones, shape, range)), shape, range)
  }

  mutating func leaf(_ member: Member, _ range: SourceRange) throws(TypeProblem) -> MemberType {
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
    if let span = model.spans[member.family], let first = axes.first, let size = try size(of: span) {
      _ = sizes.unify(first, size)
    }
    if let declared {
      try declare(type, declared, range)
    } else if let length = model.commonLength, axes.count == 1, minimum == 0 {
      _ = sizes.unify(axes[0], sizes.named(length))
    }
    types[member] = type
    return type
  }

  /// What ranks are chosen for: a family, or each member where a text writes every one of them out by its number.
  func rankName(_ member: Member) -> String {
    model.isWrittenOut(member.family) ? "\(member.family)#\(member.key)" : member.family
  }

  /// Axes of a name that count from 0.
  mutating func markZero(_ name: String, _ axes: [Sizes.Size]) {
    guard let zero = model.fromZero[name] else { return }
    let keyed = model.keyPlaces[name] ?? []
    let places = (model.places[name] ?? []).filter { !keyed.contains($0) }
    for (place, axis) in zip(places, axes) where zero.contains(place) { self.sizes.countFromZero(axis) }
  }

  /// Unifies the axes of a member with the sizes that the text gives.
  mutating func declare(
    _ type: MemberType, _ declared: Model.DeclaredShape, _ range: SourceRange
  ) throws(TypeProblem) {
    if declared.sizes.count == 2, type.axes.count == 2,
      model.split(declared.use).axes.allSatisfy({ $0 == nil })
    {
      for (axis, term) in zip(type.axes, declared.sizes) where term.integer == 1 {
        _ = sizes.unify(axis, sizes.named("#1"))
      }
    }
    let terms = declared.sizes.filter { $0.integer != 1 }
    guard terms.count <= type.axes.count else {
      throw TypeProblem(.mismatch("the shape that was declared"), range)
    }
    let written = model.split(declared.use).axes.filter { $0 != nil }.count
    if written + terms.count != type.axes.count, declared.sizes.count == terms.count {
      throw TypeProblem(.mismatch("the shape that was declared"), range)
    }
    // Of 1 × m the second axis has m, of n × 1 the first one n.
    let isThin = declared.sizes.count == 2 && type.axes.count == 2 && terms.count == 1 && written == 0
    let axes = isThin && declared.sizes[1].integer == 1 ? type.axes.prefix(1) : type.axes.suffix(terms.count)
    for (axis, term) in zip(axes, terms) {
      guard let size = try size(term) else { continue }
      if !sizes.unify(axis, size) { throw TypeProblem(.mismatch("the shape that was declared"), range) }
    }
  }

  /// How many there are from the first to the last index.
  private mutating func size(of span: (from: Term, to: Term)) throws(TypeProblem) -> Sizes.Size? {
    if span.from.integer == 0, let (name, by) = span.to.shifted, by == 0 || by == -1,
      model.sizeNames.contains(name)
    {
      return zeroBased(name, by + 1)
    }
    return try size(span.to)
  }

  /// The size that a term names: D, n of a layer.
  mutating func size(_ term: Term) throws(TypeProblem) -> Sizes.Size? {
    guard case .name(let use) = term.node, let key = sizeKey(use) else { return nil }
    try exists(use, term.range)
    return sizes.named(key)
  }

  /// Throws for the size of a layer behind the last one.
  func exists(_ use: NameUse, _ range: SourceRange) throws(TypeProblem) {
    guard isClosed, let last = model.ends.values.max() else { return }
    if use.slots.contains(where: { keyValue($0.content).map { $0 > last } ?? false }) {
      throw TypeProblem(.noMember(use.name), range)
    }
  }

  /// The name of a size, with the number of its layer.
  func sizeKey(_ use: NameUse) -> String? {
    var key = use.name
    for slot in use.slots {
      guard let number = keyValue(slot.content) else { return nil }
      key += "[\(number)]"
    }
    return key
  }

  /// A size for a letter in a scope of its own.
  mutating func unit(_ letter: String) -> Sizes.Size {
    let range = model.range(of: letter, at: place)
    if let range, case .name(let use) = range.to.node, use.slots.isEmpty,
      model.sizeNames.contains(use.name)
    {
      return range.from.integer == 0 ? zeroBased(use.name, 1) : sizes.named(use.name)
    }
    if let range, range.from.integer == 0, let (name, by) = range.to.shifted, by == -1 {
      return zeroBased(name, 0)
    }
    return sizes.new()
  }

  /// The size of what runs from 0 to N − 1, or to N.
  mutating func zeroBased(_ name: String, _ by: Int) -> Sizes.Size {
    let size = sizes.named("\(name)+\(by)")
    sizes.countFromZero(size)
    sizes.derive(size, from: name)
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
}
