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
    guard !words.contains(where: { ["not", "everywhere", "general", "always"].contains($0) }) else {
      return false
    }
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
