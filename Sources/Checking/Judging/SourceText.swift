import Formula

/// A formula's text and where it begins in the file, so that ranges can be turned back into text.
struct SourceText: Sendable {
  private let bytes: [UInt8]
  private let offset: Int

  init(_ text: String, offset: Int) {
    bytes = Array(text.utf8)
    self.offset = offset
  }

  /// What stands in a range; empty where the range lies outside.
  func text(_ range: SourceRange?) -> String {
    guard let range else { return "" }
    let start = max(0, range.start - offset)
    let end = min(bytes.count, range.end - offset)
    guard start < end else { return "" }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
