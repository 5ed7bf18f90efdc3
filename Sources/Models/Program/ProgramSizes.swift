import Formula

/// Different numbers for different sizes.
extension Program {
  /// Sizes up to which all get different numbers in one draw; of more, any two differ in some draw, for the
  /// work of a formula grows with the product of its sizes.
  private static let most = 6

  /// Small numbers above 1 for the sizes, any two of which differ in this draw or in the next one.
  private func crowded(_ place: Int, from least: Int) -> Int {
    let count = Self.most - 1
    return least + (seed.isMultiple(of: 2) ? place : place + place / count + place / (count * count)) % count
  }

  /// Different numbers above 1 for different sizes; those made of others follow.
  mutating func assignSizes() {
    for number in 0..<64 {
      if let size = typer.sizes.known("#\(number)") { sizeValues[typer.sizes.root(size)] = number }
    }
    let extended = typer.sizes.extended
    let derived = Set(extended.compactMap { typer.sizes.known("\($0.name)+\($0.by)").map(typer.sizes.root) })
      .union(typer.sizes.sums.map { typer.sizes.root($0.size) })
      .union(typer.model.derivedSizes.compactMap { typer.sizes.known($0.name).map(typer.sizes.root) })
    let classes = typer.sizes.classes.filter { sizeValues[$0] == nil && !derived.contains($0) }
    let fixed = sizeValues
    for attempt in 0..<40 {
      sizeValues = fixed
      var draw = Draw(seed: UInt64(attempt), name: "sizes")
      // No size is 2, or any other number, in every draw.
      let least = seed.isMultiple(of: 2) ? 3 : 2
      var pool = Array(least...(max(classes.count, 1) + least - 1 + attempt / 8))
      let isCrowded = classes.count > Self.most
      for (number, size) in classes.enumerated() where !pool.isEmpty {
        let place = attempt == 0 ? 0 : draw.number(upTo: pool.count) - 1
        let own = pool.remove(at: place)
        sizeValues[size] = isCrowded ? crowded(attempt == 0 ? number : own, from: least) : own
      }
      var isGood = true
      func isTaken(_ number: Int) -> Bool { !isCrowded && sizeValues.values.contains(number) }
      for (name, by) in extended {
        guard let base = typer.sizes.known(name), let size = typer.sizes.known("\(name)+\(by)") else {
          continue
        }
        let number = (sizeValues[typer.sizes.root(base)] ?? 2) + by
        if by > 0, isTaken(number) { isGood = false }
        sizeValues[typer.sizes.root(size)] = number
      }
      for (name, value) in typer.model.derivedSizes {
        guard let size = typer.sizes.known(name) else { continue }
        let number = sizeNumber(value)
        if let number, number >= 2, !isTaken(number) {
          sizeValues[typer.sizes.root(size)] = number
        } else {
          isGood = false
        }
      }
      for sum in typer.sizes.sums {
        let number = sum.parts.reduce(0) { $0 + ($1.map { sizeValues[typer.sizes.root($0)] ?? 2 } ?? 1) }
        let root = typer.sizes.root(sum.size)
        if sizeValues[root] != number, isTaken(number) { isGood = false }
        sizeValues[root] = number
      }
      if isGood { break }
    }
    roomForDistinct()
  }

  /// There are more classes than class numbers that are said to be different.
  private mutating func roomForDistinct() {
    for name in typer.model.distinct.sorted() {
      guard let classes = typer.classSizes[name].map(typer.sizes.root), let known = sizeValues[classes],
        let axis = typer.types[Member(family: name, key: [])]?.axes.first.map(typer.sizes.root),
        let count = sizeValues[axis], axis != classes, known < count
      else { continue }
      (sizeValues[classes], sizeValues[axis]) = (count, known)
    }
  }

