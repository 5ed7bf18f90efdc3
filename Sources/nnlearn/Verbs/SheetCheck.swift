import Checking
import Exercises
import Foundation
import Lessons

/// An answer sheet with what became of its answers.
struct JudgedSheet: Sendable {
  var lesson: Lesson
  /// Whose sheet it is.
  var name: String?
  var items: [Item]
  /// Headings with numbers that the lesson does not have.
  var strange: [AnswerSheet.Entry] = []
  /// What went on without, for standard error.
  var warnings: [String] = []

  /// An exercise and the answer to it.
  struct Item: Sendable {
    var exercise: Exercise
    var entry: AnswerSheet.Entry?
    var judgement: Judgement
    /// How much is given away.
    var level: HintLevel
    var showsSolution: Bool
  }

  /// Every exercise of the lesson is right.
  var isAllRight: Bool { items.allSatisfy { $0.judgement.outcome == .correct } }
}

extension Targets {
  /// The verdicts on an answer sheet; nil where the text is none: its header names no lesson, or it has no exercise.
  func sheet(_ text: String, name: String) throws(Mistake) -> CheckedTarget? {
    let sheet = AnswerSheet(text)
    guard let (lessonName, line) = sheet.lesson, !sheet.entries.isEmpty else { return nil }
    let course = try arguments.course()
    guard let lesson = course.lesson(lessonName) else {
      let near = course.names(near: lessonName).first
      throw .header(name, line: line, key: "lesson", .unknownLesson(lessonName, nearest: near))
    }
    guard !lesson.exercises.isEmpty else { return nil }
    guard text.utf8.count <= AnswerSheet.mostBytes else {
      throw .file(name, .tooLarge(bytes: text.utf8.count, limit: AnswerSheet.mostBytes))
    }
    var file = ProgressFile(beside: name == "-" ? nil : name)
    var judged = JudgedSheet(lesson: lesson, name: sheet.name, items: [])
    judged.strange = sheet.entries.filter { entry in !lesson.exercises.contains { $0.id == entry.id } }
    for exercise in lesson.exercises {
      let entry = sheet.entry(exercise.id)
      let judge: AnswerJudge
      do throws(ExerciseProblem) { judge = try AnswerJudge(exercise, seed: arguments.seed ?? 1) } catch {
        throw .lesson(LessonProblem(in: lesson.folder, error))
      }
      surroundings.advance("checking \(exercise.id)")
      let judgement = judge.judgement(of: entry?.answer ?? Answer([Answer.Block]()))
      let level = arguments.hints ?? (file.progress[exercise.id].wrong > 0 ? .why : .where)
      note(judgement, exercise.id, &file.progress)
      judged.items.append(
        JudgedSheet.Item(
          exercise: exercise, entry: entry, judgement: judgement, level: level,
          showsSolution: judgement.outcome == .correct || arguments.showsSolution))
    }
    file.save()
    judged.warnings = file.warnings
    return CheckedTarget(
      name: name, kind: .sheet(judged), convention: try lesson.ownConvention(), seed: arguments.seed ?? 1,
      claims: [], source: NumberedText(text))
  }

  /// What the progress keeps of an answer.
  private func note(_ judgement: Judgement, _ id: String, _ progress: inout Exercises.Progress) {
    switch judgement.outcome {
    case .correct: progress[id].isRight = true
    case .incorrect, .followsThrough: progress[id].wrong += 1
    case .rightSoFar, .wrongForm, .invalid, .undecided, .notAttempted: break
    }
    if arguments.showsSolution, judgement.outcome != .correct { progress[id].hasSeenSolution = true }
  }
}
