import Formula

/// The ways in which a link can be meant, from the usual one on: the first in which it holds is what was meant.
extension TextModel {
  /// One way to mean a link.
  struct LinkReading {
    var judge: LinkJudge
    var left: Term
    var right: Term
  }

  /// The verdict in the first reading in which a link holds; else in the first that has a meaning.
  func bestReading(_ judge: LinkJudge, _ left: Term, _ relation: Relation, _ right: Term) -> LinkVerdict {
    var best = judge.verdict(left, relation, right)
    best.reading = 0
    if best.outcome == .holds { return best }
    for (place, reading) in otherReadings(judge, left, right).enumerated() {
      var other = reading.judge.verdict(reading.left, relation, reading.right)
      other.reading = place + 1
      if other.outcome == .holds { return other }
      let hasNoMeaning = best.outcome == .illTyped || best.outcome == .undecided && best.comparisons == 0
      if hasNoMeaning, other.outcome != .illTyped { best = other }
    }
    return best
  }

  /// The ways in which a link can be meant, the usual one first.
  func readings(_ judge: LinkJudge, _ left: Term, _ right: Term) -> [LinkReading] {
    [LinkReading(judge: judge, left: left, right: right)] + otherReadings(judge, left, right)
  }

  /// The reading of a link that a verdict is about.
  func reading(_ verdict: LinkVerdict, at statement: Int, link: Int, _ layout: Layout) -> LinkReading? {
    guard case .relation(let sides, _) = statements[statement].content, link + 1 < sides.count else {
      return nil
    }
    var judge = judge(at: statement, layout)
    judge.branch = branch(statement) ?? .any
    let (left, right) = (summed(sides[link], beside: sides[0]), summed(sides[link + 1], beside: sides[0]))
    if let meant = verdict.meant { return LinkReading(judge: judge, left: meant, right: right) }
    guard let number = verdict.reading else { return nil }
    if number == 0 { return LinkReading(judge: judge, left: left, right: right) }
    let others = otherReadings(judge, left, right)
    return others.indices.contains(number - 1) ? others[number - 1] : nil
  }

  private func otherReadings(_ judge: LinkJudge, _ left: Term, _ right: Term) -> [LinkReading] {
    var readings: [LinkReading] = []
    if let numbers = parameters(left, right) {
      var other = judge
      other.numbers = numbers
      readings.append(LinkReading(judge: other, left: left, right: right))
    }
    if let letter = variableOfExpression(left, right) {
      var other = judge
      other.numbers = [letter]
      readings.append(LinkReading(judge: other, left: left, right: right))
    }
    if let point = atOnePoint(left, right) {
      var other = judge
      other.numbers = [point.letter]
      readings.append(LinkReading(judge: other, left: point.left, right: point.right))
    }
    let free = bareLeaves(left, right)
    if !free.isEmpty {
      var other = judge
      other.numbers = free
      readings.append(LinkReading(judge: other, left: left, right: right))
    }
    var powers = (left, right)
    if let raised = withPowers(left, right) {
      powers = raised
      readings.append(LinkReading(judge: judge, left: raised.0, right: raised.1))
    }
    let (left, right) = powers
    for isUnit in [true, false] {
      if let (l, r) = withLayers(left, right, isUnit: isUnit) {
        readings.append(LinkReading(judge: judge, left: l, right: r))
      }
    }
    for (left, right) in withMembers(left, right) {
      readings.append(LinkReading(judge: judge, left: left, right: right))
    }
    if left.chainsDerivatives || right.chainsDerivatives {
      var other = judge
      other.layout = judge.layout.turning(\.transposesVectors)
      readings.append(LinkReading(judge: other, left: left, right: right))
    }
    let turned = (turnedEntries(left), turnedEntries(right))
    if turned != (left, right) {
      readings.append(LinkReading(judge: judge, left: turned.0, right: turned.1))
      for (left, right) in withMembers(turned.0, turned.1) {
        readings.append(LinkReading(judge: judge, left: left, right: right))
      }
    }
    if left.hasSquare || right.hasSquare {
      var other = judge
      other.base.squaresAreLengths = true
      readings.append(LinkReading(judge: other, left: left, right: right))
    }
    readings += loosened(judge, left, right)
    return readings
  }

  /// The chain rule where its factors do not fit as they lie, and slopes of an activation as a vector; not in a text that
  /// speaks of Jacobians or of a layout, where every derivative lies as it is meant.
  private func loosened(_ judge: LinkJudge, _ left: Term, _ right: Term) -> [LinkReading] {
    guard left.hasDerivative || right.hasDerivative, !prose.contains("jacobi"), !prose.contains("layout")
    else {
      return []
    }
    var readings: [LinkReading] = []
    if left.chainsDerivatives || right.chainsDerivatives {
      var other = judge
      other.base.linksChains = true
      readings.append(LinkReading(judge: other, left: left, right: right))
    }
    var other = judge
    other.base.slopesAreVectors = true
    readings.append(LinkReading(judge: other, left: left, right: right))
    return readings
  }

