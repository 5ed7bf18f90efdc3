/// The lessons, in the order of their numbers.
public struct Course: Sendable {
  /// All lessons, sorted by number.
  public let lessons: [Lesson]

  /// The course that is compiled into the program.
  public static func builtIn() throws(LessonProblem) -> Course {
    var lessons: [Lesson] = []
    for folder in EmbeddedCourse.folders {
      lessons.append(
        try Lesson(
          folder: folder.name, text: folder.text, exercises: folder.exercises, derivations: folder.derivations
        ))
    }
    return try Course(lessons)
  }

  /// A course from texts read elsewhere: the name of each lesson's folder, its `lesson.md` and its `exercises.md`.
  ///
  /// Where a folder is called as in the built-in course, the derivations in code come from there, as far as
  /// the text still has the claims they are about.
  public init(
    loading texts: [(folder: String, text: String, exercises: String)]
  ) throws(LessonProblem) {
    var lessons: [Lesson] = []
    for (folder, text, exercises) in texts {
      let claims = try Lesson(folder: folder, text: text).claims.map(\.id)
      let coded = EmbeddedCourse.folders.first { $0.name == folder }?.derivations ?? []
      lessons.append(
        try Lesson(
          folder: folder, text: text, exercises: exercises,
          derivations: coded.filter { claims.contains($0.claim) }))
    }
    try self.init(lessons)
  }

  /// Sorts the lessons; no two may share a number or a slug.
  private init(_ lessons: [Lesson]) throws(LessonProblem) {
    var seen: Set<String> = []
    for lesson in lessons {
      for name in [lesson.name, lesson.slug] where !seen.insert(name).inserted {
        throw LessonProblem(folder: lesson.folder, line: 1, reason: .repeatedLesson(name))
      }
    }
    self.lessons = lessons.sorted { $0.number < $1.number }
  }

  /// The lesson of this name.
  public subscript(id: LessonID) -> Lesson? {
    switch id {
    case .number(let number): return lessons.first { $0.number == number }
    case .slug(let slug): return lessons.first { $0.slug == slug }
    }
  }

  /// The lesson called `lesson7`, `7` or `output-delta`.
  public func lesson(_ name: String) -> Lesson? { LessonID(name).flatMap { self[$0] } }

  /// The names of lessons nearest to one that no lesson has, nearest first; empty when none is near.
  ///
  /// Near means: no more than a third of the letters wrong, or the beginning of a slug.
  public func names(near name: String) -> [String] {
    let typed = Array(name.lowercased())
    guard !typed.isEmpty, typed.count <= 64 else { return [] }
    var near: [(name: String, distance: Int)] = []
    for lesson in lessons {
      for candidate in [lesson.name, lesson.slug] {
        let letters = Array(candidate)
        let isBeginning = typed.count > 2 && letters.starts(with: typed)
        let distance = isBeginning ? 0 : editDistance(typed, letters)
        if isBeginning || distance * 3 <= max(typed.count, letters.count) {
          near.append((candidate, distance))
        }
      }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.map(\.name)
  }
}

/// What the build puts into the program for one folder.
struct LessonFolder: Sendable {
  var name: String
  var derivations: [CodedDerivation]
  var text: String
  var exercises: String
}

/// The least number of letters to insert, drop or replace that makes one word of the other.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
