import Checking

/// What keeps a network from being trained, other than a formula.
enum TrainingProblem: Error, Sendable, Hashable {
  case unknownData(String, known: [String])
  case table(DataTable.Problem)
  /// Widths that do not fit the data.
  case network([Int], data: String, inputs: Int, outputs: Int)
  case tooMuch(examples: Int, parameters: Int, epochs: Int)
  /// No formula gives the gradient by any parameter.
  case nothing(known: [GradientPart.Quantity], gaps: [FormulaBackpropagation.Gap])
  /// The network has no value any more.
  case noValue
}

extension TrainingProblem {
  /// What happened, and what to do next.
  var sentences: (message: String, help: String) {
    switch self {
    case .unknownData(let name, let known):
      return (
        "there are no data ‘\(name)’: neither built in nor a file",
        (nearest(to: name, among: known).map { "did you mean \($0)? " } ?? "")
          + "built in: \(known.joined(separator: ", ")); a file is looked for beside the one that names it"
      )
    case .table(let problem): return TrainingProblem.sentences(problem)
    case .network(let widths, let data, let inputs, let outputs):
      return (
        "a network of \(widths.map(String.init).joined(separator: ",")) does not fit the data \(data)",
        "it begins with \(inputs) and ends with \(outputs): \(inputs),\(inputs + 1),\(outputs)"
      )
    case .tooMuch(let examples, let parameters, let epochs):
      return (
        "\(epochs) epochs with \(examples) examples and \(parameters) parameters are too much work",
        "take fewer epochs (--epochs), or a smaller network (--network)"
      )
    case .nothing(let known, let gaps):
      if gaps.contains(where: { $0.missingErrors != nil }) {
        return (
          "no formula gives the error term of the output layer, which the gradients need",
          "add one with \\delta_j^L on its left"
        )
      }
      let found = known.isEmpty ? "no formula gives part of a gradient" : "no formula gives a gradient"
      return (
        found,
        "formulas are known by their left sides: an error term, or the derivative of the cost by a weight or bias"
      )
    case .noValue: return ("the network has no value", "")
    }
  }

  private static func sentences(_ problem: DataTable.Problem) -> (String, String) {
    switch problem {
    case .empty: ("there are no examples", "each line is an example: its inputs, then what should come out")
    case .length(_, let found, let expected):
      ("\(found) values where the first example has \(expected)", "every line has as many values")
    case .number(_, _, let text):
      (
        "‘\(text.count > 40 ? text.prefix(40) + "…" : text[...])’ is not a number",
        "only the last column may hold words, which are classes"
      )
    case .targets(let count, let columns):
      ("\(count) of \(columns) columns cannot be targets", "at least one column of inputs is needed")
    case .tooMany(let limit): ("there are more than \(limit) examples, columns or classes", "")
    case .oneClass(let name): ("every example is of the class ‘\(name)’", "at least two classes are needed")
    }
  }

  /// Where in the file it is.
  var place: (line: Int, column: Int)? {
    switch self {
    case .table(.length(let line, _, _)): (line, 1)
    case .table(.number(let line, _, _)): (line, 1)
    case .table, .unknownData, .network, .tooMuch, .nothing, .noValue: nil
    }
  }
}
