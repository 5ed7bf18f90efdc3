/// What was said about marking a class.
struct GradingChoices: Sendable, Hashable {
  /// The lesson whose exercises were answered.
  var lesson: String?
  /// The paths of the marks that a human gave, and of the course system's table.
  var marks: String?
  var roster: String?
  /// The folder for a file a sheet.
  var into: String?
  /// Which part of the sheets.
  var shard: Shard?
  /// The targets are reports to be joined.
  var merges = false
  var jobs: Int?

  /// Every `count`-th sheet, from number `first` on.
  struct Shard: Sendable, Hashable {
    var first: Int
    var count: Int
  }

  /// Sets what an option says.
  mutating func set(_ option: Option, to given: String) throws(Mistake) {
    switch option {
    case .gradeLesson: lesson = given
    case .marks: marks = given
    case .roster: roster = given
    case .into: into = given
    case .shard:
      let parts = given.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let first = parts[0], let count = parts[1], count >= 1,
        (1...count).contains(first)
      else { throw .badValue(option, given: given) }
      shard = Shard(first: first, count: count)
    case .jobs:
      guard case .number(let range) = option.value, let count = Int(given), range.contains(count) else {
        throw .badValue(option, given: given)
      }
      jobs = count
    default: break
    }
  }
}
