/// Marks answer sheets for one lesson.
///
/// What a sheet gets depends on the sheet, the exercises, the seed and the marks that a human gave, and on nothing else.
package struct Marker: Sendable {
  /// The name of the lesson, and all names that a header may have for it.
  private let lesson: String
  private let isLesson: @Sendable (String) -> Bool
  private let exercises: [Exercise]
  private let books: [String: AnswerBook]
  private let human: HumanMarks

  /// Reads the exercises; throws where one of them cannot be read.
  package init(
    lesson: String, isLesson: @escaping @Sendable (String) -> Bool, exercises: [Exercise], seed: UInt64,
    human: HumanMarks = HumanMarks()
  ) throws(ExerciseProblem) {
    self.lesson = lesson
    self.isLesson = isLesson
    self.exercises = exercises
    self.human = human
    var books: [String: AnswerBook] = [:]
    for exercise in exercises { books[exercise.id] = AnswerBook(try AnswerJudge(exercise, seed: seed)) }
    self.books = books
  }

  /// What a sheet gets.
  package func mark(_ text: String, file: String) -> MarkedSheet {
    let sheet = AnswerSheet(text)
    if let (name, line) = sheet.lesson, !isLesson(name) {
      return unmarked(file, "its header is for another lesson, not for \(lesson) (line \(line))", sheet.name)
    }
    if sheet.entries.isEmpty {
      return unmarked(file, "no exercise of \(lesson) is found in it", sheet.name)
    }
    var marked = MarkedSheet(file: file, name: sheet.name, exercises: [])
    for exercise in exercises {
      marked.exercises.append(mark(sheet.entry(exercise.id), exercise, file))
    }
    let strange = sheet.entries.map(\.id).filter { id in !exercises.contains { $0.id == id } }
    if !strange.isEmpty {
      marked.notes = ["\(lesson) has no exercise \(strange.joined(separator: ", "))"]
    }
    return marked
  }

  /// A sheet that cannot be marked: no points are lost, and a human looks at it.
  package func unmarked(_ file: String, _ problem: String, _ name: String? = nil) -> MarkedSheet {
    let exercises = exercises.map { exercise in
      byHuman(MarkedExercise(exercise, .invalid), file)
    }
    return MarkedSheet(file: file, name: name, problem: problem, exercises: exercises)
  }

  private func mark(_ entry: AnswerSheet.Entry?, _ exercise: Exercise, _ file: String) -> MarkedExercise {
    let answer = entry?.answer ?? Answer([Answer.Block]())
    guard let book = books[exercise.id] else { return MarkedExercise(exercise, .undecided) }
    let judgement = book.judgement(of: answer)
    var marked = MarkedExercise(exercise, judgement.outcome)
    marked.score = exercise.score(judgement)
    let place = judgement.place.map(answer.position(of:))
    marked.line = place?.line ?? entry?.line
    marked.column = place?.column
    marked.steps = judgement.steps.isEmpty ? nil : judgement.steps
    if judgement.outcome != .correct, judgement.outcome != .notAttempted {
      marked.answer = String(answer.blocks.map(\.latex).joined(separator: "\n").prefix(Self.shown))
      marked.diagnosis = judgement.reason.map {
        .init(name: $0.name, message: $0.message(), repair: $0.repair)
      }
    }
    return byHuman(marked, file)
  }

  /// How many characters of an answer a report shows.
  private static let shown = 500

  /// With the points that a human gave.
  private func byHuman(_ marked: MarkedExercise, _ file: String) -> MarkedExercise {
    guard let mark = human[file, marked.id] else { return marked }
    var marked = marked
    marked.score = mark.score
    marked.remark = mark.remark
    return marked
  }
}

/// The points that a human gave, by file and exercise.
package struct HumanMarks: Sendable, Hashable {
  /// Points and what was said of them.
  package struct Mark: Sendable, Hashable {
    package var score: Double
    package var remark: String?
  }

  private var marks: [String: Mark] = [:]

  package init() {}

  package subscript(file: String, id: String) -> Mark? { marks[file + "\n" + id] }

  /// Reads a table with the columns file, exercise, score and remark; what cannot be read is said by its line.
  package static func read(
    _ table: CSVTable, exercises: [Exercise]
  ) -> Result<HumanMarks, CSVTable.Problem> {
    var rows = table.rows[...]
    guard let header = rows.popFirst() else { return .success(HumanMarks()) }
    let names = header.cells.map { $0.lowercased().filter { !$0.isWhitespace } }
    guard let file = names.firstIndex(of: "file"), let exercise = names.firstIndex(of: "exercise"),
      let score = names.firstIndex(of: "score")
    else {
      return .failure(.init(line: header.line, words: "the columns are file, exercise, score, remark"))
    }
    var human = HumanMarks()
    for row in rows where row.cells.contains(where: { !$0.isEmpty }) {
      func cell(_ place: Int?) -> String {
        guard let place, row.cells.indices.contains(place) else { return "" }
        return row.cells[place]
      }
      let id = cell(exercise)
      guard let asked = exercises.first(where: { $0.id == id }) else {
        return .failure(.init(line: row.line, words: "there is no exercise \(id)"))
      }
      // A mark that is not given yet.
      if cell(score).isEmpty { continue }
      guard let points = Double(cell(score).split(separator: ",").joined(separator: ".")),
        points >= 0, points <= asked.points.total
      else {
        return .failure(
          .init(
            line: row.line, words: "\(cell(score)) is no number of points from 0 to \(asked.points.total)"))
      }
      let key = cell(file) + "\n" + id
      if human.marks[key] != nil {
        return .failure(.init(line: row.line, words: "\(cell(file)) has a mark for \(id) already"))
      }
      let remark = cell(names.firstIndex(of: "remark"))
      human.marks[key] = Mark(score: points, remark: remark.isEmpty ? nil : remark)
    }
    return .success(human)
  }
}
