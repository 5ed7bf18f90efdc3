/// How large a small network is.
struct NetworkSize: Hashable {
  /// n_0 … n_L
  var widths: [Int]
  /// E
  var examples: Int
  /// General layers are hidden ones.
  var isForHiddenLayers = false

  /// L
  var depth: Int { widths.count - 1 }

  /// The sizes to try, from the smallest: layer by layer, then unit by unit, never two units more in one layer than
  /// in another.
  ///
  /// - depths: the numbers of layers, the smallest that the formula needs first.
  /// - leastWidth: the fewest units of a layer, so that unit 3 exists where it is named.
  /// - leastOutput: the fewest units of the last layer.
  static func ordered(
    depths: ClosedRange<Int>, leastWidth: Int, leastOutput: Int, examples: Int,
    isForHiddenLayers: Bool = false
  ) -> [NetworkSize] {
    depths.flatMap { depth -> [NetworkSize] in
      // One bit a layer says whether it has a unit more.
      let all = (0..<(1 << (depth + 1))).map { bits -> [Int] in
        let widths = (0...depth).map { leastWidth + (bits >> (depth - $0) & 1) }
        return widths.dropLast() + [max(widths[depth], leastOutput)]
      }
      var seen: Set<[Int]> = []
      let distinct = all.filter { seen.insert($0).inserted }
      return distinct.enumerated().sorted { left, right in
        let (less, more) = (left.element.reduce(0, +), right.element.reduce(0, +))
        return less == more ? left.offset < right.offset : less < more
      }.map {
        NetworkSize(widths: $0.element, examples: examples, isForHiddenLayers: isForHiddenLayers)
      }
    }
  }
}
