import Formula

/// One way in which a side can have gone wrong: the side as it would be right, and what to say.
struct TermEdit: Sendable {
  /// The stable name of the mistake.
  var name: String
  /// What is wrong, as one sentence with formulas in LaTeX.
  var sentence: String
  /// The side with the mistake mended.
  var term: Term
}

/// Lists what may have gone wrong in a side, likely mistakes first.
struct TermEdits {
  let model: Model
  let left: Term
  let right: Term

  /// How many are tried.
  static let limit = 240

  /// The edits.
  var all: [TermEdit] {
    let lists = [
      factors, signs, sums, indices, transposes, members, slopes, orders, dropped, names,
    ]
    var seen: Set<Term> = [right]
    var result: [TermEdit] = []
    for list in lists {
      for edit in list() where result.count < Self.limit && seen.insert(edit.term).inserted {
        result.append(edit)
      }
    }
    return result
  }

  // MARK: - Rewriting

  /// The side with one part changed, for every part that a rule changes.
  private func rewritten(_ term: Term, _ rule: (Term) -> [(Term, String)]) -> [(Term, String)] {
    var result = rule(term)
    for (place, child) in term.children.enumerated() {
      for (changed, words) in rewritten(child, rule) {
        var index = -1
        result.append(
          (
            term.mapChildren { old in
              index += 1
              return index == place ? changed : old
            }, words
          ))
      }
    }
    return result
  }

  private func edits(_ name: String, _ rule: (Term) -> [(Term, String)]) -> [TermEdit] {
    rewritten(right, rule).map { TermEdit(name: name, sentence: $0.1, term: $0.0) }
  }

  private func number(_ value: Double) -> Term { Term(.number(value), right.range) }

  private func product(_ terms: [Term], _ signs: [Chain.Sign]) -> Term {
    var factors: [Term] = []
    var all: [Chain.Sign] = []
    for (place, term) in terms.enumerated() {
      if place > 0 { all.append(signs[place - 1]) }
      if case .chain(let chain) = term.node, place == 0 || signs[place - 1] == .beside {
        factors += chain.factors
        all += chain.signs
      } else {
        factors.append(term)
      }
    }
    return Term(.chain(Chain(factors: factors, signs: all)), right.range)
  }

  // MARK: - Kinds

  /// A constant or a count.
  private func factors() -> [TermEdit] {
    var result: [TermEdit] = [
      TermEdit(
        name: "sign-error", sentence: "The right side has the wrong sign.",
        term: Term(.negative(right), right.range)),
      TermEdit(
        name: "missing-factor-2", sentence: "The right side lacks a factor 2.",
        term: product([number(2), right], [.beside])),
      TermEdit(
        name: "missing-factor-2", sentence: "The right side is 2 times too large.",
        term: Term(.quotient(right, number(2)), right.range)),
    ]
    for name in model.sizeNames.sorted() {
      let size = Term(.name(NameUse(name)), right.range)
      result.append(
        TermEdit(
          name: "wrong-normalisation", sentence: "The right side lacks the factor 1/\(name).",
          term: Term(.quotient(right, size), right.range)))
      result.append(
        TermEdit(
          name: "wrong-normalisation", sentence: "The right side has a factor 1/\(name) too many.",
          term: product([size, right], [.beside])))
    }
    return result
  }

  /// A sign within.
  private func signs() -> [TermEdit] {
    edits("sign-error") { term in
      guard case .sum(let terms) = term.node else { return [] }
      return terms.indices.map { place in
        var terms = terms
        let words = "The sign of \\(\(TermLaTeX.print(terms[place]))\\) is wrong."
        if case .negative(let inner) = terms[place].node {
          terms[place] = inner
        } else {
          terms[place] = Term(.negative(terms[place]), terms[place].range)
        }
        return (Term(.sum(terms), term.range), words)
      }
    }
  }

  /// A sum over what stands on the right side only, and a sum too many.
  private func sums() -> [TermEdit] {
    let leftLetters = Set(left.uses.flatMap(\.slots).flatMap(\.content.uses).map(\.name))
    let bound = right.boundLetters
    var letters: [String] = []
    for use in right.uses {
      for slot in use.slots { if let letter = slot.content.shifted?.letter { letters.append(letter) } }
    }
    var result: [TermEdit] = []
    for letter in Set(letters).sorted() where !bound.contains(letter) && !leftLetters.contains(letter) {
      guard model.isIndexLetter(letter) || model.keyLetters.contains(letter) else { continue }
      result.append(
        TermEdit(
          name: "missing-sum", sentence: "The sum over \(letter) is missing: every \(letter) has a share.",
          term: Term(.big(Big(kind: .sum, binders: [Binder(letter: letter)], body: right)), right.range)
        ))
    }
    let ones = Term(.ones, right.range)
    let words = "The sum over the examples is missing."
    result.append(
      TermEdit(
        name: "missing-sum", sentence: words,
        term: product([Term(.transpose(ones), right.range), right], [.beside])))
    result.append(TermEdit(name: "missing-sum", sentence: words, term: product([right, ones], [.beside])))
    return result
      + edits("missing-sum") { term in
        guard case .big(let big) = term.node, big.kind == .sum else { return [] }
        return [
          (big.body, "There is a sum over \(big.binders.map(\.letter).joined(separator: ", ")) too many.")
        ]
      }
  }

