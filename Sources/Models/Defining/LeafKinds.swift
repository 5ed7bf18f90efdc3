import Formula

/// What is drawn: positive, one-hot, a distribution, zero outside of its range.
extension ModelBuilder {
  mutating func leafKinds() {
    for step in survey.steps where model.definitions[step] == nil { model.leafKinds[step] = .whole }
    for statement in statements {
      for term in statement.terms { term.visit { look($0) } }
      rates(statement)
      oneHot(statement)
    }
    var complements: Set<String> = []
    for statement in statements {
      for term in statement.terms { term.visit { complements.formUnion($0.complementsTimesLogarithm) } }
    }
    distributions(but: complements)
  }

  /// The rate of an update is positive.
  mutating func rates(_ statement: Statement) {
    guard case .relation(let sides, let relations) = statement.content else { return }
    let step = relations[0].canDefine ? WrittenStep(sides[0], sides[1], model) : nil
    guard let use = (step?.old ?? sides[0]).baseUse else { return }
    let isArrow =
      (relations[0] == .assigned || relations[0] == .maps || relations[0] == .defined)
      && sides[1].uses.contains { $0.name == use.name }
    guard isArrow || step != nil else { return }
    for other in sides[1].uses where other.slots.isEmpty && other.name != use.name {
      if model.definitions[other.name] == nil, other.name.isGreek { model.leafKinds[other.name] = .positive }
    }
  }

  mutating func look(_ term: Term) {
    switch term.node {
    case .name(let use):
      // What is an element of a set and what is not: a mask.
      if use.name.hasPrefix("∈") { model.leafKinds[use.name] = .binary }
      for slot in use.slots {
        // p_{y_i}, and p_c where c is no letter that counts.
        if case .name(let inner) = slot.content.node, !inner.slots.isEmpty,
          model.definitions[inner.name] == nil
        {
          model.leafKinds[inner.name] = .classNumber
        }
      }
    case .indicator(let condition):
      for comparison in condition.comparisons where comparison.relation == .equal {
        for (side, other) in [(comparison.left, comparison.right), (comparison.right, comparison.left)] {
          if case .name(let use) = side.node, let letter = other.letter, survey.indices.contains(letter),
            !use.slots.isEmpty || !survey.indices.contains(use.name), model.definitions[use.name] == nil
          {
            model.leafKinds[use.name] = .classNumber
          }
        }
      }
    case .function("log", _, let arguments), .function("sqrt", _, let arguments):
      guard let argument = arguments.first else { return }
      for use in argument.directUses
      where model.definitions[use.name] == nil && model.leafKinds[use.name] == nil {
        model.leafKinds[use.name] = .positive
      }
    default: break
    }
  }

  /// "y is one-hot", "one-hot columns x": what stands nearest.
  mutating func oneHot(_ statement: Statement) {
    func says(_ text: String, behind: Bool) -> Bool {
      let prose = Prose(text)
      let words = behind ? prose.firstSentence.firstWords(8) : prose.lastSentence.lastWords(6)
      guard words.contains(where: { $0 == "one-hot" }) else { return false }
      // "given as one-hot columns x_1, …" speaks of what follows.
      let isOfNext =
        [
          "columns", "column", "vectors", "vector", "rows", "row", "targets", "target", "labels", "label",
          "one-hot",
        ]
        .contains(words.last ?? "") && !prose.endsSentence
      return behind ? !isOfNext : isOfNext || words.last == "of"
    }
    guard says(statement.trail, behind: true) || says(statement.lead, behind: false) else { return }
    for term in statement.terms {
      guard let use = term.baseUse, model.definitions[use.name] == nil, !model.sizeNames.contains(use.name)
      else { continue }
      // e_y of a class y is the unit vector of its number.
      if use.name == "e", use.slots.count == 1, use.slots[0].isBelow, use.slots[0].content.baseUse != nil,
        !statements.contains(where: { $0.sides.first?.baseUse?.name == "e" })
      {
        model.unitVectors.insert(use.name)
        continue
      }
      model.leafKinds[use.name] = .oneHot
    }
  }

  /// y of −Σ y log p is a distribution.
  mutating func distributions(but binary: Set<String>) {
    for definition in model.definitions.values.flatMap({ $0 }) {
      definition.body.visit { term in
        guard case .chain(let chain) = term.node,
          chain.factors.contains(where: { if case .function("log", _, _) = $0.node { true } else { false } })
        else { return }
        for factor in chain.factors {
          guard let use = factor.baseUse, model.definitions[use.name] == nil,
            !survey.functions.contains(use.name)
          else {
            continue
          }
          guard !binary.contains(use.name) else { continue }
          let hasEntries = model.axisCount(use.name) > 0 || factor.isTransposed
          guard hasEntries else { continue }
          switch model.leafKinds[use.name] {
          case nil, .positive: model.leafKinds[use.name] = .distribution
          // Zeros and ones that weigh the logarithms of several classes, and no complement: one of them is 1.
          case .binary: model.leafKinds[use.name] = .oneHot
          default: break
          }
        }
      }
    }
  }

  /// "δ_i is zero for i < 1 and for i > M", "with D_n taken as zero outside"
  mutating func zeros() {
    for statement in statements where statement.isMention {
      let text = statement.trail.prefix(60)
      guard Prose(String(text)).isZeroElsewhere || text.lowercased().contains(part: "is 0 outside") else {
        continue
      }
      for term in statement.terms { if let use = term.baseUse { model.zeroOutside.insert(use.name) } }
    }
  }
}

extension Prose {
  /// "is zero for", "taken as zero outside": right behind a name.
  fileprivate var isZeroElsewhere: Bool {
    let first = firstWords(8)
    guard let zero = first.firstIndex(of: "zero"), zero + 1 < first.count else { return false }
    let before: Set<Substring> = [
      "is", "are", "be", "being", "taken", "set", "to", "as", "treated", "understood", "defined", "counted",
      "read", "put", "equal", "means",
    ]
    return zero > 0 && first[..<zero].allSatisfy(before.contains)
      && ["for", "unless", "outside", "if", "when", "where", "wherever", "beyond"].contains(first[zero + 1])
  }
}

extension Term {
  fileprivate var isTransposed: Bool {
    switch node {
    case .transpose: true
    case .raised(_, let exponent): exponent.letter == "T"
    default: false
    }
  }

  /// y of (1 − y) log(…): no distribution over several classes.
  var complementsTimesLogarithm: [String] {
    guard case .chain(let chain) = node,
      chain.factors.contains(where: { if case .function("log", _, _) = $0.node { true } else { false } })
    else { return [] }
    return chain.factors.flatMap { factor -> [String] in
      guard case .sum(let terms) = factor.node, terms.count == 2, terms[0].integer == 1,
        case .negative(let inner) = terms[1].node
      else { return [] }
      return inner.baseUse.map { [$0.name] } ?? []
    }
  }

  /// Names that this is made of by factors and quotients alone.
  fileprivate var directUses: [NameUse] {
    switch node {
    case .name(let use): [use]
    case .chain(let chain): chain.factors.flatMap(\.directUses)
    case .quotient(let top, let bottom): top.directUses + bottom.directUses
    case .raised(let base, _): base.directUses
    default: []
    }
  }
}
