import Formula

/// An update θ ← θ − η g: judged as "the parameter minus a rate times the gradient of the cost", never true by its arrow.
extension LinkJudge {
  /// The verdict; nil where the name on the left does not stand on the right, so that it is a plain equality.
  ///
  /// `costs` are those that the text may mean, the likeliest first; `isMomentum` says that a term may stand for the
  /// change before.
  func update(
    _ left: Term, _ right: Term, costs: [String], ascends: Bool, isMomentum: Bool = false
  ) -> LinkVerdict? {
    guard let use = left.baseUse, right.uses.contains(where: { $0.name == use.name }) else { return nil }
    // θ − η ∂E_n/∂θ goes down E_n, whatever the text minimises besides.
    for named in right.numerators(by: left) {
      guard let name = named.baseUse?.name, !costs.contains(name) || named.letter == nil else { continue }
      let verdict = update(left, right, cost: name, ascends: ascends, of: named)
      if verdict.outcome == .holds { return verdict }
    }
    guard !costs.isEmpty else { return LinkVerdict(.undecided, reason: "nothing says which cost falls") }
    var first: LinkVerdict?
    for cost in costs {
      var verdict = update(left, right, cost: cost, ascends: ascends)
      if verdict.outcome == .holds { return verdict }
      if verdict.outcome == .fails, right.hasInverse {
        // Newton's step is no multiple of the gradient.
        verdict = newton(left, right, cost: cost)
        if verdict.outcome == .holds { return verdict }
      }
      verdict.meant = step(left, right, cost: cost, ascends: ascends)
      // A cost that has all the letters of the update is meant rather than one that lacks some.
      if first == nil || first?.outcome == .undecided && verdict.outcome == .fails { first = verdict }
    }
    // m of w − ηg + μm, of which nothing else is said, is the change before.
    if isMomentum, let plain = withoutMomentum(right),
      let verdict = update(left, plain, costs: costs, ascends: ascends)
    {
      return verdict
    }
    return first
  }

  /// Newton's step s solves H s = −∂C/∂θ; another one with an inverse may be anything.
  private func newton(_ left: Term, _ right: Term, cost: String) -> LinkVerdict {
    let place = left.range
    let step = Term(.sum([right, Term(.negative(left), place)]), place)
    let cost = base.model.costTerm(cost, place)
    let hessian = Term(.derivative(of: cost, by: [left, left]), place)
    let slope = Term(.derivative(of: cost, by: [left]), place)
    let product = Term(.chain(Chain(factors: [hessian, step], signs: [.beside])), place)
    var judge = self
    judge.layout = .usual
    if judge.verdict(product, .equal, Term(.negative(slope), place)).outcome == .holds {
      return LinkVerdict(.holds)
    }
    return LinkVerdict(.undecided, reason: "this is no plain step along a gradient")
  }

  /// θ − η ∂C/∂θ with the one rate that an update speaks of; nil where it has several or none.
  private func step(_ left: Term, _ right: Term, cost: String, ascends: Bool) -> Term? {
    let rates = rates(right, of: cost)
    guard rates.count == 1, let rate = rates.first else { return nil }
    let place = right.range
    let slope = Term(.derivative(of: base.model.costTerm(cost, place), by: [left]), place)
    let change = Term(
      .chain(Chain(factors: [Term(.name(NameUse(rate)), place), slope], signs: [.beside])), place)
    return Term(.sum([left, ascends ? change : Term(.negative(change), place)]), place)
  }

  /// Letters of an update that are positive and that the cost is not made of.
  private func rates(_ right: Term, of cost: String) -> Set<String> {
    let forward = base.model.parts(of: cost)
    return Set(right.uses.filter(\.slots.isEmpty).map(\.name)).filter {
      base.model.leafKinds[$0] == .positive && !forward.contains($0)
    }
  }

  /// What a step is made of besides the rates, the cost's program and its derivatives: momentum, say.
  private func other(than rates: Set<String>, _ left: Term, _ right: Term, of cost: String) -> String? {
    let model = base.model
    let parts = model.parts(of: cost).union(rates).union([cost])
    return right.uses.map(\.name).first { name in
      !parts.contains(name) && name != left.baseUse?.name && model.adjoints[name] == nil
        && model.stacks[name].map { parts.contains($0.of) || model.adjoints[$0.of] != nil } != true
        && model.definitions[name]?.contains(where: \.isDerivative) != true
        && !model.isIndexLetter(name) && !model.sizeNames.contains(name)
        && !model.functionNames.contains(name) && !model.keyLetters.contains(name)
        && model.ends[name] == nil && !right.boundLetters.contains(name)
    }
  }

  /// θ ← θ − ηg; also θ ← (1 − ηλ)θ − ηg where the cost knows λ.
  private func isPlain(_ left: Term, _ right: Term, _ cost: String) -> Bool {
    let parts = base.model.parts(of: cost)
    guard case .sum(let terms) = right.node else { return false }
    return terms.contains { term in
      if term == left { return true }
      // w(1 − ηλ)
      if case .applied(let use, let arguments) = term.node, arguments.count == 1,
        Term(.name(use), term.range) == left
      {
        let product = Term(.chain(Chain(factors: [left] + arguments, signs: [.beside])), term.range)
        return isPlain(left, Term(.sum([product]), term.range), cost)
      }
      guard case .chain(let chain) = term.node, chain.factors.contains(left) else { return false }
      return chain.factors.contains { factor in
        factor != left
          && factor.uses.contains { parts.contains($0.name) }
      }
    }
  }