  /// d/dx log x: where nothing that is computed is spoken of, letters are numbers.
  private func bareLeaves(_ left: Term, _ right: Term) -> Set<String> {
    let uses = left.uses + right.uses
    guard given > 0, uses.allSatisfy({ $0.slots.isEmpty && model.definitions[$0.name] == nil }) else {
      return []
    }
    return Set(uses.map(\.name)).filter { !model.functionNames.contains($0) && !model.sizeNames.contains($0) }
  }

  /// d/dm log(1 + e^{−m}): where nothing else is spoken of, the letter of an expression is a number, though m_i are many.
  private func variableOfExpression(_ left: Term, _ right: Term) -> String? {
    guard case .derivative(let of, let by) = left.node, let letter = by.first?.letter,
      by.allSatisfy({ $0.letter == letter }), of.baseUse == nil, of.uses.contains(NameUse(letter)),
      model.axisCount(letter) > 0
    else { return nil }
    let isAlone = (left.uses + right.uses).allSatisfy { use in
      use == NameUse(letter) || model.functionNames.contains(use.name) || use.name == "e" && use.slots.isEmpty
    }
    return isAlone ? letter : nil
  }

  /// a² where every other a stands without its layer: a power, not layer 2.
  private func withPowers(_ left: Term, _ right: Term) -> (Term, Term)? {
    let bare = Set((left.uses + right.uses).filter { $0.slots.isEmpty }.map(\.name))
    func raised(_ term: Term) -> Term {
      let term = term.mapChildren(raised)
      guard case .name(var use) = term.node, bare.contains(use.name), use.slots.count == 1,
        use.slots[0].isAbove, use.slots[0].content.integer != nil
      else { return term }
      let exponent = use.slots.removeLast().content
      return Term(.raised(Term(.name(use), term.range), exponent), term.range)
    }
    let (l, r) = (raised(left), raised(right))
    return l == left && r == right ? nil : (l, r)
  }

  /// W_{ij}^T as an entry of the transpose: W_{ji}.
  private func turnedEntries(_ term: Term) -> Term {
    let base: Term? =
      switch term.node {
      case .transpose(let base): base
      case .raised(let base, let exponent) where exponent.letter == "T" && model.ends["T"] == nil: base
      default: nil
      }
    guard case .name(var use)? = base?.node, model.axisCount(use.name) == 2 else {
      return term.mapChildren(turnedEntries)
    }
    let places = use.slots.indices.filter { use.slots[$0].isBelow }
    guard places.count == 2 else { return term }
    (use.slots[places[0]].content, use.slots[places[1]].content) = (
      use.slots[places[1]].content, use.slots[places[0]].content
    )
    return Term(.name(use), term.range)
  }

  // MARK: - Names without their layer

  /// σ′(z) = a(1 − a): names of layers without any index are the values of one unit, whichever, or of one layer.
  private func withLayers(
    _ left: Term, _ right: Term, isUnit: Bool
  ) -> (left: Term, right: Term)? {
    let uses = left.uses + right.uses
    let layered = Set(uses.map(\.name).filter { model.keyCount($0) == 1 && model.functions[$0] == nil })
    let bare = layered.filter { name in
      let keyed = model.keyPlaces[name] ?? []
      return uses.allSatisfy { use in
        use.name != name || use.primes == 0 && use.slots.allSatisfy { !keyed.contains($0.place) }
      }
    }
    guard !bare.isEmpty, bare == layered else { return nil }
    // What only the last layer has puts the rest there.
    let isLast = uses.contains { model.existsLastOnly($0.name, end: model.ends.keys.sorted().first) }
    guard let key = isLast ? model.ends.keys.sorted().first : model.keyLetters.sorted().first else {
      return nil
    }
    let unit = "\\upsilon"
    func filled(_ term: Term) -> Term {
      let term = term.mapChildren(filled)
      func with(_ use: NameUse) -> NameUse {
        guard
          bare.contains(use.name) || isUnit && isLast && use.slots.isEmpty && model.axisCount(use.name) == 1
        else { return use }
        var use = use
        let keyed = model.keyPlaces[use.name] ?? []
        let axes = (model.places[use.name] ?? []).filter { !keyed.contains($0) && $0 != .example }
        if isUnit, axes.count == 1, use.slots.isEmpty {
          use.slots.append(Slot(place: axes[0], content: Term(.name(NameUse(unit)), term.range)))
        }
        for place in keyed {
          use.slots.append(Slot(place: place, content: Term(.name(NameUse(key)), term.range)))
        }
        return use
      }
      switch term.node {
      case .name(let use): return Term(.name(with(use)), term.range)
      case .applied(let use, let arguments): return Term(.applied(with(use), arguments), term.range)
      default: return term
      }
    }
    return (filled(left), filled(right))
  }