  /// Two indices in each other's place: on one name, or throughout.
  private func indices() -> [TermEdit] {
    var result = edits("index-mismatch") { term in
      guard case .name(var use) = term.node else { return [] }
      let below = use.slots.indices.filter { use.slots[$0].isBelow }
      guard below.count == 2 else { return [] }
      let before = TermLaTeX.name(use)
      (use.slots[below[0]].content, use.slots[below[1]].content) = (
        use.slots[below[1]].content, use.slots[below[0]].content
      )
      return [(Term(.name(use), term.range), "The indices of \\(\(before)\\) stand in each other's place.")]
    }
    let letters = Set(unitLetters).sorted()
    for (place, first) in letters.enumerated() {
      for second in letters[(place + 1)...] {
        let swapped = right.replacing(first, by: "#").replacing(second, by: first).replacing("#", by: second)
        result.append(
          TermEdit(
            name: "index-mismatch",
            sentence: "The indices \(first) and \(second) stand in each other's place.",
            term: swapped))
      }
    }
    return result
  }

  /// A transpose missing or too many.
  private func transposes() -> [TermEdit] {
    edits("transposed-weight") { term in
      switch term.node {
      case .transpose(let inner):
        return [(inner, "\\(\(TermLaTeX.print(inner))\\) should not be transposed.")]
      case .raised(let inner, let exponent) where exponent.letter == "T":
        return [(inner, "\\(\(TermLaTeX.print(inner))\\) should not be transposed.")]
      case .name(let use)
      where use.slots.allSatisfy({ if case .below = $0.place { false } else { true } }) && use.primes == 0:
        return [(Term(.transpose(term), term.range), "\\(\(TermLaTeX.name(use))\\) should be transposed.")]
      case .derivative:
        return [(Term(.transpose(term), term.range), "\\(\(TermLaTeX.print(term))\\) should be transposed.")]
      default: return []
      }
    }
  }

  /// A layer or a time beside.
  private func members() -> [TermEdit] {
    edits("wrong-layer") { term in
      let use: NameUse
      switch term.node {
      case .name(let own): use = own
      default: return []
      }
      guard let keyed = model.keyPlaces[use.name],
        let place = use.slots.firstIndex(where: { keyed.contains($0.place) }),
        let (letter, by) = use.slots[place].content.shifted
      else { return [] }
      return [by - 1, by + 1].map { shift in
        var other = use
        let name = Term(.name(NameUse(letter)), term.range)
        other.slots[place].content =
          shift == 0
          ? name
          : Term(
            .sum([
              name, shift > 0 ? number(Double(shift)) : Term(.negative(number(Double(-shift))), term.range),
            ]), term.range)
        return (
          Term(.name(other), term.range),
          "\\(\(TermLaTeX.name(use))\\) should be \\(\(TermLaTeX.name(other))\\)."
        )
      }
    }
  }

  /// The slope of a function of one number.
  private func slopes() -> [TermEdit] {
    var result: [TermEdit] = []
    let keys = Set(left.uses.flatMap(\.slots).compactMap { $0.content.shifted?.letter }).filter {
      model.keyLetters.contains($0)
    }
    for (_, definitions) in model.definitions.sorted(by: { $0.key < $1.key }) {
      for definition in definitions where !definition.isDerivative {
        guard var slope = slope(of: definition.body) else { continue }
        // The definition's letters become the claim's: the same layer, or the one beside.
        for (own, given) in zip(model.split(definition.use).axes.compactMap { $0?.letter }, unitLetters)
        where own != given {
          slope = slope.replacing(own, by: given)
        }
        let shifts = definition.isGeneral(model) && !keys.isEmpty ? [0, -1, 1] : [0]
        for shift in shifts {
          let factor = shift == 0 ? slope : slope.shifted(keys, by: shift, number(Double(abs(shift))))
          let words = "The right side lacks the factor \\(\(TermLaTeX.print(factor))\\)."
          for sign in [Chain.Sign.hadamard, .beside] {
            result.append(
              TermEdit(
                name: "missing-activation-derivative", sentence: words,
                term: product([right, factor], [sign])))
          }
          if case .chain(let chain) = right.node, chain.factors.count >= 2 {
            // δ xᵀ: the factor belongs to δ.
            var inner = chain
            inner.factors[0] = Term(
              .chain(Chain(factors: [chain.factors[0], factor], signs: [.hadamard])), chain.factors[0].range)
            result.append(
              TermEdit(
                name: "missing-activation-derivative", sentence: words, term: Term(.chain(inner), right.range)
              ))
          }
        }
      }
    }
    return result
  }

