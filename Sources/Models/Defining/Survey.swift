import Formula

/// What a whole text shows about its letters before any formula has a meaning: which are indices, which are labels,
/// which names are functions.
struct Survey {
  /// Letters that count something: bound by Σ, given a range, compared with another, or counting on two names.
  private(set) var indices: Set<String> = []
  /// Names that are functions.
  var functions: Set<String> = []
  /// Names that stand for a value somewhere: not only in a slot, as a limit or in a range.
  private(set) var values: Set<String> = []
  /// Those that stand without an index somewhere.
  private(set) var plainValues: Set<String> = []
  /// Names that stand with nothing below somewhere.
  private(set) var wholes: Set<String> = []
  /// Names that stand without a superscript somewhere.
  var bareBelow: Set<String> = []
  /// Letters that stand both in bold and not.
  private(set) var bold = BoldLetters()
  private var section = 0
  /// Names that are given a value by X = e, with what is given it.
  var defined: Set<String> = []
  /// Places on names where an index stands at least once.
  var indexed: Set<Spot> = []
  var contents: [Spot: Set<Term>] = [:]
  var applied: [String: Int] = [:]
  var appliedToSums: Set<String> = []
  var bare: [String: Int] = [:]
  /// How often each stands above ∂.
  var numerators: [String: Int] = [:]
  var primed: Set<String> = []
  var sets: Set<String> = []
  var bareWithIndices: Set<String> = []
  private var definedUses: [NameUse] = []
  /// Letters with a range of their own, and places on names over which sums run.
  var ranged: Set<String> = []
  var summed: Set<Spot> = []
  /// Places that are 0 on a name which is added to what the whole of the name is in: β_0 of βᵀx + β_0.
  var intercepts: Set<Spot> = []
  /// Letters that are known to count before their places are looked at: bound by Σ, or with a range.
  var counting: Set<String> = []
  /// Letters in bold that count nothing.
  var subjects: Set<String> = []
  /// Letters that stand together below a name.
  private var pairs: Set<Set<String>> = []
  var limits: Set<String> = []
  /// What letters run up to: T of t.
  var lasts: [String: Set<String>] = [:]
  /// The numbers that letters begin with.
  var firsts: [String: Set<Int>] = [:]
  private var compared: Set<String> = []
  var parameters: [String: Set<String>] = [:]

  /// A place on a name.
  struct Spot: Hashable {
    var name: String
    var place: Slot.Place
  }

  /// Names of the index at which something is largest.
  var places: Set<String> = []
  /// Whole numbers that indices are multiplied by.
  private(set) var steps: Set<String> = []

  /// Places that carry an index on the page before the text.
  private var ofPage: Set<Spot> = []

  /// Looks at the statements of a text; the first `given` are a page's.
  /// `counting` are letters that count something, as is known from elsewhere.
  init(_ statements: [Statement], given: Int = 0, counting: Set<String> = []) {
    indices = counting
    var definedByPage = 0
    for (number, statement) in statements.enumerated() {
      section = statement.section
      read(statement)
      guard number + 1 == given else { continue }
      ofPage = Set(contents.keys.filter { $0.place != .above(0) })
      // The page's letters in plain type are those of a text that sets them in bold.
      bold = BoldLetters()
      definedByPage = definedUses.count
    }
    settleIndices()
    subjects = bold.names.subtracting(indices)
    bold.settle(defined: Array(definedUses.dropFirst(definedByPage)))
    settleFunctions()
  }

  /// A name that never stands but before brackets: H of H(z), which is no matrix of the h.
  func standsBeforeBracketsOnly(_ name: String) -> Bool { applied[name] != nil && bare[name] == nil }

  // MARK: - Looking

  private mutating func read(_ statement: Statement) {
    switch statement.content {
    case .range(let letter, let from, let to):
      indices.insert(letter)
      ranged.insert(letter)
      limits.formUnion([from, to].flatMap(\.uses).map(\.name))
      run(letter, from, to)
    case .membership(let subjects, .listed(let items)):
      for subject in subjects {
        if let letter = subject.letter { indices.insert(letter) } else { look(subject, asValue: true) }
      }
      limits.formUnion(items.flatMap(\.uses).map(\.name))
    case .membership(let subjects, .real(let sizes)), .membership(let subjects, .listedArrays(_, let sizes)):
      for subject in subjects { look(subject, asValue: true) }
      limits.formUnion(sizes.flatMap(\.uses).map(\.name))
      bold.sizes(sizes)
    case .span(let first, let last):
      look(first, asValue: true)
      look(last, asValue: true)
      if case .name(let use) = last.node, let slot = use.slots.last {
        limits.formUnion(slot.content.uses.map(\.name))
        indexed.insert(Spot(name: use.name, place: slot.place))
      }
    case .relation(let sides, let relations):
      if relations.allSatisfy({ $0.isComparison }),
        sides.allSatisfy({ $0.shifted != nil || $0.integer != nil })
      {
        for side in sides { if let letter = side.shifted?.letter { compared.insert(letter) } }
        return
      }
      // letter = letter, letter = number: a condition or a setting.
      if sides.count == 2, sides[0].letter != nil, sides[1].integer != nil || sides[1].letter != nil {
        if let letter = sides[0].letter { compared.insert(letter) }
        if let letter = sides[1].letter { compared.insert(letter) }
        return
      }
      if sides.count >= 2, sides[1].isPlace, let letter = sides[0].letter { places.insert(letter) }
      for (place, side) in sides.enumerated() {
        if place == 0, relations[0].canDefine { define(side) }
        look(side, asValue: true)
      }
    default: for term in statement.terms { look(term, asValue: !statement.isMention) }
    }
  }

