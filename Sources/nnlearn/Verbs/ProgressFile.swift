import Exercises
import Foundation

/// The learner's progress on disk, beside the sheets.
struct ProgressFile {
  var progress = Exercises.Progress()
  /// What is to be said on standard error.
  private(set) var warnings: [String] = []
  private let path: String?
  private var written: String?

  /// Reads the progress beside a sheet; nil for a sheet that is no file.
  init(beside sheet: String?) {
    let end = sheet.map { sheet in
      sheet[..<(sheet.lastIndex(of: "/").map { sheet.index(after: $0) } ?? sheet.startIndex)]
    }
    self.init(in: end.map(String.init))
  }

  /// Reads the progress in a folder; empty for that of the process.
  init(in folder: String?) {
    guard let folder else {
      path = nil
      return
    }
    let separator = folder.isEmpty || folder.hasSuffix("/") ? "" : "/"
    let path = folder + separator + Exercises.Progress.fileName
    self.path = path
    guard TextFile.exists(path) else { return }
    do {
      let text = try TextFile.text(at: path)
      written = text
      progress = Exercises.Progress(text)
    } catch {
      if case .file(_, .empty) = error { return }
      warnings.append("\(path) cannot be read, and is left as it is: progress is not kept")
      unreadable = true
    }
    if let first = progress.strange.first {
      let count = progress.strange.count
      warnings.append(
        "\(path): \(count == 1 ? "a line is" : "\(count) lines are") not understood and kept as "
          + "\(count == 1 ? "it is" : "they are"), the first is line \(first.line)")
    }
  }

  private var unreadable = false

  /// Writes what is new, whole or not at all.
  mutating func save() {
    guard let path, !unreadable, !progress.isEmpty, progress.text != written else { return }
    do {
      try WholeFile.write(Data(progress.text.utf8), to: path)
    } catch {
      warnings.append("\(path) cannot be written: progress is not kept")
    }
  }
}
