import Lessons
import Models
import Testing

@testable import Exercises

/// The proof of all exercises: unsolved as shipped, every answer right, every wrong answer wrong for its reason.
@Suite struct CourseExercisesTests {
  @Test(arguments: 1...17)
  func `a lesson's answers pass, its wrong answers fail for their reasons, and its hints are there`(
    number: Int
  ) throws {
    let lesson = try #require(try Course.builtIn()[.number(number)])
    #expect((4...8).contains(lesson.exercises.count))
    for exercise in lesson.exercises {
      let judge = try AnswerJudge(exercise)
      let answer = judge.judgement(of: Answer(exercise.answer))
      #expect(answer.outcome == .correct, "\(exercise.id): \(answer.reason?.message() ?? "")")
      for wrong in exercise.wrong {
        let judgement = judge.judgement(of: Answer([wrong.latex]))
        #expect(judgement.outcome == .incorrect, "\(exercise.id): \(wrong.latex)")
        #expect(
          judgement.reason == .misconception(name: wrong.name ?? "other", words: wrong.misconception),
          "\(exercise.id): \(wrong.latex)")
        if let name = wrong.name { #expect(MistakeName(rawValue: name) != nil, "\(exercise.id): \(name)") }
      }
      #expect(exercise.wrong.count >= 2, "\(exercise.id)")
      #expect(exercise.hints.count >= ExerciseReader.levels && exercise.hints.allSatisfy { !$0.isEmpty })
      #expect(!exercise.hints.contains { $0.contains(exercise.result) && exercise.result.count > 6 })
      if exercise.kind == .derivation {
        #expect(exercise.points.steps.count == exercise.form.steps, "\(exercise.id)")
      }
    }
  }

  @Test func `the model answers are what is asked for, by its own meaning`() throws {
    for exercise in try Course.builtIn().lessons.flatMap(\.exercises) {
      guard exercise.kind != .number, exercise.kind != .shape else { continue }
      let outcome = try AnswerJudge(exercise).direct(Answer([exercise.result])).outcome
      // What a step of gradient descent is called, nothing else says.
      let isStep = exercise.left.contains("new")
      #expect(outcome == (isStep ? .undecided : .correct), "\(exercise.id)")
    }
  }

  @Test func `every exercise as shipped is unsolved`() throws {
    for lesson in try Course.builtIn().lessons {
      let text = SheetText.text(lesson: lesson.name, title: lesson.title, lesson.exercises)
      let sheet = AnswerSheet(text)
      #expect(sheet.lesson?.name == lesson.name && sheet.entries.map(\.id) == lesson.exercises.map(\.id))
      for exercise in lesson.exercises {
        let entry = try #require(sheet.entry(exercise.id))
        #expect(entry.answer.blocks.count == 1, "\(exercise.id)")
        #expect(entry.answer.isUntouched(left: exercise.left), "\(exercise.id)")
        #expect(
          try AnswerJudge(exercise).judgement(of: entry.answer).outcome == .notAttempted, "\(exercise.id)")
      }
    }
  }

  @Test func `the first exercises ask for each kind of answer`() throws {
    let kinds = try Course.builtIn().lessons.flatMap(\.exercises).map(\.kind)
    for kind in Exercise.Kind.allCases { #expect(kinds.count(where: { $0 == kind }) >= 3, "\(kind)") }
  }
}
