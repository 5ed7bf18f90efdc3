import Checking
import Exercises
import Formula

/// Finds the claims of a lesson: its ```` ```math ```` blocks and the comments above them.
struct ClaimReader {
  private let lines: [TextLine]
  private let folder: String
  private var position = 0
  private var claims: [LessonClaim] = []
  private var count = 0

  init(_ lines: [TextLine], folder: String) {
    self.lines = lines
    self.folder = folder
  }

  /// All claims, in the order of the text.
  static func claims(_ lines: [TextLine], folder: String) throws(LessonProblem) -> [LessonClaim] {
    var reader = ClaimReader(lines, folder: folder)
    return try reader.read()
  }

  private mutating func read() throws(LessonProblem) -> [LessonClaim] {
    var mark: (claim: LessonClaim, line: Int)?
    while position < lines.count {
      let line = lines[position]
      let start = line.trimmed
      if start.hasPrefix("<!-- claim ") {
        if let mark { throw problem(mark.line, .claimWithoutFormula(mark.claim.id)) }
        mark = (try comment(), line.number)
      } else if start == "```math" {
        try append(mark?.claim ?? unmarked)
        mark = nil
      } else if start.hasPrefix("```") {
        try skipFence()
        if let mark { throw problem(mark.line, .claimWithoutFormula(mark.claim.id)) }
      } else {
        position += 1
        if let mark, !start.isEmpty { throw problem(mark.line, .claimWithoutFormula(mark.claim.id)) }
      }
    }
    if let mark { throw problem(mark.line, .claimWithoutFormula(mark.claim.id)) }
    return claims
  }

  /// A claim about which nothing special is said.
  private var unmarked: LessonClaim {
    LessonClaim(
      id: "", expected: .holds, presumptions: Presumptions(), includesZeros: false, latex: "",
      range: SourceRange(0, 0), line: 0)
  }

  /// Reads the comment that begins at the current line.
  private mutating func comment() throws(LessonProblem) -> LessonClaim {
    let first = lines[position]
    var claim = unmarked
    var rest = first.trimmed.dropFirst("<!-- claim ".count)[...]
    var isOpen = true
    if rest.hasSuffix("-->") {
      rest = rest.dropLast(3)
      isOpen = false
    }
    claim.id = rest.trimmedSpaces
    guard LessonID.isSlug(claim.id) else {
      throw problem(first.number, .badValue(key: "claim", value: claim.id))
    }
    position += 1
    while isOpen {
      guard position < lines.count else { throw problem(first.number, .unclosed("<!--")) }
      let line = lines[position]
      position += 1
      if line.trimmed == "-->" { break }
      if line.trimmed.isEmpty { continue }
      guard let (key, value) = line.keyAndValue else { throw problem(line.number, .badLine(line.trimmed)) }
      if value.hasSuffix("-->") { throw problem(line.number, .badLine(line.trimmed)) }
      try take(key, value, line: line.number, into: &claim)
      isOpen = true
    }
    return claim
  }

  private func take(
    _ key: String, _ value: String, line: Int, into claim: inout LessonClaim
  ) throws(LessonProblem) {
    let isKnown: Bool?
    switch key {
    case "expect":
      let outcome = Outcome(rawValue: value)
      claim.expected = outcome ?? .holds
      isKnown = outcome != nil
    case "reason":
      claim.reason = value
      isKnown = !value.isEmpty
    case "source":
      claim.source = value
      isKnown = !value.isEmpty
    case "zeros":
      claim.includesZeros = value == "yes"
      isKnown = value == "yes" || value == "no"
    default: isKnown = claim.presumptions.read(key, value)
    }
    switch isKnown {
    case true: break
    case false: throw problem(line, .badValue(key: key, value: value))
    case nil: throw problem(line, .unknownKey(key))
    }
  }

  /// Reads the formula that begins below the current line, and adds the claim.
  private mutating func append(_ mark: LessonClaim) throws(LessonProblem) {
    let fence = lines[position]
    position += 1
    let first = position
    while position < lines.count, lines[position].trimmed != "```" { position += 1 }
    guard position < lines.count else { throw problem(fence.number, .unclosed("```math")) }
    var claim = mark
    count += 1
    if claim.id.isEmpty { claim.id = "claim-\(count)" }
    if claims.contains(where: { $0.id == claim.id }) { throw problem(fence.number, .repeatedClaim(claim.id)) }
    claim.latex = lines[first..<position].map { String($0.text) }.joined(separator: "\n")
    claim.range = SourceRange(fence.next, lines[position].start)
    claim.line = fence.number + 1
    claims.append(claim)
    position += 1
  }

  /// Passes over a block of code.
  private mutating func skipFence() throws(LessonProblem) {
    let fence = lines[position]
    let marks = fence.trimmed.prefix { $0 == "`" }
    position += 1
    while position < lines.count, lines[position].trimmed != marks { position += 1 }
    guard position < lines.count else { throw problem(fence.number, .unclosed(String(marks))) }
    position += 1
  }

  private func problem(_ line: Int, _ reason: LessonProblem.Reason) -> LessonProblem {
    LessonProblem(folder: folder, line: line, reason: reason)
  }
}
