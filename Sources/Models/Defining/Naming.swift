import Formula

/// Settles what belongs to a name and what counts on it: labels become part of the name, indices stay.
struct Naming {
  let survey: Survey
  /// The section of the statement that is looked at.
  let section: Int

  /// A statement with its names settled.
  func settled(_ statement: Statement) -> Statement {
    var result = statement
    switch statement.content {
    case .relation(let sides, let relations):
      result.content = .relation(sides: sides.map(settled), relations: relations)
    case .membership(let subjects, let form):
      let new: Statement.SetForm =
        switch form {
        case .real(let sizes): .real(sizes.map(settled))
        case .listed(let items): .listed(items.map(settled))
        case .listedArrays(let items, let sizes): .listedArrays(items.map(settled), sizes.map(settled))
        case .interval(let low, let high): .interval(settled(low), settled(high))
        case .other: .other
        }
      result.content = .membership(subjects.map(settled), new)
    case .range(let letter, let from, let to):
      result.content = .range(letter: letter, from: settled(from), to: settled(to))
    case .span(let first, let last): result.content = .span(settled(first), settled(last))
    case .mention(let terms): result.content = .mention(terms.map(settled))
    case .unreadable: break
    }
    return result
  }

  /// A term with its names settled.
  func settled(_ term: Term) -> Term {
    switch term.node {
    case .name(let use):
      if use.name == "\\pi", use.slots.isEmpty, use.primes == 0, !survey.defined.contains("\\pi") {
        return Term(.number(Double.pi), term.range)
      }
      return Term(.name(settled(use)), term.range)
    case .applied(let use, let arguments):
      let new = settled(use)
      if new.slots.isEmpty, new.primes == 0, new.name == "e", !survey.plainValues.contains("e") { break }
      return Term(.applied(new, arguments.map(settled)), term.range)
    case .raised(let base, let exponent):
      if case .name(let use) = base.node {
        if use.name == "e", use.slots.isEmpty, !survey.plainValues.contains("e") || isComputed(exponent) {
          return Term(.function("exp", primes: 0, [settled(exponent)]), term.range)
        }
        if survey.isLabel(exponent, on: use.name) {
          var use = use
          use.name += "^{\(exponent.letter ?? "")}"
          return Term(.name(settled(use)), term.range)
        }
        if survey.isLayer(exponent, on: use.name) {
          var use = settled(use)
          use.slots.append(Slot(place: .above(0), content: settled(exponent)))
          return Term(.name(use), term.range)
        }
      }
      return Term(.raised(settled(base), settled(exponent)), term.range)
    case .chain(let chain): return differentials(chain, term.range)
    // |B| of a set that a sum runs over.
    case .absolute(let inner):
      if let set = inner.baseUse?.name, survey.isMask(set), let count = BinderReader.cardinality(inner) {
        return settled(count)
      }
      if let set = inner.baseUse?.name, survey.isSet(set) {
        return Term(.name(NameUse("|\(set)|")), term.range)
      }
    default: break
    }
    return term.mapChildren { settled($0) }
  }

  /// s of e^s: a value, so that e is no error of which this is the layer, the example or the transpose.
  private func isComputed(_ exponent: Term) -> Bool {
    exponent.uses.contains {
      $0.name != "T" && survey.plainValues.contains($0.name) && !survey.indices.contains($0.name)
    }
  }

