import Formula

/// What leaves are: drawn, or put in.
extension Program {
  /// What a leaf is drawn from.
  func kind(of name: String) -> Model.LeafKind? {
    binary.contains(name) ? .binary : oneHot.contains(name) ? .oneHot : typer.model.leafKinds[name]
  }

  /// The numbers of the letters that stand for one of so many.
  private mutating func choices(of size: Sizes.Size?) -> Set<Int> {
    guard let root = size.map(typer.sizes.root) else { return [] }
    let letters = typer.chosen.filter { typer.sizes.root($0.value) == root }.keys.sorted()
    return Set(letters.prefix(1).map { choice($0) })
  }

  /// The entries of a leaf.
  mutating func drawn(_ member: Member, _ dimensions: [Int]) -> [Int] {
    if let byHand { return put(member, dimensions, byHand) }
    let count = dimensions.reduce(1, *)
    let name = member.family
    var draw = Draw(seed: seed, name: name, key: member.key)
    if let setting = settings[name] { return (0..<count).map { _ in tape.leaf(setting) } }
    let width = dimensions.last ?? 1
    var values: [Double] = []
    switch kind(of: name) {
    case .positive?: values = (0..<count).map { _ in draw.between(0.2, domain == .small ? 0.9 : 1.7) }
    case .interval(let low, let high)?:
      let edge = (high - low) * 0.05
      values = (0..<count).map { _ in draw.between(low + edge, high - edge) }
    case .binary?:
      values = (0..<count).map { _ in Double(draw.next() & 1) }
      // Sets are not empty.
      if name.hasPrefix("∈"), width > 1 {
        for row in 0..<(count / width) { values[row * width + draw.number(upTo: width) - 1] = 1 }
      }
    case .whole?: values = (0..<count).map { _ in Double(draw.number(upTo: 3)) }
    case .signs?: values = (0..<count).map { _ in draw.next() & 1 == 0 ? 1 : -1 }
    case .classNumber?:
      let classes = number(typer.classSizes[name])
      if typer.model.distinct.contains(name), count < classes {
        var rest = Set(1...classes).subtracting(choices(of: typer.classSizes[name])).sorted()
        values = (0..<count).map { _ in Double(rest.remove(at: draw.number(upTo: rest.count) - 1)) }
      } else {
        values = (0..<count).map { _ in Double(draw.number(upTo: classes)) }
      }
    case .oneHot?:
      for _ in 0..<(count / max(width, 1)) {
        let hot = draw.number(upTo: width) - 1
        values += (0..<width).map { $0 == hot ? 1 : 0 }
      }
    case .distribution?:
      for _ in 0..<(count / max(width, 1)) {
        let raw = (0..<width).map { _ in draw.between(0.1, 1) }
        let total = raw.reduce(0, +)
        values += raw.map { $0 / total }
      }
    case nil:
      switch domain {
      case .any:
        // Entries of a matrix are smaller the more of them are added up, so that nothing saturates.
        let scale = dimensions.count > 1 ? 1.4 / Double(max(width, 2)).squareRoot() : 1
        values = (0..<count).map { _ in scale * draw.signed() }
      case .positive: values = (0..<count).map { _ in draw.between(0.2, 1.7) }
      case .small: values = (0..<count).map { _ in draw.between(0.08, 0.92) }
      }
    }
    if typer.model.symmetric.contains(name), dimensions.count == 2, dimensions[0] == dimensions[1] {
      for i in 0..<width { for j in 0..<i { values[i * width + j] = values[j * width + i] } }
    }
    if typer.model.hollow.contains(name), dimensions.count == 2 {
      let rows = min(dimensions[0], width)
      // Of ones and zeros no row is empty, one has a single 1, and another all.
      if case .binary? = kind(of: name), rows > 1 {
        let sparse = draw.number(upTo: rows) - 1
        for i in 0..<rows {
          let next = (i + 1) % rows
          for j in 0..<width where i == sparse || i == (sparse + 1) % rows {
            values[i * width + j] = i == sparse ? 0 : 1
          }
          values[i * width + next] = 1
        }
      }
      for i in 0..<rows { values[i * width + i] = 0 }
    }
    for fixed in typer.model.fixed where fixed.name == name {
      let keyed = typer.model.keyPlaces[name] ?? []
      let places = (typer.model.places[name] ?? []).filter { !keyed.contains($0) }
      guard let axis = places.firstIndex(of: fixed.place), axis < dimensions.count else { continue }
      let stride = dimensions[(axis + 1)...].reduce(1, *)
      for place in values.indices where place / stride % dimensions[axis] == fixed.index {
        values[place] = fixed.value
      }
    }
    if !given.isEmpty {
      let firsts = (typer.types[member]?.axes ?? []).map { first($0) }
      return values.enumerated().map { place, value in
        if let number = givenValue(member, place, dimensions, firsts) { return tape.leaf(number) }
        let entry = tape.leaf(value)
        undetermined.append(entry)
        return entry
      }
    }
    return values.map { tape.leaf($0) }
  }
}
