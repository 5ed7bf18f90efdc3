/// What there is help about beside the verbs.
enum Topic: String, Sendable, CaseIterable {
  case diagnoses

  /// One line, without a full stop.
  var summary: String {
    switch self {
    case .diagnoses: "the names of mistakes, what each means, and an example"
    }
  }
}
