import Formula

extension Term {
  /// Whether it, or a function of one number that it calls, is given by cases.
  func hasCases(_ model: Model) -> Bool {
    contains { inner in
      switch inner.node {
      case .cases, .function("max", _, _), .function("min", _, _): true
      case .applied(let use, _): model.functions[use.name]?.contains { $0.body.hasCases } ?? false
      default: false
      }
    }
  }

  private var hasCases: Bool { contains { if case .cases = $0.node { true } else { false } } }
}

extension Term {
  /// Letters that select members and are not bound within.
  func freeKeyLetters(_ model: Model) -> Set<String> {
    var letters: Set<String> = []
    func look(_ term: Term, _ bound: Set<String>) {
      switch term.node {
      case .name(let use), .applied(let use, _):
        for slot in use.slots {
          slot.content.visit { inner in
            if let letter = inner.letter, model.keyLetters.contains(letter), !bound.contains(letter) {
              letters.insert(letter)
            }
          }
        }
        if use.slots.isEmpty, model.keyLetters.contains(use.name), !bound.contains(use.name) {
          letters.insert(use.name)
        }
        if case .applied(_, let arguments) = term.node { for argument in arguments { look(argument, bound) } }
      case .big(let big):
        let inner = bound.union(big.binders.map(\.letter))
        for term in big.binders.flatMap(\.terms) { look(term, inner) }
        look(big.body, inner)
      default: for child in term.children { look(child, bound) }
      }
    }
    look(self, [])
    return letters
  }
}

extension Typed {
  /// A row of a matrix, or a derivative by one.
  var isRowTaken: Bool {
    if case .derivative(_, let by, _) = operation { return shape.isRow && by.isRowOfMatrix }
    return shape.isRow && isRowOfMatrix
  }
}
