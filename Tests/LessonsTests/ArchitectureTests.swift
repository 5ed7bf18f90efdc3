import Foundation
import Testing

@testable import Lessons

/// What ARCHITECTURE.md promises, as far as the sources show it.
@Suite struct ArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(
    arguments: [
      ("Formula", []), ("Network", []), ("Differences", []),
      ("Checking", ["Formula", "Network", "Differences"]),
      ("Exercises", ["Formula", "Models"]),
    ] as [(String, [String])])
  func `a part of the core imports only what stands below it, and no Foundation`(
    part: String, below: [String]
  ) throws {
    // Locks belong to the standard library.
    let allowed = Set(below + ["Glibc", "Musl", "Darwin", "Synchronization"])
    for file in try sources(in: "Sources/\(part)") {
      for name in imports(of: file.text) {
        #expect(allowed.contains(name), "\(file.name) imports \(name)")
      }
    }
  }

  @Test func `the lessons' code never asks the backpropagation engine`() throws {
    for file in try sources(in: "Lessons") where !file.name.hasPrefix("Lessons/Course/") {
      for call in ["network.gradients(", "network.jacobian("] {
        #expect(!file.text.contains(call), "\(file.name) calls \(call)")
      }
      #expect(imports(of: file.text) == ["Network"], "\(file.name)")
    }
  }

  @Test func `the program carries every lesson's text as it is in its folder`() throws {
    let folder = ArchitectureTests.root.appendingPathComponent("Lessons")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0 + "/lesson.md").path)
    }
    let lessons = try Course.builtIn().lessons
    #expect(lessons.map(\.folder).sorted() == names.sorted())
    for lesson in lessons {
      let file = folder.appendingPathComponent(lesson.folder + "/lesson.md")
      #expect(try String(contentsOf: file, encoding: .utf8) == lesson.text, "\(lesson.folder)")
      let exercises = folder.appendingPathComponent(lesson.folder + "/exercises.md")
      let numbers = try String(contentsOf: exercises, encoding: .utf8).split(separator: "\n").filter {
        $0.hasPrefix("## ")
      }
      #expect(numbers.count == lesson.exercises.count, "\(lesson.folder)")
    }
  }

  /// The modules that a Swift file imports.
  private func imports(of text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").filter { $0 != "@testable" }
      return words.first == "import" ? words.last.map(String.init) : nil
    }
  }

  /// The Swift files of a folder, with their names from the root on.
  private func sources(in folder: String) throws -> [(name: String, text: String)] {
    let start = ArchitectureTests.root.appendingPathComponent(folder).path
    let names = try #require(FileManager.default.enumerator(atPath: start)).compactMap { $0 as? String }
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      (folder + "/" + name, try String(contentsOfFile: start + "/" + name, encoding: .utf8))
    }
  }
}
