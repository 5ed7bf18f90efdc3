/// The words of cases: "1 if i = j and 0 otherwise".
enum CaseWords {
  /// Before a condition.
  static let conditions: Set<Substring> = ["if", "for", "when", "where", "whenever"]
  /// Between one case and the next.
  static let joiners: Set<Substring> = ["and", "or", "but", "else"]
  /// In place of the last condition.
  static let otherwise: Set<Substring> = ["otherwise", "else", "elsewhere"]
}
