import Foundation
import Lessons

extension Arguments {
  /// The course asked for: the built-in one, or that of `--lessons`.
  func course() throws(Mistake) -> Course {
    do {
      guard let folder = lessonsFolder else { return try Course.builtIn() }
      return try Course(loading: try Arguments.lessons(in: folder))
    } catch let problem as LessonProblem {
      throw .lesson(problem)
    } catch let mistake as Mistake {
      throw mistake
    } catch {
      throw .noLessons(lessonsFolder ?? "")
    }
  }

  /// The lesson of this name.
  func lesson(_ name: String) throws(Mistake) -> Lesson {
    let course = try course()
    guard let lesson = course.lesson(name) else {
      throw .unknownLesson(name, nearest: course.names(near: name).first, known: course.lessons.map(\.name))
    }
    return lesson
  }

  /// The texts `lesson.md` and `exercises.md` in the folders of a folder, and in the folder itself, in the order of their names.
  private static func lessons(
    in folder: String
  ) throws(Mistake) -> [(folder: String, text: String, exercises: String)] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .file(folder, TextFile.exists(folder) ? .refused("it is not a folder") : .missing)
    }
    var texts: [(folder: String, text: String, exercises: String)] = []
    func add(_ name: String, at path: String) throws(Mistake) {
      let besides = path + "/exercises.md"
      texts.append(
        (
          name, try TextFile.text(at: path + "/lesson.md"),
          TextFile.exists(besides) ? try TextFile.text(at: besides) : ""
        ))
    }
    for name in names.sorted() where TextFile.exists("\(folder)/\(name)/lesson.md") {
      try add(name, at: "\(folder)/\(name)")
    }
    if TextFile.exists(folder + "/lesson.md") {
      let name = URL(fileURLWithPath: folder).lastPathComponent
      try add(name, at: folder)
    }
    guard !texts.isEmpty else { throw .noLessons(folder) }
    return texts
  }
}
