import Formula

/// "$r$ is short for $\partial R/\partial z$", "by $\xi$ I mean …": a name and what it stands for, with words between.
struct SpokenDefinitions {
  private let statements: [Statement]

  init(_ statements: [Statement]) { self.statements = statements }

  /// The statements with such names defined by an equation.
  var written: [Statement] {
    var result = statements
    var known: Set<String> = []
    for number in statements.indices {
      if let use = statements[number].sides.first?.baseUse { known.insert(use.name) }
      guard number + 1 < statements.count, let (name, value) = definition(number),
        case .name(let use) = name.node,
        known.insert(use.name).inserted
      else { continue }
      result[number].content = .relation(sides: [name, value], relations: [.defined])
      result[number].range = statements[number].range.union(statements[number + 1].range)
      result[number + 1] = result[number + 1].unspoken
    }
    return result
  }

  /// The name and its value, where a statement and the next one are such.
  private func definition(_ number: Int) -> (name: Term, value: Term)? {
    let (first, second) = (statements[number], statements[number + 1])
    guard !first.isDisplay, !second.isDisplay, first.paragraph == second.paragraph,
      case .mention(let terms) = first.content, case .mention(let others) = second.content,
      terms.count == 1, others.count == 1, !Prose(second.lead).endsSentence
    else { return nil }
    let between = Prose(second.lead).words.map(String.init).joined(separator: " ")
    let (left, right) = (terms[0], others[0])
    // A derivative is told by name nowhere but where it gets one.
    guard case .name = left.node, right.isDerivative, right.range.start < right.range.end else { return nil }
    let isSaid = [
      "is short for", "is short hand for", "is shorthand for", "stands for", "i mean", "we mean", "denotes",
    ]
    return isSaid.contains(between) ? (left, right) : nil
  }
}
