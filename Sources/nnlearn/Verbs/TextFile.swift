import Foundation

/// Reading files and standard input, with everything that can be wrong with them.
enum TextFile {
  /// The most bytes that are read.
  static let limit = 8 << 20

  /// Whether there is a file or folder at the path.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The text of a file.
  static func text(at path: String) throws(Mistake) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .file(path, .missing)
    }
    guard !isFolder.boolValue else { throw .file(path, .directory) }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .file(path, .refused("permission denied"))
    }
    defer { try? handle.close() }
    do {
      let data = try handle.readToLimit(limit + 1)
      return try text(data, name: path)
    } catch let mistake as Mistake {
      throw mistake
    } catch {
      throw .file(path, .refused("it cannot be read"))
    }
  }

  /// The text that bytes stand for; a byte order mark at the start is dropped.
  static func text(_ bytes: [UInt8], name: String) throws(Mistake) -> String {
    guard bytes.count <= limit else { throw .file(name, .tooLarge(bytes: bytes.count, limit: limit)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .file(name, .notUTF8(offset: firstInvalidByte(bytes)))
    }
    let marked = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    guard marked.contains(where: { !$0.isWhitespace }) else { throw .file(name, .empty) }
    return marked
  }

  /// The offset of the first byte that belongs to no character.
  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
    var offset = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += String(scalar).utf8.count
      case .emptyInput, .error: return offset
      }
    }
  }
}

extension FileHandle {
  /// At most this many bytes, until the end.
  func readToLimit(_ limit: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit, let chunk = try read(upToCount: min(1 << 20, limit - bytes.count)),
      !chunk.isEmpty
    {
      bytes += chunk
    }
    return bytes
  }
}
