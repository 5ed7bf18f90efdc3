import Exercises
import Foundation
import Lessons

/// The folder that a learner works in.
struct SheetFolder {
  private let folder: String

  /// A folder; empty for that of the process.
  init(_ folder: String) { self.folder = folder }

  /// The path of a file in it.
  func path(_ name: String) -> String { folder.isEmpty ? name : folder + "/" + name }

  /// How many files are looked at.
  private static let most = 2_000

  /// The path of the sheet that was worked on last.
  func latest(_ course: Course) throws(Mistake) -> String {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    var best: (path: String, date: Date)?
    for name in names.sorted().filter({ $0.hasSuffix(".md") }).prefix(Self.most) {
      let path = path(name)
      guard let values = try? manager.attributesOfItem(atPath: path),
        values[.type] as? FileAttributeType == .typeRegular,
        let size = values[.size] as? Int, size <= AnswerSheet.mostBytes,
        let date = values[.modificationDate] as? Date, date > best?.date ?? .distantPast,
        let text = try? TextFile.text(at: path), case let sheet = AnswerSheet(text),
        let lesson = sheet.lesson.flatMap({ course.lesson($0.name) }), !lesson.exercises.isEmpty,
        !sheet.entries.isEmpty
      else { continue }
      best = (path, date)
    }
    guard let best else { throw .noSheet }
    return best.path
  }

  /// Writes a new file; one that is there already is never written over.
  func write(_ text: String, to name: String, of lesson: String) throws(Mistake) {
    let path = path(name)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw .sheetExists(path, lesson: lesson) }
      throw .unwritable(path, reason: String(cString: strerror(errno)))
    }
    var stream = FileStream(descriptor: descriptor)
    stream.write(text)
    stream.flush()
    close(descriptor)
    guard stream.failure == nil else {
      unlink(path)
      throw .unwritable(path, reason: "the disk is full, or it went away")
    }
  }

  /// Gives a file another name, the first that is free, and returns it; nil where there is no such file.
  func setAside(_ name: String) throws(Mistake) -> String? {
    guard TextFile.exists(path(name)) else { return nil }
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    for number in 1...9_999 {
      let other = "\(stem)-\(number).md"
      if TextFile.exists(path(other)) { continue }
      // A link to a name that is taken fails, where a move might write over it.
      guard link(path(name), path(other)) == 0 else {
        if errno == EEXIST { continue }
        throw .unwritable(path(other), reason: String(cString: strerror(errno)))
      }
      unlink(path(name))
      return other
    }
    throw .unwritable(path(name), reason: "there are too many old ones")
  }
}
