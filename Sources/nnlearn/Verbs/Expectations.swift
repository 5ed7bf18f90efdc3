import Checking
import Formula
import Foundation

/// `<!-- nnlearn: expect fails, reason -->` above a formula: what its author expects of it.
struct Expectations {
  /// Where each comment ends, in bytes of the text, with the outcome it names.
  private let comments: [(end: Int, outcome: Outcome)]

  init(_ text: String) {
    var found: [(end: Int, outcome: Outcome)] = []
    var rest = text[...]
    while let start = rest.range(of: "<!-- nnlearn: expect ") {
      let inside = rest[start.upperBound...]
      guard let end = inside.range(of: "-->") else { break }
      let word = inside[..<end.lowerBound].prefix { $0.isLetter }
      if let outcome = Outcome(rawValue: String(word)) {
        found.append((text.utf8.distance(from: text.startIndex, to: end.upperBound), outcome))
      }
      rest = rest[end.upperBound...]
    }
    comments = found
  }

  /// The claims, each with what the comment before it expects; a comment counts for the next formula only.
  func set(_ claims: [CheckedClaim]) -> [CheckedClaim] {
    var claims = claims
    for comment in comments {
      if let next = claims.indices.first(where: { claims[$0].report.range.start >= comment.end }) {
        claims[next].expected = comment.outcome
      }
    }
    return claims
  }
}
