import Exercises
import Foundation
import Models
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
  /// What was marked before and what is marked now, by the names of the files.
  private let entries: Mutex<[String: Entry]>
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
    self.entries = Mutex(entries)
    self.outdated = entries.isEmpty ? outdated : 0
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw .unwritable(path, reason: String(cString: strerror(errno))) }
    if old.last.map({ $0 != 0x0A }) == true { _ = Foundation.write(opened, "\n", 1) }
    descriptor = Mutex(opened)
  }

  /// What a sheet got before, where neither it nor what it is marked by has changed.
  func known(_ file: String, _ text: String) -> MarkedSheet? {
    guard let entry = entries.withLock({ $0[file] }), entry.text == FNV(text).value else { return nil }
    return entry.sheet
  }

  /// Adds a sheet.
  func add(_ sheet: MarkedSheet, _ text: String) {
    let entry = Entry(text: FNV(text).value, rubric: rubric, sheet: sheet)
    entries.withLock { $0[sheet.file] = entry }
    guard let line = Self.line(entry) else { return }
    descriptor.withLock { descriptor in
      line.withUnsafeBytes { _ = Foundation.write(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// Writes the journal anew, in the order of the files: the same bytes whatever interrupted it.
  func finish(_ files: [String]) throws(Mistake) {
    let entries = entries.withLock { $0 }
    let lines = files.compactMap { entries[$0] }.compactMap(Self.line)
    try WholeFile.write(lines.reduce(into: Data()) { $0 += $1 }, to: path)
    descriptor.withLock { _ = close($0) }
  }

  private static func line(_ entry: Entry) -> Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(entry)).map { $0 + [0x0A] }
  }
}
