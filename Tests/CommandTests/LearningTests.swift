import Foundation
import Testing

@testable import nnlearn

/// Sheets from the command line: begun, checked, helped with.
@Suite struct LearningTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnlearn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func `a sheet is begun once, and anew under another name`() throws {
    try inFolder { folder in
      #expect(CommandRun("check", folder: folder).errors.contains("nnlearn start lesson1"))
      #expect(CommandRun("start", "7", folder: folder).output.contains("6 exercises"))
      let again = CommandRun("start", "lesson7", folder: folder)
      #expect(again.status == 2 && again.errors.contains("--again"))
      try (text(folder + "/lesson7.md") + "mine").write(
        toFile: folder + "/lesson7.md", atomically: true, encoding: .utf8)
      #expect(CommandRun("start", "lesson7", "--again", folder: folder).output.contains("lesson7-1.md"))
      #expect(try text(folder + "/lesson7-1.md").hasSuffix("mine"))
      #expect(try !text(folder + "/lesson7.md").hasSuffix("mine"))
    }
  }

  @Test func `the first check says where, the next one why, and the progress remembers`() throws {
    try inFolder { folder in
      #expect(CommandRun("start", "lesson7", folder: folder).status == 0)
      let fresh = CommandRun("check", folder: folder)
      #expect(fresh.status == 1 && fresh.output.contains("6 exercises: 6 not tried yet; 0 of 9 points."))
      let sheet = try text(folder + "/lesson7.md")
      let right = sheet.replacing(
        "\\delta_j^{(L)} = …", with: "\\delta_j^{(L)} = (a_j^{(L)} - y_j) \\sigma’(z_j^{(L)})",
        maxReplacements: 1)
      let wrong = right.replacing(
        "_{jk}^{(l)}} = …", with: "_{jk}^{(l)}} = \\delta_j^{(l)} w_{jk}^{(l)}", maxReplacements: 1)
      try wrong.write(toFile: folder + "/lesson7.md", atomically: true, encoding: .utf8)
      let first = CommandRun("check", folder: folder)
      #expect(first.status == 1 && first.output.contains("lesson7.md:") && first.output.contains("1 right"))
      #expect(!first.output.contains("why: ") && first.output.contains("answer: "))
      #expect(CommandRun("check", folder: folder).output.contains("why: The derivative of a product"))
      #expect(try text(folder + "/nnlearn-progress.txt").hasSuffix("7.1 right\n7.2 wrong 2\n"))
      let json = CommandRun("check", folder + "/lesson7.md", "--format", "json", "--hints", "where").output
      #expect(json.contains("\"outcome\": \"incorrect\"") && json.contains("\"maxScore\": 9"))
      #expect(!json.contains("diagnosis"))
      #expect(CommandRun("list", folder: folder).output.contains("1/6"))
    }
  }

  @Test func `hints come one by one, and the last one stays`() throws {
    try inFolder { folder in
      let shown = (1...4).map { _ in CommandRun("hint", "lesson7", "7.2", folder: folder).output }
      #expect(Set(shown.prefix(3)).count == 3 && shown[2] == shown[3])
      #expect(CommandRun("hint", "7.2", "--level", "1", folder: folder).output == shown[0])
      #expect(CommandRun("hint", "lesson7", "7.9", folder: folder).status == 2)
      #expect(CommandRun("hint", "lesson7", "7.2", "--level", "4", folder: folder).status == 2)
      let kept = try text(folder + "/nnlearn-progress.txt")
      #expect(kept.contains("7.2 hint 3"))
    }
  }

  @Test func `a damaged progress is kept, and said`() throws {
    try inFolder { folder in
      try "7.1 right\n??\n".write(toFile: folder + "/nnlearn-progress.txt", atomically: true, encoding: .utf8)
      let run = CommandRun("hint", "lesson7", "7.2", folder: folder)
      #expect(run.status == 0 && run.errors.contains("line 2"))
      let kept = try text(folder + "/nnlearn-progress.txt")
      #expect(kept.contains("7.1 right") && kept.contains("??") && kept.contains("7.2 hint 1"))
    }
  }

  @Test func `the answers are shown when asked for, and that is kept`() throws {
    try inFolder { folder in
      #expect(CommandRun("start", "lesson1", folder: folder).status == 0)
      #expect(CommandRun("check", "--solution", folder: folder).output.contains("answer: "))
      let kept = try text(folder + "/nnlearn-progress.txt")
      #expect(kept.contains("1.1 solution"))
    }
  }
}
