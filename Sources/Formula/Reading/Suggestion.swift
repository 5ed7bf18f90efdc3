/// What a reader probably meant by a name that nobody knows.
enum Suggestion {
  /// The nearest of `names`, at most two typing errors away (one for names of up to three letters).
  static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = Array(name.utf8)
    guard !wanted.isEmpty, wanted.count <= 24 else { return nil }
    var best: (name: String, distance: Int)?
    let limit = wanted.count <= 3 ? 1 : 2
    for candidate in names {
      let other = Array(candidate.utf8)
      guard abs(other.count - wanted.count) <= limit else { continue }
      // Of two that are equally near, the one that begins alike.
      let distance = 2 * distance(wanted, other) + (wanted[0] == other.first ? 0 : 1)
      if distance <= 2 * limit + 1, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The longest of `names`, of at least two letters, that `name` begins with: `alpha` for `alphax`.
  static func beginning(of name: String, among names: [String]) -> String? {
    names.filter { $0.utf8.count >= 2 && $0 != name && name.hasPrefix($0) }.max {
      $0.utf8.count < $1.utf8.count
    }
  }

  /// How many letters must be put in, left out, changed or swapped with their neighbour.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var line = [row + 1]
      for column in 0..<right.count {
        var cost = min(last[column + 1] + 1, line[column] + 1)
        cost = min(cost, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        line.append(cost)
      }
      before = last
      last = line
    }
    return last[right.count]
  }
}

extension MarkupParser {
  /// An unknown command: a problem with the nearest known name.
  mutating func unknown(_ name: String, _ token: Token, _ frames: inout [Frame]) {
    advance()
    append(Markup(.unreadable, token.range), to: &frames)
    guard problems.count < ReadingLimit.problems else { return }
    if name.isEmpty {
      report(
        Problem(
          .unknownCommand, at: token.range, found: "a backslash at the end", expected: "a command",
          help: "Remove the backslash."))
      return
    }
    let names = CommandTable.names + macros.names
    var help = "If it is your own command, define it with \\newcommand{\\\(name)}{…}."
    let start = Suggestion.beginning(of: name, among: names)
    if let near = Suggestion.nearest(to: name, among: names), near != start || near.utf8.count < 4 {
      help = "Do you mean \\\(near)?"
    } else if let start {
      help = "Write \\\(start) \(name.dropFirst(start.count)), with a space, if you mean two symbols."
    }
    report(
      Problem(
        .unknownCommand, at: token.range, found: "the unknown command \\\(name)", expected: "a known command",
        help: help))
  }
}
