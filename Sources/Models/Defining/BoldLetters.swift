import Formula

/// Letters that a text sets in bold and in plain type: a vector and its entries, or two names.
struct BoldLetters {
  /// Sections in which letters stand alone in bold, and not in bold.
  private var wholes: [String: Set<Int>] = [:]
  private var thinWholes: [String: Set<Int>] = [:]
  /// Letters that carry an index in bold.
  private var indexed: Set<String> = []
  /// Letters in plain type that are the sizes of something: h of ℝ^{h×d} beside a vector in bold.
  private var thinSizes: Set<String> = []
  private var uses: Set<NameUse> = []
  private var thinUses: Set<NameUse> = []
  /// Letters that are two names.
  private var twofold: Set<String> = []

  /// Names that are set in bold, with or without indices.
  var names: Set<String> { Set(uses.map(\.name)) }

  /// Notes how a name is set.
  mutating func look(_ use: NameUse, in section: Int, asValue: Bool) {
    if use.isBold { uses.insert(use) } else { thinUses.insert(use) }
    guard asValue else { return }
    if !use.slots.isEmpty {
      if use.isBold { indexed.insert(use.name) }
    } else if use.isBold {
      wholes[use.name, default: []].insert(section)
    } else {
      thinWholes[use.name, default: []].insert(section)
    }
  }

  /// Notes the sizes of something.
  mutating func sizes(_ sizes: [Term]) {
    thinSizes.formUnion(sizes.flatMap(\.uses).filter { !$0.isBold }.map(\.name))
  }

  /// Tells which letters are two names: those that stand alone both in bold and not; where some name is defined both
  /// ways, as f_0 is beside a bold f_0, all that stand with the same indices.
  mutating func settle(defined: [NameUse]) {
    twofold = Set(wholes.keys).intersection(thinSizes.union(thinWholes.keys))
    let isStrict = !Set(defined.filter(\.isBold)).isDisjoint(with: defined.filter { !$0.isBold })
    if isStrict { twofold.formUnion(uses.intersection(thinUses).map(\.name)) }
  }

  /// Whether a use is of the bold one of two names: set so, or an entry of it, p_i beside 𝐩, where p alone is of another
  /// section.
  func isBold(_ use: NameUse, in section: Int) -> Bool {
    guard twofold.contains(use.name) else { return false }
    if use.isBold { return true }
    guard !use.slots.isEmpty, !indexed.contains(use.name), let own = wholes[use.name] else { return false }
    return own.contains(section) && thinWholes[use.name]?.contains(section) != true
  }
}
