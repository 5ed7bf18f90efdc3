import Exercises
import Foundation
import Testing

@testable import nnlearn

/// A class marked from the command line.
@Suite struct GradingTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "nnlearn-\(UUID().uuidString)"
  ).path

  private var sheets: String { folder + "/sheets" }

  /// A class of four: right, wrong, with a letter that nobody gave, and bytes that are no text.
  private func inClass(_ body: () throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: sheets, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try hand("ada.md", name: "Ada Lovelace", #"\delta_j^{(l)} a_k^{(l-1)}"#)
    try hand("bob.md", name: "=1+1", #"\delta_j^{(l)} w_{jk}^{(l)}"#)
    try hand("carl.md", name: "Ada Lovelace", #"Q_j"#)
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: sheets + "/dan.md"))
    try FileManager.default.createSymbolicLink(atPath: sheets + "/eve.md", withDestinationPath: "ada.md")
    try body()
  }

  private func hand(_ file: String, name: String, _ answer: String) throws {
    let text = """
      ---
      lesson: lesson7
      name: \(name)
      ---
      ## 7.2
      ```math
      \(answer)
      ```
      """
    try text.write(toFile: sheets + "/" + file, atomically: true, encoding: .utf8)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// What a sheet of a JSON report has for exercise 7.2.
  private func answer(_ report: String, _ number: Int) throws -> [String: Any] {
    let sheets = try #require(try json(report)["sheets"] as? [[String: Any]])
    let exercises = try #require(sheets[number]["exercises"] as? [[String: Any]])
    return try #require(exercises.first { $0["id"] as? String == "7.2" })
  }

  @Test func `a class is marked, by shards and by many threads alike`() throws {
    try inClass {
      let whole = CommandRun("grade", sheets, "--lesson", "7", "--format", "json")
      #expect(whole.status == 1)
      #expect(try (json(whole.output)["sheets"] as? [Any])?.count == 4)
      #expect(try answer(whole.output, 0)["score"] as? Double == 1)
      #expect(try answer(whole.output, 1)["score"] as? Double == 0)
      #expect(try answer(whole.output, 1)["outcome"] as? String == "incorrect")
      // What cannot be judged costs nothing.
      #expect(try answer(whole.output, 2)["outcome"] as? String == "invalid")
      #expect(try answer(whole.output, 2)["score"] == nil && answer(whole.output, 3)["score"] == nil)
      #expect(
        CommandRun("grade", sheets, "--lesson", "7", "--format", "json", "--jobs", "1").output == whole.output
      )
      var parts: [String] = []
      for number in 1...2 {
        let part = CommandRun("grade", sheets, "--lesson", "7", "--format", "json", "--shard", "\(number)/2")
        parts.append(folder + "/part\(number).json")
        try part.output.write(toFile: parts[number - 1], atomically: true, encoding: .utf8)
      }
      let merged = CommandRun("grade", "--merge", parts[1], parts[0], "--format", "json")
      #expect(merged.output == whole.output)
    }
  }

  @Test func `a human's marks count, and a table of them that cannot be is refused`() throws {
    try inClass {
      let marks = folder + "/marks.csv"
      try "file,exercise,score,remark\ncarl.md,7.2,\"0,5\",nearly\n".write(
        toFile: marks, atomically: true, encoding: .utf8)
      let run = CommandRun(
        "grade", sheets + "/carl.md", "--lesson", "7", "--marks", marks, "--format", "json")
      #expect(run.status == 0)
      #expect(try answer(run.output, 0)["score"] as? Double == 0.5)
      try "file,exercise,score\ncarl.md,7.2,9\n".write(toFile: marks, atomically: true, encoding: .utf8)
      let refused = CommandRun("grade", sheets, "--lesson", "7", "--marks", marks)
      #expect(refused.status == 2 && refused.errors.contains("line 2"))
    }
  }

  @Test func `a roster gets one column, and no formula of a sheet`() throws {
    try inClass {
      let roster = folder + "/roster.csv"
      try "Student,ID,Lesson 7 (12)\r\n\"Lovelace, Ada\",1,\r\nBob,bob,\r\n".write(
        toFile: roster, atomically: true, encoding: .utf8)
      let filled = CommandRun(
        "grade", sheets + "/ada.md", sheets + "/bob.md", "--lesson", "7", "--format", "csv", "--roster",
        roster)
      #expect(filled.output == "Student,ID,Lesson 7 (12)\r\n\"Lovelace, Ada\",1,1\r\nBob,bob,0\r\n")
      let plain = CommandRun("grade", sheets, "--lesson", "7", "--format", "csv").output
      #expect(plain.contains("bob.md,'=1+1,"))
    }
  }

  @Test func `a batch that was interrupted goes on to the same bytes`() throws {
    try inClass {
      let (one, other) = (folder + "/one", folder + "/other")
      #expect(
        CommandRun("grade", sheets, "--lesson", "7", "--format", "gradescope", "--into", one).status == 1)
      try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
      let journal = try String(contentsOfFile: one + "/" + Journal.name, encoding: .utf8)
      try String(journal.prefix(journal.count / 2)).write(
        toFile: other + "/" + Journal.name, atomically: true, encoding: .utf8)
      #expect(
        CommandRun("grade", sheets, "--lesson", "7", "--format", "gradescope", "--into", other).status == 1)
      for name in ["ada.md.json", "carl.md.json", "report.json", Journal.name] {
        #expect(
          try Data(contentsOf: URL(fileURLWithPath: one + "/" + name))
            == Data(contentsOf: URL(fileURLWithPath: other + "/" + name)))
      }
      // No student reads of another's sheet.
      let results = try String(contentsOfFile: one + "/ada.md.json", encoding: .utf8)
      #expect(!results.contains("carl"))
      let again = CommandRun("grade", sheets, "--lesson", "7", "--into", other, "--seed", "2")
      #expect(again.errors.contains("marked again"))
    }
  }
}
