import Formula

/// How what a definition gives depends on one of the names in it.
struct DefinitionSlope {
  /// What is defined, at the indices at which it depends on the variable.
  var value: NameUse
  /// ∂value/∂variable, as one would write it.
  var slope: Term
  /// Indices of the value that the variable does not settle: each of them has a share.
  var open: [String]
}

/// The chain rule, one definition at a time, in the letters of the text.
extension WrongLink {
  /// The left side by the chain rule, through the quantities that are computed from the variable, as one would write it;
  /// with what has no name written out first.
  var truths: [Term] {
    guard let (whole, variable) = differentiated, let name = whole.baseUse?.name else { return [] }
    let keyed = model.keyPlaces[variable.name] ?? []
    let axes = (model.places[variable.name] ?? []).filter { !keyed.contains($0) && $0 != .example }
    let isWhole = variable.slots.allSatisfy { keyed.contains($0.place) } && axes.count == 1
    guard isWhole else { return truths(of: whole, name, by: variable).map(\.tidied) }
    // ∂C/∂a of ∂C/∂a_j, element by element.
    guard let letter = Self.letters.first(where: { !left.speaks(of: $0) && !model.keyLetters.contains($0) })
    else { return [] }
    var entry = variable
    entry.slots.append(slot(axes[0], of: variable.name, Term(.name(NameUse(letter)), right.range)))
    entry.slots.sort { $0.place < $1.place }
    return truths(of: whole, name, by: entry).compactMap { $0.wholes(without: letter)?.tidied }
  }

  private static let letters = ["j", "k", "i", "m", "p", "q", "r", "s"]

  private func truths(of whole: Term, _ name: String, by variable: NameUse) -> [Term] {
    let taken = Set(left.unitLetters(model)).union(model.keyLetters).union(model.ends.keys)
      .union(variable.slots.compactMap(\.content.letter))
    let shares = slopes(by: variable, avoiding: taken)
    let own = shares.filter { $0.value.name == name }
    // A variable of the cost itself has no other way than the definition.
    if !own.isEmpty { return [Term.total(own.map(\.slope), right.range)] }
    func through(_ share: DefinitionSlope, _ outer: Term) -> Term {
      let product = Term.product(outer, share.slope)
      return share.open.isEmpty
        ? product
        : Term(
          .big(Big(kind: .sum, binders: share.open.map { Binder(letter: $0) }, body: product)), right.range)
    }
    guard !shares.isEmpty else { return [] }
    let named = shares.map { through($0, derivative(of: whole, by: $0.value)) }
    var all = [Term.total(named, right.range)]
    // ∂C/∂a_j of σ′(z_j) ∂C/∂a_j written out.
    let written = shares.map { share -> Term in
      let outer = derivative(of: whole, by: share.value)
      guard outer.isDerivative else { return through(share, outer) }
      let inner = slopes(by: share.value, avoiding: taken.union(share.open))
      let known = inner.filter { $0.value.name == name }
      let terms =
        known.isEmpty ? inner.map { through($0, derivative(of: whole, by: $0.value)) } : known.map(\.slope)
      return terms.isEmpty ? through(share, outer) : through(share, Term.total(terms, right.range))
    }
    all.insert(Term.total(written, right.range), at: 0)
    return all[0] == all[1] ? [all[0]] : all
  }

  /// The definitions in which a name stands, each with the slope by it.
  func slopes(by variable: NameUse, avoiding taken: Set<String>) -> [DefinitionSlope] {
    model.definitions.sorted { $0.key < $1.key }.flatMap { _, definitions -> [DefinitionSlope] in
      let found = definitions.filter { !$0.isDerivative }.map { definition in
        occurrences(of: variable.name, in: definition.body, value: definition.use).compactMap {
          slope(definition.use, $0.slope, at: $0.use, by: variable, avoiding: taken)
        }
      }
      // What the last layer is goes before what every layer is.
      return zip(definitions.filter { !$0.isDerivative }, found).flatMap { definition, slopes in
        slopes.filter { slope in
          definition.use.isMember(model)
            || !definitions.contains {
              $0.use.isMember(model) && model.split($0.use).key == model.split(slope.value).key
            }
        }
      }
    }
  }

  /// The slope at one place of a definition, with the variable's indices in the place of the definition's.
  private func slope(
    _ value: NameUse, _ slope: Term, at use: NameUse, by variable: NameUse, avoiding taken: Set<String>
  ) -> DefinitionSlope? {
    let (own, given) = (model.split(use), model.split(variable))
    guard own.key.count == given.key.count, own.axes.count == given.axes.count else { return nil }
    var put: [(letter: String, content: Term)] = []
    func settles(_ letter: String, _ content: Term) -> Bool {
      if let known = put.first(where: { $0.letter == letter }) { return known.content == content }
      put.append((letter, content))
      return true
    }
    for (content, asked) in zip(own.key, given.key) {
      if let (letter, by) = content.shifted, model.ends[letter] == nil {
        guard let start = asked.stepped(-by), settles(letter, start) else { return nil }
      } else if content != asked {
        return nil
      }
    }
    for (content, asked) in zip(own.axes, given.axes) {
      guard let letter = content?.letter, let asked, settles(letter, asked) else { return nil }
    }
    let settled = Set(put.map(\.letter))
    var slope = slope.withoutBinders(settled)
    var value = Term(.name(value), right.range)
    // Letters that stay open get names that nothing else has.
    var used = taken.union(settled)
    var open: [String] = []
    for letter in value.unitLetters(model) + slope.boundLetters.sorted() where !settled.contains(letter) {
      let free = used.contains(letter) ? Self.letters.first { !used.contains($0) } : letter
      guard let free else { return nil }
      used.insert(free)
      if value.speaks(of: letter) { open.append(free) }
      if free != letter { put.append((letter, Term(.name(NameUse(free)), right.range))) }
    }
    let marks = put.indices.map { Term(.name(NameUse("#\($0)")), right.range) }
    for (mark, letter) in zip(marks, put.map(\.letter)) {
      (slope, value) = (slope.replacing(letter, by: mark), value.replacing(letter, by: mark))
    }
    for (place, content) in put.map(\.content).enumerated() {
      slope = slope.replacing("#\(place)", by: content)
      value = value.replacing("#\(place)", by: content)
    }
    guard case .name(let use) = value.simplifiedIndices.node else { return nil }
    return DefinitionSlope(value: use, slope: slope.simplifiedIndices, open: open)
  }

