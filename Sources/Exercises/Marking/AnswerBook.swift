import Models
import Synchronization

/// What became of all answers to one exercise: those that are the same formulas, however they are spelt, are judged once.
///
/// What is kept never changes a judgement: it depends on the exercise, the seed and the formulas alone.
package final class AnswerBook: Sendable {
  private let judge: AnswerJudge
  private let known = Mutex<[[Term]: Entry]>([:])

  private struct Entry: Sendable {
    var judgement: Judgement
    /// The expression at which the judgement points.
    var side: Int?
  }

  /// How many answers are kept, so that memory does not grow with the class.
  private static let most = 4_096

  package init(_ judge: AnswerJudge) { self.judge = judge }

  /// What becomes of an answer.
  package func judgement(of answer: Answer) -> Judgement {
    let exercise = judge.exercise
    guard exercise.kind != .number, exercise.kind != .shape, !answer.isUntouched(left: exercise.left) else {
      return judge.judgement(of: answer)
    }
    let reading = judge.reading(answer)
    guard reading.problem == nil else { return judge.judgement(of: answer) }
    let key = reading.sides.map(\.term)
    if let entry = known.withLock({ $0[key] }) {
      var judgement = entry.judgement
      judgement.place = entry.side.map { reading.sides[$0].place }
      return judgement
    }
    let judgement = judge.judgement(of: answer)
    let side = judgement.place.flatMap { place in reading.sides.firstIndex { $0.place == place } }
    if side != nil || judgement.place == nil {
      known.withLock { if $0.count < Self.most { $0[key] = Entry(judgement: judgement, side: side) } }
    }
    return judgement
  }
}
