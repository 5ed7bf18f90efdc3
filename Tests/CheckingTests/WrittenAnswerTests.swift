import Foundation
import Slips
import Testing

@Suite struct WrittenAnswerTests {
  /// One answer in so many; `swift run -c release Benchmark --mistakes` has all of them marked.
  static let stride = 37

  @Test func `written answers are marked as a marker does`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/Mistakes/exercises.json")
    let answers = try WrittenAnswer.read(file)
    #expect(answers.count > 500)
    var tally = AnswerTally()
    for number in Swift.stride(from: 0, to: answers.count, by: Self.stride) { tally.take(answers[number]) }
    #expect(tally.right > 0)
    #expect(tally.wrong > 10)
    #expect(tally.refused == [])
    #expect(tally.accepted == [])
    #expect(tally.otherName == [])
    #expect(tally.unrepaired == [])
  }
}