  /// Where a name stands in a term, with the derivative of the term by it there.
  private func occurrences(
    of name: String, in term: Term, value: NameUse?
  ) -> [(use: NameUse, slope: Term)] {
    func inner(_ part: Term, _ outer: (Term) -> Term) -> [(use: NameUse, slope: Term)] {
      occurrences(of: name, in: part, value: nil).map { ($0.use, outer($0.slope)) }
    }
    let range = right.range
    if let argument = term.argumentOfCall(model) {
      let slope = term.slopes(value: value.map { Term(.name($0), range) } ?? term, model).first
      return slope.map { slope in inner(argument) { Term.product(slope, $0) } } ?? []
    }
    switch term.node {
    case .name(let use): return use.name == name ? [(use, .number(1, range))] : []
    case .sum(let terms): return terms.flatMap { inner($0) { $0 } }
    case .negative(let part): return inner(part, \.negated)
    case .chain(let chain):
      return chain.factors.indices.flatMap { place in
        inner(chain.factors[place]) { slope in
          var factors = chain.factors
          factors[place] = slope
          return Term.product(factors, chain.signs, range)
        }
      }
    case .quotient(let top, let bottom):
      return inner(top) { Term(.quotient($0, bottom), range) }
        + inner(bottom) {
          let square = Term(.raised(bottom, .number(2, range)), range)
          return Term(.quotient(Term.product($0, top), square), range).negated
        }
    case .raised(let base, let exponent):
      guard let power = exponent.integer, power > 1 else { return [] }
      let rest = power == 2 ? base : Term(.raised(base, .number(Double(power - 1), range)), range)
      return inner(base) { Term.product(rest, $0).scaled(by: .number(Double(power), range)) }
    case .big(let big) where big.kind == .sum:
      return inner(big.body) { slope in
        var big = big
        big.body = slope
        return Term(.big(big), range)
      }
    default: return []
    }
  }
}

extension NameUse {
  /// A member of a family, a^L, rather than whichever.
  func isMember(_ model: Model) -> Bool {
    let key = model.split(self).key
    return !key.isEmpty && key.allSatisfy { $0.shifted.map { model.ends[$0.letter] != nil } ?? true }
  }
}

extension Term {
  /// y/a of y · 1/a, and one minus before all.
  var tidied: Term {
    let term = mapChildren(\.tidied)
    guard case .chain(var chain) = term.node else { return term }
    if chain.factors[0].isNegative {
      chain.factors[0] = chain.factors[0].negated
      return Term(.negative(Term.product(chain.factors, chain.signs, range).tidied), range)
    }
    for place in chain.signs.indices where chain.signs[place] == .beside || chain.signs[place] == .hadamard {
      guard case .name = chain.factors[place].node,
        case .quotient(let top, let bottom) = chain.factors[place + 1].node, top.integer == 1
      else { continue }
      chain.factors[place] = Term(.quotient(chain.factors[place], bottom), range)
      chain.factors.remove(at: place + 1)
      chain.signs.remove(at: place)
      return Term.product(chain.factors, chain.signs, range).tidied
    }
    return term
  }

  /// The sum of terms.
  fileprivate static func total(_ terms: [Term], _ range: SourceRange) -> Term {
    terms.count == 1 ? terms[0] : Term(.sum(terms), range)
  }

  /// Σ without the letters that are settled.
  fileprivate func withoutBinders(_ letters: Set<String>) -> Term {
    let term = mapChildren { $0.withoutBinders(letters) }
    guard case .big(var big) = term.node else { return term }
    big.binders.removeAll { letters.contains($0.letter) }
    return big.binders.isEmpty ? big.body : Term(.big(big), range)
  }

  /// y ⊙ b of y_j b_j; nil where something is summed.
  fileprivate func wholes(without letter: String) -> Term? {
    func changed(_ term: Term) -> Term {
      let new = term.mapChildren(changed)
      guard case .chain(var chain) = new.node, case .chain(let old) = term.node,
        chain.factors.count == old.factors.count
      else { return new }
      for place in chain.signs.indices
      where old.factors[place].speaks(of: letter) && old.factors[place + 1].speaks(of: letter) {
        chain.signs[place] = .hadamard
      }
      return Term(.chain(chain), term.range)
    }
    if contains(where: { if case .big = $0.node { true } else { false } }) { return nil }
    return changed(self).withoutIndex(letter)
  }
}