  private var unitLetters: [String] {
    var letters: [String] = []
    for use in left.uses {
      for slot in use.slots {
        if let letter = slot.content.letter, !model.keyLetters.contains(letter) { letters.append(letter) }
      }
    }
    return letters
  }

  private func slope(of body: Term) -> Term? {
    switch body.node {
    case .applied(var use, let arguments)
    where model.functionNames.contains(use.name) && arguments.count == 1:
      use.primes += 1
      return Term(.applied(use, arguments), right.range)
    case .function(let word, 0, let arguments)
    where arguments.count == 1 && word != "softmax" && word != "diag":
      return Term(.function(word, primes: 1, arguments), right.range)
    default: return nil
    }
  }

  /// Factors in another order.
  private func orders() -> [TermEdit] {
    edits("shape-mismatch") { term in
      guard case .chain(let chain) = term.node, chain.factors.count >= 2 else { return [] }
      var result: [(Term, String)] = []
      for place in chain.factors.indices.dropLast() {
        var swapped = chain
        swapped.factors.swapAt(place, place + 1)
        result.append((Term(.chain(swapped), term.range), "The factors stand in the wrong order."))
        // a bᵀ for b aᵀ
        var turned = swapped
        turned.factors[place] = swapped.factors[place].turned
        turned.factors[place + 1] = swapped.factors[place + 1].turned
        result.append((Term(.chain(turned), term.range), "The outer product is the wrong way round."))
      }
      return result
    }
  }

  /// A factor or a term too many.
  private func dropped() -> [TermEdit] {
    edits("missing-or-extra-input-factor") { term in
      switch term.node {
      case .chain(let chain):
        return chain.factors.indices.map { place in
          var rest = chain
          let factor = rest.factors.remove(at: place)
          rest.signs.remove(at: min(place, rest.signs.count - 1))
          return (
            rest.factors.count == 1 ? rest.factors[0] : Term(.chain(rest), term.range),
            "The factor \\(\(TermLaTeX.print(factor))\\) is too many."
          )
        }
      case .sum(let terms):
        return terms.indices.map { place in
          var rest = terms
          let removed = rest.remove(at: place)
          return (
            rest.count == 1 ? rest[0] : Term(.sum(rest), term.range),
            "The term \\(\(TermLaTeX.print(removed))\\) is too many."
          )
        }
      default: return []
      }
    }
  }

  /// Another quantity of the text.
  private func names() -> [TermEdit] {
    let known = Set(model.definitions.keys).union(model.usedByDefinitions).subtracting(model.functionNames)
    return edits("wrong-quantity") { term in
      guard case .name(let use) = term.node, use.primes == 0 else { return [] }
      return known.sorted().compactMap { name in
        guard name != use.name, model.axisCount(name) == model.axisCount(use.name),
          model.keyCount(name) == model.keyCount(use.name),
          !model.sizeNames.contains(name)
        else { return nil }
        var other = use
        other.name = name
        return (
          Term(.name(other), term.range),
          "\\(\(TermLaTeX.name(use))\\) should be \\(\(TermLaTeX.name(other))\\)."
        )
      }
    }
  }
}

extension Term {
  /// A transpose taken away, or added.
  fileprivate var turned: Term {
    switch node {
    case .transpose(let inner): inner
    case .raised(let inner, let exponent) where exponent.letter == "T": inner
    default: Term(.transpose(self), range)
    }
  }

  /// The same with another letter.
  fileprivate func replacing(_ letter: String, by other: String) -> Term {
    if self.letter == letter { return Term(.name(NameUse(other)), range) }
    return mapChildren { $0.replacing(letter, by: other) }
  }

  /// The same a layer or a time beside.
  fileprivate func shifted(_ letters: Set<String>, by shift: Int, _ amount: Term) -> Term {
    if let letter, letters.contains(letter) {
      return Term(.sum([self, shift > 0 ? amount : Term(.negative(amount), range)]), range)
    }
    return mapChildren { $0.shifted(letters, by: shift, amount) }
  }
}
