// EmbedLessons OUTPUT LESSON.md…
//
// Writes one Swift file with the lessons as string literals, so that a binary carries its course wherever
// it is copied. Run by EmbedLessonsPlugin at build time, never by hand.
import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else { fail("usage: EmbedLessons OUTPUT LESSON.md…") }

var lessons: [EmbeddedText] = []
for path in arguments.dropFirst() {
  let file = URL(fileURLWithPath: path)
  let folder = file.deletingLastPathComponent()
  guard let data = FileManager.default.contents(atPath: path) else { fail("\(path): cannot be read") }
  guard let text = String(validating: data, as: UTF8.self) else { fail("\(path): is not UTF-8") }
  let name = folder.lastPathComponent
  guard let type = EmbeddedText.typeName(folder: name) else {
    fail("\(path): a lesson's folder is called Lesson, two digits and a name, as in Lesson07OutputDelta")
  }
  let besides = FileManager.default.contents(atPath: folder.appendingPathComponent("exercises.md").path)
  guard let exercises = String(validating: besides ?? Data(), as: UTF8.self) else {
    fail("\(name)/exercises.md: is not UTF-8")
  }
  let code = folder.appendingPathComponent(type + ".swift").path
  lessons.append(
    EmbeddedText(
      folder: name, text: text, exercises: exercises,
      codeType: FileManager.default.fileExists(atPath: code) ? type : nil))
}

do {
  try swiftSource(lessons).write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  fail("\(output): cannot be written (\(error))")
}

/// Ends the build with a message in the form that compilers use.
func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data("error: \(message)\n".utf8))
  exit(1)
}
