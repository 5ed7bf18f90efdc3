/// SplitMix64: a small generator whose numbers depend on the seed alone, on every platform.
///
/// Source: Steele, Lea, Flood, *Fast splittable pseudorandom number generators* (2014).
struct Random: Sendable {
  private var state: UInt64

  /// Starts the sequence that belongs to `seed`.
  init(seed: UInt64) { state = seed }

  /// Starts a sequence that belongs to `seed` and a name, and to no other pair as far as one can tell.
  init(seed: UInt64, name: String) {
    // FNV-1a, started from the seed.
    var hash = seed ^ 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    state = hash
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in [low, high).
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(next() >> 11) * 0x1p-53
  }

  /// A number whose magnitude is in [low, high), of either sign.
  mutating func signed(_ low: Double, _ high: Double) -> Double {
    let magnitude = uniform(low, high)
    return next() & 1 == 0 ? magnitude : -magnitude
  }

  /// An integer in 0 ..< count, for a count of at least 1.
  mutating func integer(below count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  /// The same things in another order.
  mutating func shuffled(_ all: [Int]) -> [Int] {
    var all = all
    for i in stride(from: all.count - 1, to: 0, by: -1) { all.swapAt(i, integer(below: i + 1)) }
    return all
  }
}
