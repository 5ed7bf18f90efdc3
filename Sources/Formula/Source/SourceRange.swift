/// A half-open range of UTF-8 offsets in the text that was read.
public struct SourceRange: Sendable, Hashable {
  /// Offset of the first byte.
  public var start: Int
  /// Offset just behind the last byte; never below `start`.
  public var end: Int

  /// Makes the range from `start` to `end`; an end below the start gives the empty range at `start`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest range that contains both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }

  /// The same range when the text begins `distance` bytes further into a larger one.
  public func shifted(by distance: Int) -> SourceRange {
    SourceRange(start + distance, end + distance)
  }
}
