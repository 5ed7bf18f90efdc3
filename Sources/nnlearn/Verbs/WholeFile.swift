import Foundation

/// Files that are there whole or not at all.
enum WholeFile {
  static func write(_ data: Data, to path: String) throws(Mistake) {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      if !folder.isEmpty {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      let reason =
        (error as NSError).code == NSFileWriteOutOfSpaceError ? "the disk is full" : "it is refused"
      throw .unwritable(path, reason: reason)
    }
  }
}