  private func settled(_ use: NameUse) -> NameUse {
    var result = use
    result.slots = []
    if survey.bold.isBold(use, in: section) { result.name = "\\bold{\(use.name)}" }
    let below = use.slots.filter { if case .below = $0.place { true } else { false } }
    var areIndices = below.map { survey.isSlot($0, on: use.name) }
    // A_{ij} beside i: where one letter counts, the letter beside it does.
    if areIndices.contains(true),
      below.allSatisfy({ $0.content.letter.map { !survey.values.contains($0) && !$0.isWordLabel } ?? true })
    {
      for place in below.indices where below[place].content.letter != nil { areIndices[place] = true }
    }
    // A_{1i} of a matrix A: row 1.
    if areIndices.contains(true), use.name.isCapital || use.name.adjointBase != nil,
      survey.wholes.contains(use.name.adjointBase ?? use.name)
    {
      for place in below.indices where below[place].content.integer != nil { areIndices[place] = true }
    }
    // W_{qh} beside a vector h: q is the size of another one.
    if below.contains(where: { $0.content.letter.map(survey.isSubject) == true }) {
      for place in below.indices where below[place].content.letter.map(survey.isOnlySize) == true {
        areIndices[place] = false
      }
    }
    var number = 0
    var label = ""
    // What stands below is counted here: an index that was moved elsewhere leaves a gap in the places.
    var isIndex = areIndices[...]
    for slot in use.slots {
      if slot.isBelow {
        if isIndex.removeFirst() {
          result.slots.append(Slot(place: .below(number), content: settled(slot.content), mark: slot.mark))
          number += 1
        } else {
          label += slot.content.label
        }
      } else {
        result.slots.append(Slot(place: slot.place, content: settled(slot.content), mark: slot.mark))
      }
    }
    if !label.isEmpty { result.name += "_{\(label)}" }
    if result.primes > 0, !survey.functions.contains(use.name) {
      result.name += String(repeating: "'", count: result.primes)
      result.primes = 0
    }
    return result
  }

  /// dW beside W is one name.
  private func differentials(_ chain: Chain, _ range: SourceRange) -> Term {
    var factors: [Term] = []
    var signs: [Chain.Sign] = []
    var place = 0
    while place < chain.factors.count {
      let factor = chain.factors[place]
      if factor.letter == "d", place + 1 < chain.factors.count, chain.signs[place] == .beside,
        let use = chain.factors[place + 1].baseUse,
        use.name.isCapital
      {
        factors.append(settled(chain.factors[place + 1].renamed { "d" + $0 }))
        if place + 1 < chain.signs.count { signs.append(chain.signs[place + 1]) }
        place += 2
        continue
      }
      factors.append(settled(factor))
      if place < chain.signs.count { signs.append(chain.signs[place]) }
      place += 1
    }
    return factors.count == 1
      ? Term(factors[0].node, range) : Term(.chain(Chain(factors: factors, signs: signs)), range)
  }
}

extension Term {
  /// What stands in a slot, as part of a name.
  fileprivate var label: String {
    if let letter { return letter.hasPrefix("\\text{") ? String(letter.dropFirst(6).dropLast()) : letter }
    if let integer { return "\(integer)" }
    return "?"
  }

  /// The name that this is, under scripts.
  package var baseUse: NameUse? {
    switch node {
    case .name(let use), .applied(let use, _): use
    case .raised(let base, _), .transpose(let base): base.baseUse
    default: nil
    }
  }

  /// The same under another name.
  func renamed(_ change: (String) -> String) -> Term {
    switch node {
    case .name(var use):
      use.name = change(use.name)
      return Term(.name(use), range)
    case .applied(var use, let arguments):
      use.name = change(use.name)
      return Term(.applied(use, arguments), range)
    case .raised(let base, let exponent): return Term(.raised(base.renamed(change), exponent), range)
    case .transpose(let base): return Term(.transpose(base.renamed(change)), range)
    default: return self
    }
  }
}

extension String {
  /// A capital letter, accents aside.
  var isCapital: Bool {
    // Δ is a difference or a margin far more often than a matrix.
    if hasPrefix("\\Delta") { return false }
    if hasPrefix("\\") {
      // Labels below and above are no part of the letter: \Omega_{1}.
      let letter = prefix { $0 != "_" && $0 != "^" }
      guard let brace = letter.firstIndex(of: "{") else {
        return letter.dropFirst().first?.isUppercase == true
      }
      return String(self[index(after: brace)...].dropLast()).isCapital
    }
    return first { $0.isLetter }?.isUppercase == true
  }
}
