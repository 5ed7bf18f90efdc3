/// What a learner has done so far: one fact a line, so that files can be merged line by line.
///
///     7.1 right
///     7.2 wrong 2
///     7.2 hint 1
///     7.3 solution
///
/// Where a fact stands twice, the larger number counts. Lines that say nothing known are kept as they are.
package struct Progress: Sendable, Hashable {
  private var facts: [String: Facts] = [:]
  /// Lines that are not understood, with their numbers.
  package private(set) var strange: [Strange] = []

  /// A line that is kept.
  package struct Strange: Sendable, Hashable {
    package var line: Int
    package var text: String
  }

  /// What is known of an exercise.
  package struct Facts: Sendable, Hashable {
    package var isRight = false
    /// How often a wrong answer was checked.
    package var wrong = 0
    /// How many hints were given.
    package var hints = 0
    /// The model answer was shown before there was a right one.
    package var hasSeenSolution = false

    /// Nothing yet.
    package init() {}
  }

  /// The name of the file, beside the sheets.
  package static let fileName = "nnlearn-progress.txt"
  private static let title = "# Progress of nnlearn: one fact a line. Lines may be sorted and merged."

  /// Nothing done yet.
  package init() {}

  /// Reads a file, however it was damaged.
  package init(_ text: String) {
    for line in TextLine.lines(of: text) {
      let words = line.text.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let first = words.first, !first.hasPrefix("#"), !Self.isMark(first) else { continue }
      if !take(words) { strange.append(Strange(line: line.number, text: String(line.text))) }
    }
  }

  /// What version control puts between the sides of a conflict; facts of both sides count.
  private static func isMark(_ word: String) -> Bool {
    guard let first = word.first, "<=>|".contains(first) else { return false }
    return word.count >= 7 && word.allSatisfy { $0 == first }
  }

  private mutating func take(_ words: [String]) -> Bool {
    guard ExerciseReader.number(words[0]) != nil, words.count >= 2 else { return false }
    let number = words.count == 3 ? Int(words[2]) : nil
    switch (words[1], words.count) {
    case ("right", 2): self[words[0]].isRight = true
    case ("solution", 2): self[words[0]].hasSeenSolution = true
    case ("wrong", 3):
      guard let number, (0...1_000_000).contains(number) else { return false }
      self[words[0]].wrong = max(self[words[0]].wrong, number)
    case ("hint", 3):
      guard let number, (0...1_000).contains(number) else { return false }
      self[words[0]].hints = max(self[words[0]].hints, number)
    default: return false
    }
    return true
  }

  /// What is known of an exercise.
  package subscript(id: String) -> Facts {
    get { facts[id] ?? Facts() }
    set { facts[id] = newValue }
  }

  /// Whether nothing is known of any.
  package var isEmpty: Bool { facts.isEmpty && strange.isEmpty }

  /// The file.
  package var text: String {
    var lines = [Self.title]
    let order = facts.keys.sorted { a, b in
      let (x, y) = (ExerciseReader.number(a) ?? (0, 0), ExerciseReader.number(b) ?? (0, 0))
      return x < y
    }
    for id in order {
      let known = self[id]
      if known.isRight { lines.append("\(id) right") }
      if known.wrong > 0 { lines.append("\(id) wrong \(known.wrong)") }
      if known.hints > 0 { lines.append("\(id) hint \(known.hints)") }
      if known.hasSeenSolution { lines.append("\(id) solution") }
    }
    lines += strange.map(\.text)
    return lines.joined(separator: "\n") + "\n"
  }
}
