import Formula

/// What the prose before a formula says about it.
struct LeadIn {
  /// The words of the sentence that the formula stands in, in small letters; none where a full stop is before it.
  private let opening: [Substring]
  /// The words of the sentence that leads to the formula, ended or not.
  private let words: [Substring]
  /// The words of the headings above.
  private let headings: [Substring]

  init(_ passage: Passage) {
    let text = passage.precedingText
    words = Self.words(Self.lastSentence(text))
    opening = text.last.map(".!?".contains) == true ? [] : words
    headings = passage.headings.flatMap { Self.words($0.text) }
  }

  /// The sentence says that what follows is defined: "Let …", "we define …"; not "let us see", "by definition".
  var declares: Bool {
    opening.indices.contains { place in
      switch opening[place] {
      case "let": !opening.indices.contains(place + 1) || !["us", "s", "me"].contains(opening[place + 1])
      case "define", "denote", "denotes", "introduce", "abbreviate": true
      default: false
      }
    }
  }

  /// The sentence or a heading speaks of hidden layers, and the sentence not of the output.
  var isAboutHiddenLayers: Bool {
    let named = ["layer", "unit", "neuron", "node", "error", "delta", "weight", "bias"]
    let isSaid = words.indices.dropLast().contains { place in
      words[place] == "hidden" && named.contains { words[place + 1].hasPrefix($0) }
    }
    guard !words.contains(where: { ["not", "everywhere"].contains($0) }) else { return false }
    return
      (isSaid || headings.contains("hidden") && !words.contains { ["all", "every", "any"].contains($0) })
      && !words.contains { ["output", "last", "final"].contains($0) }
  }

  /// The sentence says that vectors are rows: "as rows", "are row vectors".
  var saysRows: Bool {
    words.indices.dropFirst().contains { place in
      guard ["as", "are", "is", "be", "a"].contains(words[place - 1]) else { return false }
      return words[place] == "rows"
        || words[place] == "row" && words.indices.contains(place + 1) && words[place + 1].hasPrefix("vector")
    }
  }

  private static func words(_ text: String) -> [Substring] {
    // Letters in formulas are no words.
    var isFormula = false
    let prose = text.lowercased().map { character -> Character in
      if character == "$" { isFormula.toggle() }
      return isFormula || !character.isLetter ? " " : character
    }
    return String(prose).split(separator: " ").map { Substring(String($0)) }
  }

  /// What stands behind the last full stop.
  private static func lastSentence(_ text: String) -> String {
    let characters = Array(text)
    for place in characters.indices.reversed().dropFirst()
    where ".!?".contains(characters[place]) && characters[place + 1].isWhitespace {
      return String(characters[(place + 1)...])
    }
    return text
  }
}

/// A condition in a line of prose: "for $i \ne j$", and where it stands.
struct ProseCondition {
  let condition: Condition
  let range: SourceRange

  /// The conditions under which a display stands: the last ones before it in its sentence, or the one right behind.
  ///
  /// - Parameters:
  ///   - found: conditions in the text, in order.
  ///   - display: where the display stands.
  ///   - bytes: the text.
  static func conditions(_ found: [ProseCondition], of display: SourceRange, in bytes: [UInt8]) -> [Condition]
  {
    func between(_ start: Int, _ end: Int) -> String {
      start < end && end <= bytes.count ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }
    var result: [Condition] = []
    var end = display.start
    for one in found.reversed() where one.range.end <= display.start {
      let text = between(one.range.end, end)
      if !result.isEmpty, offersChoice(text) { return [] }
      let isNear = result.isEmpty ? isOneSentence(text) : joins(text)
      guard isNear, isIntroduced(before: one.range.start, bytes) else { break }
      result.append(one.condition)
      end = one.range.start
    }
    if let next = found.first(where: { $0.range.start >= display.end }),
      introduces(between(display.end, next.range.start)),
      isLeftAlone(between(next.range.end, min(bytes.count, next.range.end + 24)))
    {
      result.append(next.condition)
    }
    return result
  }

  /// Whether "for", "if" or the like stands right before a condition, or another one does, and nothing that takes it
  /// back: "not only for", "unless", "except for".
  private static func isIntroduced(before end: Int, _ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes[max(0, end - 60)..<end], as: UTF8.self).lowercased()
    let words = text.split { !$0.isLetter }.suffix(6)
    guard let last = words.last,
      !words.contains(where: {
        ["not", "only", "unless", "except", "without", "also", "even", "both", "wrong"].contains($0)
      })
    else { return false }
    return [
      "for", "if", "when", "where", "whenever", "with", "all", "every", "any", "given", "since", "and", "or",
    ]
    .contains(last)
  }

  /// Whether no sentence ends in a short piece of prose, and no other formula stands in it.
  private static func isOneSentence(_ text: String) -> Bool {
    text.utf8.count < 80 && !text.contains(". ") && !text.contains(".\n") && !text.contains("$$ ")
      && !text.contains("#")
  }

  /// "or", "and for": what is said of either of two conditions is said under none.
  private static func offersChoice(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    let joining = ["and", "or", "for", "if", "when", "also", "as", "well"]
    return text.utf8.count < 24 && words.contains { $0 != "and" }
      && words.allSatisfy { joining.contains(String($0)) }
  }

  /// Nothing behind a condition takes it back or offers another: "or $z > 0$", "is not presumed".
  private static func isLeftAlone(_ text: String) -> Bool {
    let next = text.drop { !$0.isLetter && $0 != "." }.prefix { $0.isLetter }.lowercased()
    return !["or", "is", "are", "need", "does", "and"].contains(next)
  }

  /// "and" or a comma between two conditions.
  private static func joins(_ text: String) -> Bool {
    let word = text.filter { $0.isLetter }
    return text.utf8.count < 12 && (word.isEmpty || word == "and")
  }

  /// "for", "if", "when" and nothing else.
  private static func introduces(_ text: String) -> Bool {
    let words = text.split { !$0.isLetter }
    return text.utf8.count < 24 && !words.isEmpty
      && words.allSatisfy { ["for", "if", "when", "where", "whenever", "all", "every", "any"].contains($0) }
  }
}
