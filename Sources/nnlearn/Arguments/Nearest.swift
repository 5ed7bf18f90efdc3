/// The candidate that was probably meant; nil when none is close enough to be suggested.
///
/// Close is a distance of at most a third of the longer word, counting insertions, deletions, replacements and
/// exchanges of neighbours; a candidate that begins with what was typed is always close.
func nearest(to typed: String, among candidates: [String]) -> String? {
  let typed = typed.lowercased()
  guard typed.count <= 64 else { return nil }
  var best: (word: String, distance: Int)?
  for candidate in candidates {
    let bound = max(typed.count, candidate.count) / 3
    let isBeginning = typed.count > 2 && candidate.hasPrefix(typed)
    let distance = isBeginning ? 0 : editDistance(Array(typed), Array(candidate.lowercased()))
    if distance <= max(1, bound), distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.word
}

/// The least number of insertions, deletions, replacements and exchanges of neighbours between two words.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), min(last[j + 1], row[j]) + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
