/// The hash FNV-1a of 64 bits: the same on every machine and in every run.
package struct FNV: Sendable {
  /// The hash of what was mixed in so far.
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  /// The hash of a text's bytes.
  package init(_ text: String) { mix(text) }

  /// Mixes in a number.
  package mutating func mix(_ number: UInt64) { value = (value ^ number) &* 0x0000_0100_0000_01b3 }

  /// Mixes in the bytes of a text.
  package mutating func mix(_ text: String) { for byte in text.utf8 { mix(UInt64(byte)) } }
}
