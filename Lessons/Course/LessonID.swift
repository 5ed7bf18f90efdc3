import Exercises

/// A way to name a lesson: `lesson7`, `7`, or its slug, `output-delta`.
public enum LessonID: Sendable, Hashable {
  /// By its number, 1 … 99.
  case number(Int)
  /// By its slug.
  case slug(String)

  /// Reads a name as it is typed: case and spaces around it do not matter, and `lesson07` is `lesson7`.
  ///
  /// Nil when it is none of the three.
  public init?(_ text: String) {
    let name = text[...].trimmedSpaces.lowercased()
    let digits = name.hasPrefix("lesson") ? name.dropFirst("lesson".count)[...].trimmedSpaces : name
    if !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) {
      guard let number = Int(digits), (1...99).contains(number) else { return nil }
      self = .number(number)
    } else if LessonID.isSlug(name) {
      self = .slug(name)
    } else {
      return nil
    }
  }

  /// Lower-case letters and digits, with single hyphens between; a letter first.
  static func isSlug(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isLowercase, text.last != "-" else { return false }
    var previous: Character = " "
    for character in text {
      let isPart = character.isASCII && (character.isLowercase || character.isNumber)
      guard isPart || (character == "-" && previous != "-") else { return false }
      previous = character
    }
    return true
  }
}
