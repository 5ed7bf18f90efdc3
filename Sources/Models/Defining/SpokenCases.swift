import Formula

/// Cases in words: "t_j = 1 for j = y and 0 otherwise" defines t by its cases, "H(u) is one for positive u and zero for
/// negative u" H.
struct SpokenCases {
  private let statements: [Statement]

  init(_ statements: [Statement]) { self.statements = statements }

  /// The statements with such definitions as one, and nothing said in the place of their parts.
  var written: [Statement] {
    var result = statements
    for number in statements.indices.dropLast() {
      if let step = step(number) {
        result[number].content = .relation(sides: step, relations: [.equal])
        for part in (number + 1)...(number + 2) { result[part] = result[part].unspoken }
        continue
      }
      guard case .name(let use) = statements[number].sides.first?.node, !use.slots.isEmpty,
        let condition = condition(number + 1, of: number), let other = otherwise(number + 2)
      else { continue }
      let sides = statements[number].sides
      guard sides.count == 2, statements[number].parts.relations[0].canDefine, sides[1].isArithmetic else {
        continue
      }
      let cases = [
        Branch(value: sides[1], condition: condition), Branch(value: other.value, condition: nil),
      ]
      result[number].content = .relation(
        sides: [sides[0], Term(.cases(cases), sides[1].range)], relations: [.equal])
      for part in (number + 1)...other.end { result[part] = result[part].unspoken }
    }
    return result
  }

  /// "H(u) being one for positive u and zero for negative u": H(u) and its cases.
  private func step(_ number: Int) -> [Term]? {
    guard number + 2 < statements.count, case .mention(let terms) = statements[number].content,
      terms.count == 1, case .applied(_, let arguments) = terms[0].node, arguments.count == 1,
      let letter = arguments[0].letter, let first = branch(number + 1, letter),
      let second = branch(number + 2, letter), first.condition != second.condition
    else { return nil }
    return [terms[0], Term(.cases([first, second]), terms[0].range)]
  }

  /// "is one for positive u": what stands before a letter.
  private func branch(_ number: Int, _ letter: String) -> Branch? {
    let statement = statements[number]
    var words = Prose(statement.lead).words[...]
    while let word = words.first, ["is", "being", "equals", "and", "to", "equal"].contains(word) {
      words.removeFirst()
    }
    guard case .mention(let terms) = statement.content, terms.count == 1, terms[0].letter == letter,
      words.count == 3, words.dropFirst().first == "for",
      let value = ["one": 1.0, "zero": 0.0, "1": 1.0, "0": 0.0][words.first ?? ""],
      let relation = ["positive": Relation.greater, "negative": .less][words.last ?? ""]
    else { return nil }
    let zero = Term(.number(0), terms[0].range)
    return Branch(
      value: Term(.number(value), terms[0].range),
      condition: Condition(comparisons: [.init(left: terms[0], relation: relation, right: zero)]))
  }

  /// "for j = y", "if j = y": right behind what it is a condition of.
  private func condition(_ number: Int, of first: Int) -> Condition? {
    let statement = statements[number]
    let words = Prose(statement.lead).words
    guard statement.paragraph == statements[first].paragraph, (1...3).contains(words.count),
      let last = words.last, CaseWords.conditions.contains(last),
      case .relation(let sides, let relations) = statement.content, sides.count == 2,
      relations[0] == .equal || relations[0].isComparison
    else { return nil }
    return Condition(comparisons: [.init(left: sides[0], relation: relations[0], right: sides[1])])
  }

  /// "and 0 otherwise" behind a condition, the number in words or as a formula; with the last statement that says so.
  private func otherwise(_ number: Int) -> (value: Term, end: Int)? {
    let place = statements[number - 1].range
    var words = statements[number - 1].trail.plainWords[...]
    while let first = words.first, CaseWords.joiners.contains(first[...]) { words.removeFirst() }
    if let first = words.first, let value = Double(first), words.dropFirst().first?.isOtherwise == true {
      return (Term(.number(value), place), number - 1)
    }
    guard words.isEmpty, statements.indices.contains(number),
      statements[number].trail.plainWords.first?.isOtherwise == true,
      statements[number].paragraph == statements[number - 1].paragraph
    else { return nil }
    switch statements[number].content {
    case .mention(let terms) where terms.count == 1 && terms[0].isArithmetic: return (terms[0], number)
    case .relation(let sides, [.equal])
    where sides[1].isArithmetic && sides[0] == statements[number - 2].sides.first:
      return (sides[1], number)
    default: return nil
    }
  }
}

extension String {
  /// The words and numbers, without marks.
  fileprivate var plainWords: [String] {
    lowercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }.map(String.init)
  }

  fileprivate var isOtherwise: Bool {
    CaseWords.otherwise.contains(prefix { $0.isLetter })
  }
}
