import Formula

// A definition that holds the answer makes a claim true whatever the answer is: r = δ/(a − y), then δ = r(a − y).
extension FormulaChecker {
  /// The verdict on a formula, where one that its definitions make true of any numbers says nothing.
  func honestReport(_ reading: ReadFormula, id: String = "") -> ClaimReport {
    var report = report(reading, id: id)
    guard report.outcome.isTrueSomewhere,
      report.statements.contains(where: { !$0.reading.definitions.isEmpty })
    else { return report }
    let saysSomething = reading.alternatives.contains { alternative in
      !alternative.statements.contains { $0.isTrueOfNoise(known(to: alternative.statements), noisyVerdict) }
    }
    guard !saysSomething else { return report }
    report.diagnosis = Diagnosis(
      name: .saysNothing,
      message:
        "A name that stands here was defined by what the formula is about, so that it would be true of "
        + "anything: this says nothing.", range: report.range)
    report.sayNothing()
    return report
  }

  /// What is defined for the statements of a display.
  private func known(to statements: [Statement]) -> Glossary {
    var known = glossary
    guard statements.count > 1 else { return known }
    for statement in statements {
      if let definition = Definition(statement, notation: settings.convention.notation, isDeclared: false) {
        known.add(definition)
      }
    }
    return known
  }

  /// The verdict on a statement in which noise stands.
  private func noisyVerdict(_ statement: Statement) -> Outcome {
    var settings = settings
    settings.repairCandidates = 0
    var checker = FormulaChecker(continuing: settings, latex: latex, offset: offset)
    checker.conditions = conditions
    checker.isAboutHiddenLayers = isAboutHiddenLayers
    checker.mayBeRows = mayBeRows
    let alternative = ReadFormula.Alternative(statements: [statement], choices: [])
    return checker.report(ReadFormula(alternatives: [alternative], problems: [])).outcome
  }
}

extension Outcome {
  /// Whether it holds, in general or under a condition.
  fileprivate var isTrueSomewhere: Bool { self == .holds || self == .holdsIf }
}

extension ClaimReport {
  /// What holds, it and its links, says nothing.
  fileprivate mutating func sayNothing() {
    func nothing(_ outcome: Outcome) -> Outcome { outcome.isTrueSomewhere ? .notAClaim : outcome }
    condition = nil
    outcome = nothing(outcome)
    for link in links.indices { links[link].outcome = nothing(links[link].outcome) }
    for place in statements.indices {
      statements[place].outcome = nothing(statements[place].outcome)
      statements[place].condition = nil
      for link in statements[place].links.indices {
        statements[place].links[link].outcome = nothing(statements[place].links[link].outcome)
      }
    }
  }
}

extension Statement {
  /// Whether definitions bring in what the statement is about, and it is true of anything in its place.
  fileprivate func isTrueOfNoise(_ known: Glossary, _ verdict: (Statement) -> Outcome) -> Bool {
    guard sides.first?.isNameOfItsOwn == false, let expanded = known.writingOut(self)?.statement else {
      return false
    }
    let written = sides.flatMap(\.subjects)
    let after = expanded.sides.flatMap(\.subjects)
    let smuggled = Set(written).filter { subject in
      after.count { $0 == subject } > written.count { $0 == subject }
    }
    return smuggled.contains { subject in
      var noisy = expanded
      noisy.sides = expanded.sides.map { $0.withNoise(for: subject) }
      return verdict(noisy).isTrueSomewhere
    }
  }
}

/// What a claim may be about: a derivative by quantities of one layer, or those quantities.
private struct Subject: Hashable {
  /// The role and layer of what is differentiated; nil for a quantity itself.
  var above: Place?
  /// The role and layer of the quantity, or of what it is differentiated by.
  var place: Place

  struct Place: Hashable {
    var role: Role
    var layer: Layer?

    init(_ quantity: Quantity) {
      let isBatch = quantity.role == .batchCost
      role = isBatch ? .cost : quantity.role
      layer = quantity.layer ?? (quantity.role.belongsToLayer ? .output : nil)
    }
  }

  init?(_ node: Node) {
    switch node {
    case .quantity(let quantity):
      above = nil
      place = Place(quantity)
    case .derivative(of: let above, by: let below), .gradient(of: let above, by: let below?):
      guard case .quantity(let above) = above.node, case .quantity(let below) = below.node else { return nil }
      self.above = Place(above)
      place = Place(below)
      // ∂C/∂z is δ.
      if self.above?.role == .cost, place.role == .preactivation {
        self.above = nil
        place.role = .error
      }
    default: return nil
    }
  }
}

extension Role {
  /// Whether quantities of the role are those of a layer.
  fileprivate var belongsToLayer: Bool {
    switch self {
    case .activation, .preactivation, .weight, .bias, .error: true
    case .target, .cost, .batchCost: false
    }
  }
}

extension Expression {
  /// What stands in it that it may be about; what a derivative is taken of and by is not.
  fileprivate var subjects: [Subject] {
    switch node {
    case .derivative, .gradient: Subject(node).map { [$0] } ?? children.flatMap(\.subjects)
    case .quantity: Subject(node).map { [$0] } ?? []
    default: children.flatMap(\.subjects)
    }
  }

  /// The expression with x + x² for every x that is what is meant, element by element.
  fileprivate func withNoise(for subject: Subject) -> Expression {
    let variable: Quantity?
    switch node {
    case .derivative(of: _, by: let below), .gradient(of: _, by: let below?):
      variable = if case .quantity(let quantity) = below.node { quantity } else { nil }
    case .quantity(let quantity): variable = quantity
    default: return mappedChildren { $0.withNoise(for: subject) }
    }
    guard Subject(node) == subject, let variable else { return self }
    let isWhole = variable.indices.isEmpty && variable.role.belongsToLayer
    let square = Expression(isWhole ? .hadamard([self, self]) : .product([self, self]), range)
    return Expression(.sum([self, square]), range)
  }
}