  func sizeNumber(_ term: Term) -> Int? {
    if let number = term.integer { return number }
    switch term.node {
    case .name(let use):
      guard let size = typer.sizes.known(use.name) else { return nil }
      return sizeValues[typer.sizes.root(size)]
    case .negative(let inner): return sizeNumber(inner).map { -$0 }
    case .sum(let terms):
      var total = 0
      for term in terms {
        guard let number = sizeNumber(term) else { return nil }
        total += number
      }
      return total
    case .chain(let chain):
      var product = 1
      for factor in chain.factors {
        guard let number = sizeNumber(factor) else { return nil }
        product *= number
      }
      return product
    case .quotient(let a, let b):
      guard let x = sizeNumber(a), let y = sizeNumber(b), y != 0, x % y == 0 else { return nil }
      return x / y
    default: return nil
    }
  }

  /// The number that a size is; new ones get the next free number.
  mutating func number(_ size: Sizes.Size?) -> Int {
    guard let size else { return 1 }
    let root = typer.sizes.root(size)
    if byHand != nil { asked.sizes.insert(root) }
    if let value = sizeValues[root] { return value }
    var value = 2
    while sizeValues.values.contains(value) { value += 1 }
    sizeValues[root] = value
    return value
  }
}

// MARK: - Sizes that indices need

extension Program {
  /// Makes axes as long as the indices that stand on them need: x_{si+rk}, w_3.
  mutating func reach() {
    for (size, numbers) in typer.literals {
      let root = typer.sizes.root(size)
      guard let known = sizeValues[root], let largest = numbers.max() else { continue }
      let least = largest + 1 - typer.sizes.first(root)
      // Written out from the first to the last, with no name for how many there are.
      let isWhole = numbers.count >= 2 && numbers == Set(typer.sizes.first(root)...largest)
      if isWhole,
        typer.isWrittenOut || typer.written.contains(size) && typer.sizes.names(of: root).isEmpty
      {
        sizeValues[root] = least
      } else if known < least {
        sizeValues[root] = least
      }
    }
    // One axis may need another: x has to be long enough for y, and y for what is pooled of it.
    for _ in 0..<4 {
      for reach in typer.reaches {
        let root = typer.sizes.root(reach.axis)
        guard let largest = largest(reach.index, reach.letters), let known = sizeValues[root] else {
          continue
        }
        let least = largest + 1 - typer.sizes.first(root)
        if known < least, least < 40 {
          sizeValues[root] = least
          follow(root, least)
        }
      }
    }
  }

  /// Where what runs from 0 to N − 1 got longer, N did, and what is made of N.
  private mutating func follow(_ size: Sizes.Size, _ number: Int) {
    for (name, by) in typer.sizes.extended {
      guard let own = typer.sizes.known("\(name)+\(by)"), typer.sizes.root(own) == size,
        let base = typer.sizes.known(name)
      else { continue }
      sizeValues[typer.sizes.root(base)] = number - by
      for (derived, value) in typer.model.derivedSizes where value.uses.contains(where: { $0.name == name }) {
        guard let size = typer.sizes.known(derived), let number = sizeNumber(value), number >= 2 else {
          continue
        }
        sizeValues[typer.sizes.root(size)] = number
      }
    }
  }

  /// The largest number that an index can be; nil where that cannot be told.
  private mutating func largest(_ index: Typed, _ letters: [String: Sizes.Size]) -> Int? {
    switch index.operation {
    case .constant(let value): return Int(value)
    case .size(let size): return number(size)
    case .letter(let letter):
      guard let size = letters[letter] else { return nil }
      return number(size) + typer.sizes.first(size) - 1
    case .member(let member, _):
      guard typer.model.leafKinds[member.family] == .whole, let entry = drawn(member, []).first else {
        return nil
      }
      return Int(tape.values[entry])
    case .sum(let terms):
      var total = 0
      for term in terms {
        if case .negative(let inner) = term.operation {
          // The least that is taken away.
          guard case .constant(let value) = inner.operation else { return nil }
          total -= Int(value)
        } else {
          guard let next = largest(term, letters) else { return nil }
          total += next
        }
      }
      return total
    case .times(let a, let b):
      guard let x = largest(a, letters), let y = largest(b, letters) else { return nil }
      return x * y
    default: return nil
    }
  }
}