  /// W beside W^{(1)} and W^{(2)}, where a text drops the layer for a while: each use can be either of them.
  private func withMembers(_ left: Term, _ right: Term) -> [(Term, Term)] {
    var uses: [NameUse] = []
    var numbers: Set<Int> = []
    for use in left.valueUses + right.valueUses
    where model.isWrittenOut(use.name) && model.keyCount(use.name) == 1 {
      guard model.split(use).key.isEmpty, !uses.contains(use) else { continue }
      uses.append(use)
      for other in model.definitions.values.joined().flatMap(\.body.uses) where other.name == use.name {
        numbers.formUnion(model.split(other).key.compactMap(\.integer))
      }
    }
    guard !uses.isEmpty, (2...3).contains(numbers.count) else { return [] }
    var choices: [[Int]] = [[]]
    if uses.count <= 4 {
      for _ in uses { choices = choices.flatMap { choice in numbers.sorted().map { choice + [$0] } } }
    } else {
      choices = numbers.sorted().map { Array(repeating: $0, count: uses.count) }
    }
    // The same member throughout comes first.
    choices.sort { Set($0).count < Set($1).count }
    return choices.map { choice in
      func filled(_ term: Term) -> Term {
        // An index is no member, whatever else its letter stands for.
        if case .element(let base, let contents) = term.node {
          return Term(.element(filled(base), contents), term.range)
        }
        guard case .name(var use) = term.node else { return term.mapChildren(filled) }
        guard let place = uses.firstIndex(of: use) else { return term }
        for slot in model.keyPlaces[use.name] ?? [] {
          use.slots.append(Slot(place: slot, content: Term(.number(Double(choice[place])), term.range)))
        }
        return Term(.name(use), term.range)
      }
      return (filled(left), filled(right))
    }
  }

  // MARK: - Parameters

  /// Letters of functions' parameters in a claim that is about functions of one number.
  private func parameters(_ left: Term, _ right: Term) -> Set<String>? {
    var parameters: Set<String> = []
    for definitions in model.functions.values {
      for definition in definitions where definition.isOfOneNumber {
        parameters.formUnion(definition.parameters)
      }
    }
    var calls: Set<String> = []
    // λ alone is λ of its parameter.
    var bare: Set<String> = []
    for term in [left, right] {
      term.visit { inner in
        if case .applied(let use, let arguments) = inner.node,
          model.functionNames.contains(use.name) || model.functions[use.name] != nil
        {
          for argument in arguments { calls.formUnion(argument.uses.map(\.name)) }
        }
        if let letter = inner.letter, let definition = model.functions[letter]?.last, definition.isOfOneNumber
        {
          bare.formUnion(definition.parameters)
        }
        if case .derivative(_, let by) = inner.node { calls.formUnion(by.compactMap(\.letter)) }
      }
    }
    let used = Set((left.uses + right.uses).filter { !model.functionNames.contains($0.name) }.map(\.name))
    let found = used.intersection(calls).intersection(parameters).union(bare)
    return found.isEmpty ? nil : found
  }
}

extension Model {
  /// A leaf with units and no layer that belongs to the last one: a target.
  fileprivate func existsLastOnly(_ name: String, end: String?) -> Bool {
    guard let end, keyCount(name) == 0, axisCount(name) == 1 else { return false }
    return definitions.values.joined().contains { definition in
      definition.body.uses.contains { $0.name == name }
        && definition.body.uses.contains { $0.slots.contains { $0.content.letter == end } }
    }
  }
}

extension Term {
  /// The names that stand for values: not those in indices.
  fileprivate var valueUses: [NameUse] {
    switch node {
    case .name(let use): [use]
    case .element(let base, _): base.valueUses
    default: children.flatMap(\.valueUses)
    }
  }

  /// Something is squared.
  fileprivate var hasSquare: Bool {
    contains { if case .raised(_, let exponent) = $0.node { exponent.integer == 2 } else { false } }
  }

  /// It has a derivative.
  fileprivate var hasDerivative: Bool { contains(where: \.isDerivative) }

  /// A number's derivative stands before another derivative, as the chain rule has it with rows.
  fileprivate var chainsDerivatives: Bool {
    contains { inner in
      guard case .chain(let chain) = inner.node else { return false }
      return chain.factors.filter { $0.contains(where: \.isDerivative) }.count >= 2
    }
  }
}
