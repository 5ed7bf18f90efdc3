import Formula

/// The slopes of the activations that have a name, as one writes them: a(1 − a), 1 − a², 𝟏[z > 0].
enum WrittenSlopes {
  private static let table: [String: Term] = {
    var table: [String: Term] = [:]
    for activation in NamedActivation.allCases {
      let text = "$f = \(activation.row.slope)$"
      let statements = TextReader.read(Document(text))
      let naming = Naming(survey: Survey(statements), section: 0)
      guard let statement = statements.first.map(naming.settled),
        case .relation(let sides, _) = statement.content
      else { continue }
      for word in activation.row.words { table[word] = sides[1].withProducts }
    }
    return table
  }()

  /// f′(x) of f(x) = y; nil for functions without a row.
  static func slope(_ word: String, at argument: Term, value: Term) -> Term? {
    let mark = Term(.name(NameUse("#")), argument.range)
    return table[word]?.replacing("a", by: mark).replacing("z", by: argument).replacing("#", by: value)
  }
}

extension Term {
  /// a (1 − a): no letter of a slope is a function.
  fileprivate var withProducts: Term {
    let term = mapChildren(\.withProducts)
    guard case .applied(let use, let arguments) = term.node, arguments.count == 1 else { return term }
    return Term.product(Term(.name(use), range), arguments[0])
  }
}