  /// The sum without what nothing defines and no definition speaks of.
  private func withoutMomentum(_ right: Term) -> Term? {
    guard case .sum(let terms) = right.node else { return nil }
    let model = base.model
    let kept = terms.filter { term in
      if case .negative = term.node { return true }
      return term.uses.contains {
        !model.isIndexLetter($0.name)
          && (model.definitions[$0.name] != nil || model.usedByDefinitions.contains($0.name))
      }
        || term.contains(where: \.isDerivative)
    }
    return kept.count == terms.count - 1 && kept.count >= 2 ? Term(.sum(kept), right.range) : nil
  }

  private func update(
    _ left: Term, _ right: Term, cost: String, ascends: Bool, of term: Term? = nil
  ) -> LinkVerdict {
    let place = left.range
    let step = Term(.sum([right, Term(.negative(left), place)]), place)
    let slope = Term(.derivative(of: term ?? base.model.costTerm(cost, place), by: [left]), place)
    let sides: [Sides]
    // A parameter goes on along a slope of its own shape, however the text lays out derivatives.
    var judge = self
    judge.layout = .usual
    switch judge.typed(step, slope) {
    case .success(let found): sides = found
    case .failure(let problem): return Self.verdict(of: problem)
    }
    let isPlain = isPlain(left, right, cost)
    let rates = rates(right, of: cost)
    let noMultiple =
      other(than: rates, left, right, of: cost).map {
        LinkVerdict(.undecided, reason: "the step is made of \($0), which is no part of \(cost)")
      } ?? LinkVerdict(.fails, reason: "the step is no multiple of the gradient of \(cost)")
    var signs: Set<Int> = []
    // What the step is of the gradient, besides the rate: the same number on every draw.
    var constants: [Double] = []
    for seed in seeds {
      for side in sides {
        var program = Program(side.typer, seed: seed)
        guard let pairs = try? program.pairs(side) else { continue }
        if program.paths.values.allSatisfy({ !$0 }) { return Self.pathless }
        let ratios = pairs.filter { abs($0.slope) > 1e-12 }.map { $0.step / $0.slope }
        guard let first = ratios.first else { continue }
        guard ratios.allSatisfy({ abs($0 - first) <= 1e-8 * abs(first) + 1e-13 }) else {
          return isPlain
            ? noMultiple : LinkVerdict(.undecided, reason: "this is no plain step along a gradient")
        }
        var rate = 1.0
        for name in rates.sorted() {
          if let value = program.number(of: name) { rate *= value }
        }
        constants.append(first / rate)
        signs.insert(first < 0 ? -1 : first > 0 ? 1 : 0)
      }
    }
    let varies = constants.contains { abs($0 - constants[0]) > 1e-8 * abs(constants[0]) }
    if isPlain, varies { return noMultiple }
    guard let sign = signs.first, signs.count == 1, sign != 0 else {
      return LinkVerdict(.undecided, reason: "the direction of the step cannot be told")
    }
    if (sign > 0) == ascends { return LinkVerdict(.holds) }
    var verdict = LinkVerdict(
      .fails,
      reason: ascends ? "it goes down what is to grow" : "it goes up the cost: the sign is wrong")
    verdict.isWrongDirection = true
    return verdict
  }
}

extension Model {
  /// All names that something is made of.
  func parts(of name: String) -> Set<String> {
    var found: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      for definition in (definitions[next] ?? []) + (functions[next] ?? []) where !definition.isDerivative {
        for use in definition.body.uses where found.insert(use.name).inserted { open.append(use.name) }
      }
    }
    return found
  }

  /// A cost by its name; one that the text knows as a function only, at its own letters: R(w).
  fileprivate func costTerm(_ name: String, _ place: SourceRange) -> Term {
    guard definitions[name] == nil, let function = functions[name]?.last else {
      return Term(.name(NameUse(name)), place)
    }
    return Term(
      .applied(function.use, function.parameters.map { Term(.name(NameUse($0)), place) }), place)
  }
}

extension Program {
  /// The value of a leaf that is a number.
  fileprivate mutating func number(of name: String) -> Double? {
    guard let entry = try? entries(Member(family: name, key: [])).first else { return nil }
    return tape.values[entry]
  }

  /// The entries of both sides at all indices.
  fileprivate mutating func pairs(_ side: LinkJudge.Sides) throws(EvaluationProblem) -> [(
    step: Double, slope: Double
  )] {
    let free = side.typer.letters.compactMap { name, meaning -> (String, Sizes.Size)? in
      if case .unit(let size) = meaning { (name, size) } else { nil }
    }.sorted { $0.0 < $1.0 }
    let counts = free.map { number($0.1) }
    var found: [(step: Double, slope: Double)] = []
    for place in 0..<min(counts.reduce(1, *), 400) {
      var rest = place
      for (letter, count) in zip(free, counts) {
        letters[letter.0] = rest % count + first(letter.1)
        rest /= count
      }
      var isMeant = true
      for condition in side.conditions where isMeant {
        let holds = try self.condition(condition)
        isMeant = holds.entries.allSatisfy { tape.values[$0] != 0 }
      }
      guard isMeant else { continue }
      let (step, slope) = (try value(side.left).entries, try value(side.right).entries)
      for index in step.indices {
        found.append((tape.values[step[index]], tape.values[slope[slope.count == 1 ? 0 : index]]))
      }
    }
    return found
  }
}

extension Term {
  /// Something in it is inverted: (XᵀX)^{-1}.
  fileprivate var hasInverse: Bool {
    contains { if case .raised(_, let exponent) = $0.node { exponent.integer == -1 } else { false } }
  }

  /// What derivatives by a variable are taken of in a term.
  fileprivate func numerators(by variable: Term) -> [Term] {
    var found: [Term] = []
    visit { inner in
      switch inner.node {
      case .derivative(let of, let by) where by == [variable]: found.append(of)
      case .gradient(let of, let by?) where by == variable: found.append(of)
      default: break
      }
    }
    return found
  }
}
