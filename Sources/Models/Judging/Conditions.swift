import Formula

/// What nobody stated and the page presumes: under another presumption a claim may hold.
package struct Unstated: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Which cost it is, with its constant.
  package static let cost = Unstated(rawValue: 1)
  /// Whether w_{jk} leads to j or to k.
  package static let weightOrder = Unstated(rawValue: 2)
  /// How derivatives are laid out.
  package static let layout = Unstated(rawValue: 4)
  package static let all: Unstated = [.cost, .weightOrder, .layout]
}

/// A condition under which a claim that is false as it stands may hold.
enum ClaimCondition {
  /// Another page.
  case page(Page)
  /// Another layout of derivatives.
  case layout(Layout)
  /// Members or entries for which something holds.
  case restriction([Condition])
  /// The true class of a one-hot target.
  case trueClass(target: String, unit: String)
  /// A size that is 1.
  case single(Sizes.Size)
  /// Layers have as many units as are written out by their numbers.
  case writtenOut
}

extension TextJudge {
  /// The condition under which a statement holds that is false as it stands, in words; nil where there is none.
  ///
  /// One that takes away what the statement is about is worse than any repair of it.
  func condition(
    for verdict: StatementVerdict, _ layout: Layout, _ variants: inout [String: TextJudge]
  ) -> String? {
    let number = verdict.number
    func first(_ conditions: [(words: String, condition: ClaimCondition)]) -> String? {
      for (words, condition) in conditions {
        var judge = self
        if case .page(let page) = condition {
          // The text on another page is read once for all of its statements.
          judge = variants[words] ?? TextJudge(document, page: page, isLaw: isLaw)
          variants[words] = judge
        }
        if judge.verdict(number, under: condition, layout)?.outcome == .holds { return words }
      }
      return nil
    }
    if let words = first(presumptions(layout)) { return words }
    guard verdict.outcome == .fails else { return nil }
    let (model, place) = self.place(number)
    if let words = first(model.restrictions(at: place)) { return words }
    guard let page,
      let words = first(
        model.singles(of: page, at: place, isBatch: batch != nil && speaksOfExamples[number])),
      case let found = diagnosis(of: verdict, layout),
      // A sum over the only unit is that unit: both say the same.
      found == nil || found?.kind == Mistake.extraSum.title
    else { return nil }
    return words
  }

  /// The verdict where the units of a layer share one bias, on a page that leaves that open.
  func sharing(
    _ number: Int, _ layout: Layout, _ variants: inout [String: TextJudge]
  ) -> StatementVerdict? {
    guard let page, page.hasEitherBiases else { return nil }
    let judge = variants["shared"] ?? TextJudge(document, page: page.biases(areShared: true), isLaw: isLaw)
    variants["shared"] = judge
    return judge.verdict(number, under: .layout(layout), layout)
  }

  /// What is presumed and may be otherwise, from the most natural on.
  private func presumptions(_ layout: Layout) -> [(words: String, condition: ClaimCondition)] {
    var all: [(words: String, condition: ClaimCondition)] = []
    if let page { all += pages(page).map { ($0.words, .page($0.page)) } }
    if presumed.contains(.layout) {
      all += [
        ("denominator layout", .layout(layout.turning(\.transposesJacobians))),
        ("numerator layout", .layout(layout.turning(\.transposesMatrices))),
      ]
    }
    guard let page else { return all }
    if presumed.contains(.weightOrder), let turned = page.withTurnedWeights {
      all.append((turned.words, .page(turned.page)))
    }
    all.append(("one bias shared by a layer", .page(page.biases(areShared: true))))
    return all
  }

  /// The activations that are tried where σ is left general.
  private static let general: [NamedActivation] = [.sigmoid, .tanh, .relu, .softplus]

  /// Pages that presume something else where nobody stated it.
  private func pages(_ page: Page) -> [(words: String, page: Page)] {
    let units: [(words: String, page: Page)] =
      page.activation == nil
      ? Self.general.map { ("\($0.row.title) units", page.activation($0.row.words[0])) } : []
    let costs: [(words: String, page: Page)] =
      presumed.contains(.cost)
      ? NamedCost.allCases.filter { $0 != page.namedCost }.map {
        ("the cost \($0.row.summary)", page.cost($0))
      }
      : []
    var all = units + costs
    for (words, other) in costs {
      guard page.activation == nil else { continue }
      all += Self.general.map {
        ("\($0.row.title) units and \(words)", other.activation($0.row.words[0]))
      }
    }
    return all
  }

