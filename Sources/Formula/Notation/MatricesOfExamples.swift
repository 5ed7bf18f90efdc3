/// Letters for all examples side by side: A for the a of every example.
extension Notation {
  /// Whether a letter stands for such a matrix and for nothing else; dZ does where Z does.
  func isOnlyMatrixOfExamples(_ letter: String) -> Bool {
    var name = letter
    if let prefix = gradientPrefix, letter.count > prefix.count, letter.hasPrefix(prefix) {
      name = String(letter.dropFirst(prefix.count))
    }
    let found = aliases.filter { $0.letter == name }
    return !found.isEmpty && found.allSatisfy(\.holdsAllExamples)
  }

  /// dZ, where the error term is written as the derivative by z; nil where it has a letter of its own.
  func gradientLetterOfExamples(_ role: Role) -> String? {
    guard role == .error, let gradientPrefix,
      let alias = aliases.first(where: { $0.holdsAllExamples && $0.role == .preactivation && $0.layer == nil }
      )
    else { return nil }
    return gradientPrefix + alias.letter
  }
}
