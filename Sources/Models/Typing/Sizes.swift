/// Symbolic sizes, and which of them are the same.
struct Sizes: Sendable {
  /// One size; equal ones may have several numbers.
  typealias Size = Int

  private var parents: [Int] = []
  private var named: [String: Size] = [:]
  /// Sizes below this number are settled: a claim cannot make two of them one.
  private var settled = 0

  /// Sizes made of settled ones: a claim cannot make them another one.
  private var derived: Set<Size> = []

  /// Sizes whose indices count from 0.
  private var fromZero: Set<Size> = []

  /// Whether the indices of a size count from 0.
  func startsAtZero(_ size: Size) -> Bool { fromZero.contains(root(size)) }
  /// The first index of a size.
  func first(_ size: Size) -> Int { startsAtZero(size) ? 0 : 1 }
  mutating func countFromZero(_ size: Size) { fromZero.insert(root(size)) }

  mutating func new() -> Size {
    parents.append(parents.count)
    return parents.count - 1
  }

  /// The size that a text calls by a name: n, D, or n of a layer.
  mutating func named(_ name: String) -> Size {
    if let size = named[name] { return size }
    let size = new()
    named[name] = size
    return size
  }

  /// Sizes that count from 0: named after the size they go with, and by how much they are more.
  var extended: [(name: String, by: Int)] {
    named.keys.sorted().compactMap { key in
      guard let plus = key.lastIndex(of: "+"), let by = Int(key[key.index(after: plus)...]) else {
        return nil
      }
      return (String(key[..<plus]), by)
    }
  }

  /// A size's name for people: n₃ for the size of layer 3, without what is kept about where it counts from.
  static func shown(_ name: String) -> String {
    let digits = Array("₀₁₂₃₄₅₆₇₈₉")
    var shown = ""
    for character in name.prefix(while: { $0 != "+" }) where character != "[" && character != "]" {
      let isLayer = name.contains("[") && !shown.isEmpty
      shown.append(isLayer ? character.wholeNumberValue.map { digits[$0] } ?? character : character)
    }
    return shown
  }

  func known(_ name: String) -> Size? { named[name] }

  /// The names of a size, in alphabetical order.
  func names(of size: Size) -> [String] {
    named.filter { root($0.value) == root(size) }.map(\.key).sorted()
  }

  /// Whether a size was made here.
  func knows(_ size: Size) -> Bool { parents.indices.contains(size) }

  func root(_ size: Size) -> Size {
    var size = size
    while parents[size] != size { size = parents[size] }
    return size
  }

  /// Makes two sizes one; false where both are settled and different.
  mutating func unify(_ a: Size, _ b: Size) -> Bool {
    let (a, b) = (root(a), root(b))
    if a == b { return true }
    if isFixed(a), isFixed(b) { return false }
    if fromZero.contains(max(a, b)) { fromZero.insert(min(a, b)) }
    // [P Q] times [a; b] is P a + Q b: what has as many parts has the same ones.
    if let first = parts(of: a), let second = parts(of: b), first.count == second.count {
      guard zip(first, second).allSatisfy({ ($0 == nil) == ($1 == nil) }) else { return false }
      parents[max(a, b)] = min(a, b)
      return zip(first, second).allSatisfy { one, other in
        if let one, let other { unify(one, other) } else { true }
      }
    }
    parents[max(a, b)] = min(a, b)
    return true
  }

  /// What a size is the sum of.
  private func parts(of size: Size) -> [Size?]? { sums.first { root($0.size) == size }?.parts }

  /// Whether two sizes run differently far by their names: to N and to N − 1.
  func differ(_ a: Size, _ b: Size) -> Bool {
    func runs(_ size: Size) -> [(name: Substring, count: Int)] {
      names(of: size).map { name in
        guard let plus = name.lastIndex(of: "+"), let by = Int(name[name.index(after: plus)...]) else {
          return (name[...], 0)
        }
        return (name[..<plus], by)
      }
    }
    let (first, second) = (runs(a), runs(b))
    return first.contains { one in second.contains { one.name == $0.name && one.count != $0.count } }
  }

  private func isFixed(_ size: Size) -> Bool { size < settled || derived.contains(size) }

  /// A size that is one more, or one less, than a settled one.
  mutating func derive(_ size: Size, from name: String) {
    if size >= settled, let base = named[name], root(base) < settled { derived.insert(size) }
  }

  /// Sizes that are others added up; nil counts for one.
  private(set) var sums: [(size: Size, parts: [Size?])] = []

  /// The size of what is made of parts.
  mutating func joined(_ parts: [Size?]) -> Size {
    let roots = parts.map { $0.map(root) ?? -1 }.sorted()
    if let known = sums.first(where: { $0.parts.map { $0.map(root) ?? -1 }.sorted() == roots }) {
      return known.size
    }
    let size = new()
    if size >= settled, parts.allSatisfy({ $0.map { isFixed(root($0)) } ?? true }) { derived.insert(size) }
    sums.append((size, parts))
    return size
  }

  /// What is here now stays as it is.
  mutating func settle() {
    settled = parents.count
  }

  /// Makes all sizes one, but for those that are numbers; false where some are made of others.
  mutating func merge() -> Bool {
    guard extended.isEmpty, sums.isEmpty else { return false }
    let numbers = Set(named.filter { $0.key.hasPrefix("#") }.map { root($0.value) })
    let free = classes.filter { !numbers.contains($0) }
    for size in free.dropFirst() { parents[size] = free[0] }
    return free.count > 1
  }

  /// All sizes that are different, by their first number.
  var classes: [Size] { parents.indices.filter { parents[$0] == $0 } }
}

/// Rows and columns; nil where there is one only, which never joins a size.
struct Shape: Sendable, Hashable {
  var rows: Sizes.Size?
  var columns: Sizes.Size?

  static let number = Shape(rows: nil, columns: nil)
  static func column(_ size: Sizes.Size) -> Shape { Shape(rows: size, columns: nil) }

  var isNumber: Bool { rows == nil && columns == nil }
  var isColumn: Bool { rows != nil && columns == nil }
  var isRow: Bool { rows == nil && columns != nil }
  var isMatrix: Bool { rows != nil && columns != nil }
  var isVector: Bool { isColumn || isRow }
  var transposed: Shape { Shape(rows: columns, columns: rows) }
  /// The size of a vector.
  var length: Sizes.Size? { columns == nil ? rows : rows == nil ? columns : nil }
}
