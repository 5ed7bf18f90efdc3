import Foundation
import Testing

@testable import Checking
@testable import nnlearn

struct FileTests {
  @Test func `bytes that are no UTF-8 are named by their offset`() {
    let cases: [([UInt8], Int)] = [
      ([0xFF], 0), ([0x61, 0x62, 0xC3], 2), ([0xC3, 0xA9, 0x80], 2),
      ([0xE6, 0xBC, 0xA2, 0xF0, 0x9F, 0x41], 3),
    ]
    for (bytes, offset) in cases {
      do {
        _ = try TextFile.text(bytes, name: "x")
        Issue.record("accepted \(bytes)")
      } catch {
        #expect(error == .file("x", .notUTF8(offset: offset)))
      }
    }
  }

  @Test func `empty and too large texts are refused, a byte order mark is dropped`() throws {
    #expect(throws: Mistake.file("x", .empty)) { try TextFile.text([], name: "x") }
    #expect(throws: Mistake.file("x", .empty)) { try TextFile.text(Array(" \n\t".utf8), name: "x") }
    let large = [UInt8](repeating: 0x61, count: TextFile.limit + 1)
    #expect(throws: Mistake.file("x", .tooLarge(bytes: large.count, limit: TextFile.limit))) {
      try TextFile.text(large, name: "x")
    }
    #expect(try TextFile.text([0xEF, 0xBB, 0xBF, 0x61], name: "x") == "a")
  }

  @Test func `missing files and folders are told apart`() throws {
    #expect(throws: Mistake.file("/nowhere/x.md", .missing)) { try TextFile.text(at: "/nowhere/x.md") }
    let folder = FileManager.default.temporaryDirectory.path
    #expect(throws: Mistake.file(folder, .directory)) { try TextFile.text(at: folder) }
    #expect(
      CommandRun("check", "/nowhere/x.md").errors == .lines("error: there is no file ‘/nowhere/x.md’"))
    #expect(CommandRun("check", "lesson77").errors.contains("is neither a file nor a lesson"))
  }

  @Test func `a folder of lessons replaces the course`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnlearn-\(UUID().uuidString)")
    let lesson = folder.appendingPathComponent("Lesson42Answer")
    try FileManager.default.createDirectory(at: lesson, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(CommandRun("list", "--lessons", folder.path).status == 2)
    let text =
      "---\nlesson: 42\nslug: answer\ntitle: The answer\nconvention: sigmoid\n---\n# Title\n\nProse with $a_j^{(L)}$.\n"
    try Data(text.utf8).write(to: lesson.appendingPathComponent("lesson.md"))
    let listed = CommandRun("list", "--lessons", folder.path)
    #expect(listed.status == 0 && listed.output == "  42  answer   The answer  sigmoid\n")
    #expect(CommandRun("read", "answer", "--lessons", folder.path).output.contains("  Prose with a_j^(L).\n"))
  }
}

struct HeaderTests {
  private func header(_ text: String) throws -> Header { try Header(.init(text), of: "x.md") }

  @Test func `a header says what is presumed`() throws {
    let header = try header(
      "---\nconvention: sigmoid\ncost: half-sum-squares\nnetwork: 3,5,2\nname: A\n---\n")
    #expect(header.convention?.name == "sigmoid" && header.convention?.line == 2)
    #expect(header.presumptions.cost == .halfSumSquares && header.presumptions.widths == [3, 5, 2])
  }

  @Test func `headers of other tools are passed over`() throws {
    let header = try header("---\ntitle: x\noutput: html_document\nexamples: many\n---\n")
    #expect(header.convention == nil && header.presumptions == Presumptions())
    #expect(try self.header("no header\n---\n").convention == nil)
  }

  @Test func `a header for this program with a wrong value is refused with its line`() {
    #expect(throws: Mistake.header("x.md", line: 3, key: "cost", .value(.cost, "half"))) {
      try header("---\nconvention: sigmoid\ncost: half\n---\n")
    }
    #expect(throws: Mistake.header("x.md", line: 1, key: "---", .unclosed)) {
      try header("---\nconvention: sigmoid\n\ntext\n")
    }
  }
}
