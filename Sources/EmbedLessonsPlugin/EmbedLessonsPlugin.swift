import Foundation
import PackagePlugin

/// Before the Lessons target is compiled, puts every `Lesson…/lesson.md` of its folder, and the `exercises.md` beside it, into a Swift file.
///
/// A new lesson is found because its folder is there; no list names it.
@main
struct EmbedLessonsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folders = try FileManager.default.contentsOfDirectory(
      at: target.directoryURL, includingPropertiesForKeys: nil)
    let texts =
      folders
      .map { $0.appendingPathComponent("lesson.md") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
      .sorted { $0.path < $1.path }
    // The tool looks whether a folder has code; as an input, code that appears later is noticed.
    let code = folders.flatMap { folder in
      let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      return (files ?? []).filter {
        $0.pathExtension == "swift" && folder.lastPathComponent.hasPrefix("Lesson")
      }
    }
    let exercises =
      texts
      .map { $0.deletingLastPathComponent().appendingPathComponent("exercises.md") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    let output = context.pluginWorkDirectoryURL.appendingPathComponent("EmbeddedCourse.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(texts.count) lessons",
        executable: try context.tool(named: "EmbedLessons").url,
        arguments: [output.path] + texts.map(\.path),
        inputFiles: texts + exercises + code.sorted { $0.path < $1.path }, outputFiles: [output])
    ]
  }
}