  private mutating func run(_ letter: String, _ from: Term?, _ to: Term?) {
    if let end = to?.shifted { lasts[letter, default: []].insert(end.letter) }
    if let first = from?.integer { firsts[letter, default: []].insert(first) }
  }

  private mutating func define(_ side: Term) {
    switch side.node {
    case .name(let use) where use.primes == 0:
      defined.insert(use.name)
      definedUses.append(use)
    case .applied(let use, let arguments) where use.primes == 0:
      let letters = arguments.compactMap(\.letter)
      if letters.count == arguments.count { parameters[use.name, default: []].formUnion(letters) }
    default: break
    }
  }

  private mutating func look(_ term: Term, asValue: Bool) {
    switch term.node {
    case .name(let use):
      slots(use)
      if use.primes > 0 { primed.insert(use.name) }
      bold.look(use, in: section, asValue: asValue)
      if asValue {
        bare[use.name, default: 0] += use.primes == 0 ? 1 : 0
        if !use.slots.isEmpty { bareWithIndices.insert(use.name) }
        values.insert(use.name)
        bareBelow.insert(use.name)
        if !use.slots.contains(where: \.isBelow) { wholes.insert(use.name) }
        if use.slots.isEmpty { plainValues.insert(use.name) }
      }
    case .applied(let use, let arguments):
      slots(use)
      applied[use.name, default: 0] += 1
      if arguments.count == 1, case .sum = arguments[0].node { appliedToSums.insert(use.name) }
      if use.primes > 0 { primed.insert(use.name) }
      for argument in arguments { look(argument, asValue: asValue) }
    case .big(let big):
      for binder in big.binders {
        indices.insert(binder.letter)
        for use in big.body.uses {
          for slot in use.slots where slot.content.letter == binder.letter {
            summed.insert(Spot(name: use.name, place: slot.place))
          }
        }
        limits.formUnion(binder.upper?.uses.map(\.name) ?? [])
        run(binder.letter, binder.lower, binder.upper)
        binder.upper.map { look($0, asValue: false) }
        if let cardinality = binder.upper?.letter, binder.upper?.isCardinality == true {
          sets.insert(String(cardinality.dropFirst().dropLast()))
        }
        compared.formUnion(binder.condition?.terms.compactMap(\.letter) ?? [])
      }
      look(big.body, asValue: asValue)
    case .cases(let branches):
      for branch in branches {
        look(branch.value, asValue: asValue)
        branch.condition.map { look($0) }
      }
    case .derivative(let of, let by):
      look(of, asValue: asValue)
      for variable in by { look(variable, asValue: asValue) }
      if asValue, let letter = of.letter { numerators[letter, default: 0] += 1 }
    case .indicator(let condition): look(condition)
    case .raised(let base, let exponent):
      // e^x is the exponential; whether e is a name, its other uses tell.
      if base.letter == "e" {
        look(exponent, asValue: asValue)
        return
      }
      let wasBare = base.baseUse.map { bareBelow.contains($0.name) } ?? false
      look(base, asValue: asValue)
      if case .name(let use) = base.node, use.slots.allSatisfy({ $0.place != .above(0) }),
        exponent.shifted != nil || exponent.integer != nil
      {
        if !wasBare { bareBelow.remove(use.name) }
        contents[Spot(name: use.name, place: .above(0)), default: []].insert(exponent)
      } else {
        look(exponent, asValue: asValue)
      }
    case .element(let base, let contents):
      look(base, asValue: asValue)
      for content in contents {
        look(content, asValue: false)
        if let letter = content.letter { indices.insert(letter) }
      }
    default:
      if case .sum(let terms) = term.node { intercepts(terms) }
      for child in term.children { look(child, asValue: asValue) }
    }
  }

  private mutating func look(_ condition: Condition) {
    for comparison in condition.comparisons {
      let sides = [comparison.left, comparison.right]
      if sides.allSatisfy({ $0.letter != nil }) {
        compared.formUnion(sides.compactMap(\.letter))
      } else {
        for side in sides {
          if side.letter != nil, sides.contains(where: { $0.letter == nil && $0.integer == nil }) {
            compared.insert(side.letter ?? "")
          } else {
            look(side, asValue: true)
          }
        }
      }
    }
  }

