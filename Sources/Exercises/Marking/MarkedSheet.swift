/// What a sheet got, for reports; it reads back from the JSON that is written of it.
package struct MarkedSheet: Sendable, Hashable, Codable {
  /// Its path within what was marked.
  package var file: String
  /// Whose it is, where the sheet says so.
  package var name: String?
  /// Why the sheet as a whole cannot be marked.
  package var problem: String?
  /// What a human should know.
  package var notes: [String]?
  /// Other sheets that say they are of the same person; no student is told of them.
  package var alsoHandedIn: [String]?
  package var exercises: [MarkedExercise]

  package init(file: String, name: String? = nil, problem: String? = nil, exercises: [MarkedExercise]) {
    self.file = file
    self.name = name
    self.problem = problem
    self.exercises = exercises
  }

  /// The points that are given so far.
  package var score: Double { exercises.compactMap(\.score).reduce(0, +) }
  package var maxScore: Double { exercises.reduce(0) { $0 + $1.maxScore } }
  /// Some points only a human can give.
  package var needsHuman: Bool { exercises.contains { $0.score == nil } }
}

/// What an answer got.
package struct MarkedExercise: Sendable, Hashable, Codable {
  package var id: String
  package var title: String
  /// Nil where a human has to give it.
  package var score: Double?
  package var maxScore: Double
  package var outcome: Judgement.Outcome
  package var line: Int?
  package var column: Int?
  package var steps: [Judgement.Step]?
  package var diagnosis: Diagnosis?
  /// What was written, where it is not right.
  package var answer: String?
  /// What a human said who gave the points.
  package var remark: String?

  /// What is wrong.
  package struct Diagnosis: Sendable, Hashable, Codable {
    package var name: String
    package var message: String
    package var repair: String?
  }

  init(_ exercise: Exercise, _ outcome: Judgement.Outcome) {
    id = exercise.id
    title = exercise.title
    maxScore = exercise.points.total
    self.outcome = outcome
  }
}

extension MarkedExercise {
  /// As much as is given away at a level: where it is, why, and what would be right.
  package func showing(where place: Bool, why: Bool, repair: Bool) -> MarkedExercise {
    var shown = self
    if !place {
      shown.line = nil
      shown.column = nil
      shown.steps = nil
    }
    // What keeps an answer from being judged is told in any case: there is nothing in it to guess.
    let isFormal = outcome == .invalid || outcome == .wrongForm || outcome == .undecided
    if !why, !isFormal { shown.diagnosis = nil }
    if !repair { shown.diagnosis?.repair = nil }
    return shown
  }
}
