/// A Jupyter notebook: JSON whose Markdown cells hold the text.
struct Notebook {
  /// The Markdown of the cells, each byte where it stands in the file; everything else is spaces and line ends.
  ///
  /// What JSON writes with more bytes than it means, `\\delta` for `\delta`, has spaces before it.
  let markdown: [UInt8]
  /// Which bytes of it stand in a cell and are such spaces.
  let filler: [Bool]

  /// Finds the Markdown cells; nil for what is no notebook.
  init?(_ bytes: [UInt8]) {
    guard bytes.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) == UInt8(ascii: "{")
    else { return nil }
    var scanner = NotebookScanner(bytes)
    scanner.run()
    guard scanner.hasCells, scanner.hasFormat else { return nil }
    var text = bytes.map { $0 == 0x0A || $0 == 0x0D ? $0 : 0x20 }
    var filler = [Bool](repeating: false, count: bytes.count)
    for string in scanner.sources { Self.copy(string, of: bytes, into: &text, &filler) }
    for end in scanner.ends where end > 0 {
      // A blank line between two cells, also where the file has none.
      text[end - 1] = 0x0A
      text[end] = 0x0A
    }
    markdown = text
    self.filler = filler
  }

  /// Writes what a string means to where it stands, without its quotes.
  private static func copy(
    _ string: SourceRange, of bytes: [UInt8], into text: inout [UInt8], _ filler: inout [Bool]
  ) {
    var place = string.start
    // What no character of the text comes to stand on is filler.
    for index in string.start..<string.end { filler[index] = true }
    defer {
      for index in string.start..<string.end where text[index] != 0x20 || bytes[index] == 0x20 {
        filler[index] = false
      }
    }
    while place < string.end {
      guard bytes[place] == UInt8(ascii: "\\"), place + 1 < string.end else {
        text[place] = bytes[place]
        place += 1
        continue
      }
      switch bytes[place + 1] {
      case UInt8(ascii: "\\"):
        // A run of them stays together, so that `\\` is still a line break.
        var end = place
        while end + 1 < string.end, bytes[end] == UInt8(ascii: "\\"), bytes[end + 1] == bytes[end] {
          end += 2
        }
        for index in place..<(place + (end - place) / 2) { text[index] = 0x20 }
        for index in (place + (end - place) / 2)..<end { text[index] = UInt8(ascii: "\\") }
        place = end
      case UInt8(ascii: "n"):
        // Behind the last one of a string the file mostly has a line end of its own.
        if place + 2 < string.end || !endsLine(string.end + 1, bytes) { text[place + 1] = 0x0A }
        place += 2
      case UInt8(ascii: "u"):
        place = copyCodePoint(at: place, string, of: bytes, into: &text)
      case UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
        place += 2
      case let plain:
        text[place + 1] = plain
        place += 2
      }
    }
  }

  /// Whether nothing but a comma stands before the end of the line.
  private static func endsLine(_ start: Int, _ bytes: [UInt8]) -> Bool {
    var place = start
    while let byte = bytes[at: place], byte == UInt8(ascii: ",") || byte == 0x20 || byte == 0x0D {
      place += 1
    }
    return bytes[at: place] == 0x0A
  }

  /// Writes the character of `\u03b4`, or of two such halves, and returns where the text goes on.
  private static func copyCodePoint(
    at place: Int, _ string: SourceRange, of bytes: [UInt8], into text: inout [UInt8]
  ) -> Int {
    func unit(_ start: Int) -> UInt32? {
      guard start + 6 <= string.end, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u")
      else { return nil }
      return UInt32(String(decoding: bytes[(start + 2)..<(start + 6)], as: UTF8.self), radix: 16)
    }
    guard let first = unit(place) else { return place + 2 }
    var end = place + 6
    var value = first
    if (0xD800..<0xDC00).contains(first), let second = unit(end), (0xDC00..<0xE000).contains(second) {
      value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      end += 6
    }
    let character = Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? []
    for (offset, byte) in character.enumerated() { text[end - character.count + offset] = byte }
    return end
  }
}

/// Walks through the JSON of a notebook once; it looks for strings and their keys and checks nothing else.
private struct NotebookScanner {
  private let bytes: [UInt8]
  /// The strings of the `source` of all Markdown cells, without their quotes.
  private(set) var sources: [SourceRange] = []
  /// Where the cells end.
  private(set) var ends: [Int] = []
  private(set) var hasCells = false
  private(set) var hasFormat = false
  /// The keys under which the open objects and lists stand.
  private var keys: [String] = []
  private var key = ""
  /// What the cell that is open holds.
  private var cell: (isMarkdown: Bool, strings: [SourceRange]) = (false, [])

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func run() {
    var place = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        // Deeper than any notebook: what stands there is of no interest.
        if keys.count < 64 { keys.append(key) } else { return }
        if keys.count == 2, key == "cells" { hasCells = true }
        if keys.count == 3 { cell = (false, []) }
        place += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if keys.count == 3, keys[1] == "cells" {
          if cell.isMarkdown { sources += cell.strings }
          ends.append(place)
        }
        key = keys.popLast() ?? ""
        place += 1
      case UInt8(ascii: "\""): place = string(from: place)
      default: place += 1
      }
    }
  }

  /// Takes a string, as a key or as a value, and returns where the text goes on.
  private mutating func string(from start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end, bytes.count)
    let content = SourceRange(start + 1, end)
    var next = end + 1
    while let byte = bytes[at: next], byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      next += 1
    }
    if bytes[at: next] == UInt8(ascii: ":") {
      key = String(decoding: bytes[content.start..<min(content.end, content.start + 32)], as: UTF8.self)
      if keys.count == 1, key == "nbformat" { hasFormat = true }
      return next + 1
    }
    let isInCell = keys.count >= 3 && keys[1] == "cells"
    if isInCell, keys.count == 3, key == "cell_type" {
      cell.isMarkdown = bytes[content.start..<content.end].elementsEqual("markdown".utf8)
    }
    if isInCell, key == "source", keys.count == 3 || keys.count == 4 && keys[3] == "source" {
      cell.strings.append(content)
    }
    return end + 1
  }
}
