import Formula

/// A condition in a line of prose: "for $i \ne j$", and where it stands.
struct ProseCondition {
  let condition: Condition
  let range: SourceRange

  /// The conditions under which a formula stands: the last ones before it in its sentence, or the one right behind.
  ///
  /// A condition is said of the next formula only, and not of one that is said to be true in general.
  ///
  /// - Parameters:
  ///   - found: conditions in the text, in order.
  ///   - display: where the formula stands.
  ///   - claims: where all formulas stand that say something, in order.
  ///   - bytes: the text.
  static func conditions(
    _ found: [ProseCondition], of display: SourceRange, besides claims: [SourceRange], in bytes: [UInt8]
  ) -> [Condition] {
    func between(_ start: Int, _ end: Int) -> String {
      start < end && end <= bytes.count ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }
    var result: [Condition] = []
    var end = display.start
    for one in found.reversed() where one.range.end <= display.start {
      let text = between(one.range.end, end)
      if !result.isEmpty, offersChoice(text) { return [] }
      let isNext = !claims.contains { $0.start >= one.range.end && $0.end <= end }
      let isNear = result.isEmpty ? isNext && isOneSentence(text) && !isGeneral(text) : joins(text)
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

  /// Whether "for", "if" or "when" stands right before a place.
  static func isSupposed(before end: Int, _ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes[max(0, end - 30)..<end], as: UTF8.self).lowercased()
    guard let last = text.split(whereSeparator: { !$0.isLetter }).last else { return false }
    return ["for", "if", "when", "whenever"].contains(last)
  }

  /// "in general", "of any layer", "for all", "for every": what follows is said of more than the condition.
  private static func isGeneral(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    return words.indices.contains { place in
      switch words[place] {
      case "general", "generally", "always", "regardless", "whatever", "whichever": return true
      case "any", "all", "every", "each", "arbitrary":
        return place > 0 && ["for", "of", "in", "at", "to", "with", "an", "on"].contains(words[place - 1])
      default: return false
      }
    }
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
