import Checking
import Formula
import Lessons

/// What the header of a document says to this program.
///
/// Other tools write headers too, so keys that mean nothing here are passed over.
struct Header: Sendable {
  /// The convention's name, and the line it is on.
  var convention: (name: String, line: Int)?
  /// The lesson an answer sheet is for, and the line it is on.
  var lesson: (name: String, line: Int)?
  /// What is presumed besides the convention.
  var presumptions = Presumptions()

  /// Reads the header of a document; a document need not have one.
  ///
  /// A value that no option takes is a mistake, but only in a header that is clearly meant for this program:
  /// other tools write `output: html_document`.
  init(_ document: Document, of path: String) throws(Mistake) {
    func field(_ key: String) -> (name: String, line: Int)? {
      document.header.first { $0.key == key }.map {
        ($0.value, document.lines.position(of: $0.range.start).line)
      }
    }
    convention = field("convention")
    lesson = field("lesson")
    for option in Header.options {
      guard let (value, line) = field(option.name) else { continue }
      do { try presumptions.set(option, to: value) } catch {
        guard convention == nil, lesson == nil else {
          throw .header(path, line: line, key: option.name, .value(option, value))
        }
      }
    }
    if document.header.isEmpty, Header.isUnclosed(document) {
      throw .header(path, line: 1, key: "---", .unclosed)
    }
  }

  private static let options: [Option] = [
    .activation, .output, .cost, .average, .bias, .network, .examples,
  ]

  /// Three dashes at the top, a line for this program, and no three dashes behind it.
  private static func isUnclosed(_ document: Document) -> Bool {
    let second = document.lines.text(ofLine: 2)
    return document.lines.text(ofLine: 1) == "---"
      && (second.hasPrefix("convention:") || second.hasPrefix("lesson:"))
  }
}
