import Exercises
import Foundation
import Synchronization

/// What was marked already, in the folder of a batch: a line a sheet, so that a batch goes on where it was interrupted.
final class Journal: Sendable {
  /// A line of the journal.
  private struct Entry: Codable {
    /// What the sheet says, and what it was marked by.
    var text: UInt64
    var rubric: UInt64
    var sheet: MarkedSheet
  }

  static let name = "nnlearn-journal.jsonl"

  private let path: String
  private let rubric: UInt64
  private let entries: [String: Entry]
  /// How many sheets were marked by other exercises, another seed or other marks.
  let outdated: Int
  private let descriptor: Mutex<Int32>

  /// Opens the journal of a folder, which is made where it is missing.
  init(in folder: String, rubric: UInt64) throws(Mistake) {
    let path = folder + "/" + Self.name
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(folder, reason: "the folder cannot be made")
    }
    var entries: [String: Entry] = [:]
    var outdated = 0
    let decoder = JSONDecoder()
    let old = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
    // A line that was being written when the batch was interrupted is none.
    for line in old.split(separator: 0x0A) {
      guard let entry = try? decoder.decode(Entry.self, from: line) else { continue }
      if entry.rubric == rubric { entries[entry.sheet.file] = entry } else { outdated += 1 }
    }
    self.path = path
    self.rubric = rubric
    self.entries = entries
    self.outdated = entries.isEmpty ? outdated : 0
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw .unwritable(path, reason: String(cString: strerror(errno))) }
    if old.last.map({ $0 != 0x0A }) == true { _ = Foundation.write(opened, "\n", 1) }
    descriptor = Mutex(opened)
  }

  /// What a sheet got before, where neither it nor what it is marked by has changed.
  func known(_ file: String, _ text: String) -> MarkedSheet? {
    guard let entry = entries[file], entry.text == Self.hash(text) else { return nil }
    return entry.sheet
  }

  /// Adds a sheet.
  func add(_ sheet: MarkedSheet, _ text: String) {
    guard let line = Self.line(Entry(text: Self.hash(text), rubric: rubric, sheet: sheet)) else { return }
    descriptor.withLock { descriptor in
      line.withUnsafeBytes { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// Writes the journal anew, in the order of the sheets: the same bytes whatever interrupted it.
  func finish(_ sheets: [(sheet: MarkedSheet, text: String)]) throws(Mistake) {
    var data = Data()
    for (sheet, text) in sheets {
      if let line = Self.line(Entry(text: Self.hash(text), rubric: rubric, sheet: sheet)) { data += line }
    }
    try WholeFile.write(data, to: path)
    descriptor.withLock { _ = close($0) }
  }

  private static func line(_ entry: Entry) -> Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(entry)).map { $0 + [0x0A] }
  }

  /// FNV-1a
  static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}

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
