/// Numbers that are drawn, the same for the same seed and name whatever the order.
struct Draw: Sendable {
  private var state: UInt64

  init(seed: UInt64, name: String, key: [Int] = []) {
    var hash = FNV(name)
    for number in key { hash.mix(UInt64(bitPattern: Int64(number)) &+ 0x9e37) }
    state = hash.value ^ (seed &* 0x9e37_79b9_7f4a_7c15)
    _ = next()
    _ = next()
  }

  /// SplitMix64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// From 0 to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// Of either sign, its size below and above 1.
  mutating func signed() -> Double {
    let size = between(0.25, 1.55)
    return next() & 1 == 0 ? size : -size
  }

  /// 1 … count
  mutating func number(upTo count: Int) -> Int { 1 + Int(next() % UInt64(max(count, 1))) }
}
