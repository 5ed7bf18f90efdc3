import Checking
import Foundation

/// The equations of a source document with the verdicts that were worked out for them by hand.
///
/// A fixture is a Markdown file: each equation is a ```` ```math ```` block, or several that continue each other, below
/// a comment that says what the program has to find.
struct DocumentFixture {
  let name: String
  let text: String
  let equations: [Equation]

  /// One equation.
  struct Equation {
    var id: String
    /// The first of these is the verdict; a fair reader might also come to the others.
    var outcomes: [Outcome] = [.holds]
    var reason: String?
    var right: String?
    /// The bytes of its blocks.
    var range = 0..<0
  }

  /// What is wrong with a fixture.
  struct Flaw: Error, CustomStringConvertible {
    let description: String
  }

  /// The names of the documents.
  static let names = ["relu", "sigmoid", "jacobian", "softmax", "theta"]

  init(_ name: String) throws {
    self.name = name
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/Documents")
    text = try String(contentsOf: folder.appendingPathComponent(name + ".md"), encoding: .utf8)
    equations = try Self.equations(in: text)
  }

  /// The document with what would be right in the place of its errors, and where that stands.
  var corrected: (text: String, ranges: [(id: String, range: Range<Int>)]) {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var ranges: [(id: String, range: Range<Int>)] = []
    var position = 0
    for equation in equations {
      guard let right = equation.right else { continue }
      result += bytes[position..<equation.range.lowerBound]
      let start = result.count
      result += Array("```math\n\(right)\n```\n".utf8)
      ranges.append((equation.id, start..<result.count))
      position = equation.range.upperBound
    }
    result += bytes[position...]
    return (String(decoding: result, as: UTF8.self), ranges)
  }

  private static func equations(in text: String) throws -> [Equation] {
    var result: [Equation] = []
    var comment: Equation?
    var isInComment = false
    var isInBlock = false
    var offset = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      defer { offset += line.utf8.count + 1 }
      if isInBlock {
        if line == "```" {
          isInBlock = false
          if !result.isEmpty {
            result[result.count - 1].range =
              result[result.count - 1].range.lowerBound..<(offset + line.utf8.count)
          }
        }
      } else if line.hasPrefix("```math") {
        isInBlock = true
        if var equation = comment {
          equation.range = offset..<offset
          result.append(equation)
          comment = nil
        }
      } else if line.hasPrefix("<!-- equation ") {
        let id = line.dropFirst("<!-- equation ".count).split(separator: " ").first.map(String.init) ?? ""
        comment = Equation(id: id)
        isInComment = !line.hasSuffix("-->")
      } else if line == "-->" {
        isInComment = false
      } else if isInComment {
        try take(line, into: &comment)
      }
    }
    return result
  }

  private static func take(_ line: Substring, into equation: inout Equation?) throws {
    guard let colon = line.firstIndex(of: ":") else { throw Flaw(description: "no key in '\(line)'") }
    let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    switch line[..<colon] {
    case "expect", "also":
      guard let outcome = Outcome(rawValue: value) else { throw Flaw(description: "no outcome '\(value)'") }
      if line.hasPrefix("expect") {
        equation?.outcomes = [outcome]
      } else {
        equation?.outcomes.append(outcome)
      }
    case "reason": equation?.reason = value
    case "right": equation?.right = value
    case "condition": break
    default: throw Flaw(description: "unknown key in '\(line)'")
    }
  }
}