  private mutating func slots(_ use: NameUse) {
    let below = use.slots.filter(\.isBelow)
    if below.count > 1, below.allSatisfy({ $0.content.letter != nil }) {
      pairs.insert(Set(below.compactMap(\.content.letter)))
    }
    for slot in use.slots {
      contents[Spot(name: use.name, place: slot.place), default: []].insert(slot.content)
      for inner in slot.content.uses where !inner.slots.isEmpty { slots(inner) }
    }
  }

  // MARK: - Settling

  /// Z_h and Z_o, each defined for itself, by letters that nothing binds: labels of two families.
  private var labels: Set<String> {
    var letters: [Spot: Set<String>] = [:]
    for use in definedUses {
      for slot in use.slots {
        if let letter = slot.content.letter {
          letters[Spot(name: use.name, place: slot.place), default: []].insert(letter)
        }
      }
    }
    var found: Set<String> = []
    for (_, set) in letters where set.count > 1 {
      found.formUnion(set.filter { !indices.contains($0) && !limits.contains($0) && !compared.contains($0) })
    }
    return found.subtracting(found.isEmpty ? [] : besideIndices)
  }

  /// o of q_o beside q_{o_j}: it stands for one of those.
  private var members: Set<String> {
    contents.values.reduce(into: []) { found, terms in
      let counted = Set(terms.flatMap(\.uses).filter { !$0.slots.isEmpty }.map(\.name))
      found.formUnion(terms.compactMap(\.letter).filter { counted.contains($0) && !plainValues.contains($0) })
    }
  }

  /// j of G_{ji}, where i is bound: what stands beside a letter that counts does so too.
  private var besideIndices: Set<String> {
    pairs.reduce(into: []) { found, pair in
      if !pair.isDisjoint(with: indices) { found.formUnion(pair) }
    }
  }

  /// Letters that count below a name of which there is the whole, or another entry: x_i beside x, or x_j in a sum.
  private static let counters: Set<String> = ["i", "j", "k"]

  private mutating func settleIndices() {
    let labels = labels
    var summed: Set<String> = []
    // Offsets count: l − 1, t + 1.
    for (spot, terms) in contents where spot.place != .above(0) || terms.contains(where: { $0.letter == nil })
    {
      for term in terms {
        if let shifted = term.shifted, shifted.by != 0, !labels.contains(shifted.letter) {
          indices.insert(shifted.letter)
        }
        if case .sum = term.node { summed.formUnion(term.uses.filter(\.slots.isEmpty).map(\.name)) }
      }
    }
    counting = indices
    settleSteps()
    indices.formUnion(summed.subtracting(steps))
    indices.formUnion(members)
    var homes: [String: Set<String>] = [:]
    for (spot, terms) in contents {
      for term in terms { if let letter = term.letter { homes[letter, default: []].insert(spot.name) } }
    }
    let bold = bold.names
    for (letter, names) in homes
    where !bold.contains(letter) && !labels.contains(letter)
      && (!values.contains(letter) && letter != "T" || limits.contains(letter))
    {
      if limits.contains(letter) || compared.contains(letter) || names.count >= 2 && !letter.isCapital
        || Self.counters.contains(letter) && !names.isDisjoint(with: values),
        !letter.isWordLabel
      {
        indices.insert(letter)
      }
    }
    indices.formUnion(lastLetters.subtracting(labels))
    indices.formUnion(compared.filter { homes[$0] != nil && !values.contains($0) })
    // What stands where the page has an index is one, capitals too.
    for spot in ofPage {
      for term in contents[spot] ?? [] {
        if let letter = term.letter, !labels.contains(letter), !values.contains(letter), !letter.isWordLabel {
          indices.insert(letter)
        }
      }
    }
    // A place that carries an index once carries one always.
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (spot, terms) in contents where !indexed.contains(spot) {
        if terms.contains(where: { isIndex($0) }) {
          indexed.insert(spot)
          isSettled = false
        }
      }
      for (spot, terms) in contents where indexed.contains(spot) {
        for term in terms {
          if let letter = term.letter, !labels.contains(letter), !indices.contains(letter),
            !values.contains(letter), !letter.isWordLabel,
            defined.contains(spot.name) || Self.counters.contains(letter)
          {
            indices.insert(letter)
            isSettled = false
          }
        }
      }
    }
  }

  /// s and r of x_{si+rk}: factors in an index that count nothing anywhere.
  private mutating func settleSteps() {
    var alone = indices.union(limits)
    for terms in contents.values { alone.formUnion(terms.compactMap(\.letter)) }
    for terms in contents.values {
      for term in terms {
        term.visit { inner in
          guard case .chain(let chain) = inner.node else { return }
          let letters = chain.factors.compactMap(\.letter)
          guard letters.contains(where: alone.contains) else { return }
          steps.formUnion(letters.filter { !alone.contains($0) })
        }
      }
    }
  }
}