  private func verdict(_ number: Int, under condition: ClaimCondition, _ layout: Layout) -> StatementVerdict?
  {
    let (model, place) = self.place(number)
    switch condition {
    case .page: return model.verdict(at: place, layout)
    case .layout(let layout): return model.verdict(at: place, layout)
    case .restriction(let conditions): return model.verdict(at: place, layout) { $0.conditions += conditions }
    case .trueClass(let target, let unit):
      return model.verdict(at: place, layout) { judge in
        judge.oneHot.insert(target)
        judge.conditions.append(
          Condition(comparisons: [
            .init(left: .name(target, [.below(0): unit]), relation: .equal, right: .number(1))
          ]))
      }
    case .writtenOut: return model.verdict(at: place, layout) { $0.base.isWrittenOut = true }
    case .single(let size): return model.verdict(at: place, layout) { $0.single.insert(size) }
    }
  }
}

extension TextModel {
  /// Layers and entries to which a claim may be restricted.
  fileprivate func restrictions(at number: Int) -> [(words: String, condition: ClaimCondition)] {
    var all: [(words: String, condition: ClaimCondition)] = []
    let terms = statements[number].sides
    var keys: Set<String> = []
    for term in terms { keys.formUnion(term.freeKeyLetters(model)) }
    for end in model.ends.keys.sorted() {
      for key in keys.sorted() {
        let (left, right) = (Term.name(key), Term.name(end))
        for (relation, words) in [(Relation.less, "hidden layers"), (.equal, "the last layer")] {
          let condition = Condition(comparisons: [.init(left: left, relation: relation, right: right)])
          all.append((words, .restriction([condition])))
        }
      }
    }
    let numbers = Set(terms.flatMap(\.uses).flatMap(\.slots).filter(\.isBelow).compactMap(\.content.integer))
    if numbers.count >= 2 { all.append(("as many units as are written out", .writtenOut)) }
    let bound = terms.reduce(into: Set<String>()) { $0.formUnion($1.boundLetters) }
    let free = Set(terms.flatMap(\.uses).flatMap(\.slots).compactMap(\.content.letter))
      .subtracting(bound).subtracting(model.keyLetters).subtracting(model.ends.keys)
    for (name, kind) in model.leafKinds.sorted(by: { $0.key < $1.key }) where kind == .distribution {
      for letter in free.sorted() where model.axisCount(name) == 1 {
        all.append(("the true class of a one-hot target", .trueClass(target: name, unit: letter)))
      }
    }
    return all
  }

  /// Sizes that may be 1: of a batch, of the last layer.
  fileprivate func singles(of page: Page, at number: Int, isBatch: Bool) -> [(
    words: String, condition: ClaimCondition
  )] {
    var all: [(words: String, condition: ClaimCondition)] = []
    if isBatch, let size = typers[0].sizes.known(page.letters.examples) {
      all.append(("a batch of one example", .single(size)))
    }
    // The one output of softmax is 1 whatever it is given; who speaks of unit 0 knows of others.
    let isNumbered = statements[number].sides.flatMap(\.uses).flatMap(\.slots).contains {
      $0.isBelow && $0.content.integer != nil
    }
    if !page.hasSoftmax, !isNumbered, let target = page.data.last,
      let size = typers[0].types[Member(family: target, key: [])]?.axes.first
    {
      all.append(("a single output unit", .single(size)))
    }
    return all
  }
}

extension Term {
  /// A name with letters as its indices, as if it stood in the text.
  fileprivate static func name(_ name: String, _ letters: [Slot.Place: String] = [:]) -> Term {
    let nowhere = SourceRange(0, 0)
    let slots = letters.sorted { $0.key < $1.key }.map { place, letter in
      Slot(place: place, content: Term(.name(NameUse(letter)), nowhere))
    }
    return Term(.name(NameUse(name, slots)), nowhere)
  }

  fileprivate static func number(_ value: Double) -> Term { Term(.number(value), SourceRange(0, 0)) }
}
