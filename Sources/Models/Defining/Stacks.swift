import Formula

/// Capitals that are made of small letters, row by row or column by column.
extension ModelBuilder {
  /// X beside x_n: the small vectors are its rows or columns.
  mutating func stacks() {
    let statements = statements
    model.stacks.merge(stacksOfPage.filter { model.definitions[$0.key] == nil }) { own, _ in own }
    stacksBySentence()
    let names = Set(statements.flatMap(\.terms).flatMap(\.uses).map(\.name))
    for small in names.sorted() where !small.isCapital {
      let capital = small.capital
      guard capital != small, capital != "T", model.stacks[capital] == nil, names.contains(capital),
        !model.functionNames.contains(small), !survey.standsBeforeBracketsOnly(capital)
      else { continue }
      let (thin, thick) = (model.axisCount(small), model.axisCount(capital))
      let keyed = model.keyPlaces[small] ?? []
      let isAbove = model.places[small]?.contains { $0.isAbove && !keyed.contains($0) } == true
      // X = [x^{(1)} … x^{(m)}] is made of the small ones.
      let isMade = model.definitions[capital]?.contains { $0.body.uses.contains { $0.name == small } } == true
      if isMade { continue }
      if isAbove, thin == 1, model.definitions[capital] != nil, model.definitions[small] == nil {
        // a^{(i)} of A: its column, or its entry.
        model.stacks[small] = Model.Stack(of: capital, isTransposed: true)
        continue
      }
      guard thin > 0, model.keyCount(small) == model.keyCount(capital) else { continue }
      let says = { (word: String) in
        statements.contains { statement in
          statement.terms.contains { $0.baseUse?.name == capital || $0.baseUse?.name == small }
            && (statement.lead + " " + statement.trail.prefix(80)).lowercased().contains(part: word)
        }
      }
      let isSaid = { thick > thin ? says("row") || says("column") : thick == 0 && says("as rows") }
      if model.definitions[small] == nil, thick > thin || model.usedByDefinitions.contains(capital), isSaid()
      {
        model.stacks[small] = Model.Stack(of: capital, isTransposed: false)
      } else if thick == 0 || thick == thin && thin == 2, model.definitions[capital] == nil {
        // W_{jk} is w_{jk}, also where only claims write it so.
        let isUsed = model.usedByDefinitions.contains(capital)
        if !isUsed {
          model.stacks[capital] = Model.Stack(
            of: small, isTransposed: thick == 0 && (says("column") && !says("row") || isAbove))
        }
      }
    }
  }

  /// "X has the rows x_n", "𝓔 is the matrix of the ε_{ui}", "the matrix of the w_{jk}^l is W^l"
  mutating func stacksBySentence() {
    for (first, second) in zip(statements, statements.dropFirst()) {
      if case .mention(let parts) = first.content, case .mention(let wholes) = second.content,
        parts.count == 1, wholes.count == 1, Prose(second.lead).words == ["is"],
        Prose(first.lead).contains("matrix of"),
        let part = parts[0].baseUse, let whole = wholes[0].baseUse, model.definitions[whole.name] == nil
      {
        model.stacks[whole.name] = Model.Stack(of: part.name, isTransposed: false)
        continue
      }
      let whole: NameUse?
      switch first.content {
      case .membership(let subjects, _): whole = subjects.last?.baseUse
      case .mention(let terms) where terms.count == 1: whole = terms[0].baseUse
      default: whole = nil
      }
      guard let whole, whole.slots.isEmpty, model.definitions[whole.name] == nil,
        case .mention(let parts) = second.content, parts.count == 1, let part = parts[0].baseUse,
        part.name != whole.name, !part.slots.isEmpty, model.axisCount(part.name) > 0,
        !Prose(second.lead).endsSentence
      else { continue }
      let words = Prose(second.lead + " " + second.trail.prefix(30))
      if words.hasWord(["row", "rows"]) || words.contains("matrix of") || words.contains("vector of")
        || words.hasWord(["entries"])
      {
        if model.axisCount(whole.name) > model.axisCount(part.name) {
          if model.definitions[part.name] == nil {
            model.stacks[part.name] = Model.Stack(of: whole.name, isTransposed: false)
          }
        } else {
          model.stacks[whole.name] = Model.Stack(of: part.name, isTransposed: false)
        }
      } else if words.hasWord(["column", "columns"]) {
        model.stacks[whole.name] = Model.Stack(of: part.name, isTransposed: true)
      }
    }
  }
}

extension String {
  /// v of V; itself where it is small.
  var small: String {
    guard hasPrefix("\\") else { return lowercased() }
    guard !contains("{"), let first = dropFirst().first else { return self }
    return "\\" + first.lowercased() + dropFirst(2)
  }

  /// Θ of θ, W of w; itself where there is no other.
  fileprivate var capital: String {
    guard hasPrefix("\\") else { return uppercased() }
    guard !contains("{"), let first = dropFirst().first else { return self }
    return "\\" + first.uppercased() + dropFirst(2)
  }
}
