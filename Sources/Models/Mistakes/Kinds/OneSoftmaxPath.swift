import Formula

extension Mistake {
  /// Softmax treated as if each output depended on its own z only.
  static let oneSoftmaxPath = Mistake(
    name: .softmaxDiagonalOnly, title: "softmax with its diagonal only",
    example: MistakeExample(
      #"\frac{\partial a_L}{\partial z_L} = \operatorname{diag}(a_L \odot (1 - a_L))"#, on: .softmax)
  ) { link in
    guard let (whole, variable) = link.differentiated else { return [] }
    let shares = link.oneDerivative + link.partsOfGradient(whole, by: variable)
    let letters = link.free
    let range = link.right.range
    let one = Term.number(1, range)
    return shares
      + link.softmaxes(of: variable).flatMap { output -> [Edit] in
        let (a, z) = (Term(.name(output), range), Term(.name(variable), range))
        let remark: Remark =
          "Only the diagonal of the softmax Jacobian is here: \(z) moves every output, so sum over them."
        let forgotten: Remark =
          "The derivative of softmax is missing: \(z) moves every output, and all of them the cost."
        let isWhole = link.model.split(variable).axes.allSatisfy { $0 == nil }
        if isWhole {
          let rest = Term(.sum([one, a.negated]), range)
          if whole == a {
            let jacobian = Term(.sum([a.onDiagonal, Term.product(a, a.turned).negated]), range)
            return [
              Edit(jacobian, remark, ifRightIs: [Term.elementwise(a, rest).onDiagonal, a.onDiagonal])
            ]
          }
          let slope = link.derivative(of: whole, by: output)
          let jacobian = Term(.sum([a.onDiagonal, Term.product(a, a.turned).negated]), range)
          let shares = Term.product(
            Term.elementwise(slope, a), Term(.ones, range), Term(.ones, range).turned)
          let diagonal = [Term.elementwise(slope, a, rest), Term.elementwise(slope, a)]
          return link.plainDifferences(a).flatMap { difference in
            [
              Edit(difference, remark, ifRightIs: diagonal),
              Edit(difference, forgotten, name: .missingActivationDerivative, ifRightIs: [slope]),
            ]
          } + [
            Edit(Term.product(jacobian, slope), remark, ifRightIs: diagonal),
            Edit(
              Term.elementwise(a, Term(.sum([slope, shares.negated]), range)), remark, ifRightIs: diagonal),
          ]
        }
        guard let own = link.model.split(variable).axes.compactMap({ $0 }).last else { return [] }
        func entry(_ index: Term) -> Term { Term(.name(output.replacingLast(own, by: index)), range) }
        if case .name(let top) = whole.node, top.name == output.name,
          let other = link.model.split(top).axes.compactMap({ $0 }).last
        {
          let (i, j) = (entry(other), entry(own))
          let (whole, beside) = Term.softmaxEntries(i, j, other, own)
          let same = Term(
            .indicator(Condition(comparisons: [.init(left: other, relation: .equal, right: own)])), range)
          let products = [(i, i), (i, j), (j, j), (j, i)].map { first, second in
            Term.product(first, Term(.sum([one, second.negated]), range))
          }
          return [
            Edit(whole, remark, ifRightIs: products + products.map { Term.product($0, same) }),
            Edit(beside, remark, ifRightIs: [.number(0, range)]),
            Edit(
              whole, "The diagonal is missing: for \(other) = \(own) there is \(i) besides.", name: .other,
              ifRightIs: [beside]),
            Edit(
              whole, "The denominator of softmax depends on \(z) as well: \(beside) is missing.",
              name: .other,
              ifRightIs: [Term.product(i, same), Term.product(j, same), i, j]),
          ]
        }
        let letter = ["k", "i", "m", "p"].first { name in
          !letters.contains(name) && !link.model.keyLetters.contains(name)
            && !link.right.boundLetters.contains(name)
        }
        let k = Term(.name(NameUse(letter ?? "q")), range)
        let same = Term(
          .indicator(Condition(comparisons: [.init(left: k, relation: .equal, right: own)])), range)
        let all = output.replacingLast(own, by: k)
        let body = Term.product(
          link.derivative(of: whole, by: all), entry(k), Term(.sum([same, entry(own).negated]), range))
        let sum = Term(.big(Big(kind: .sum, binders: [Binder(letter: letter ?? "q")], body: body)), range)
        let slope = link.derivative(of: whole, by: output)
        let diagonal = [
          Term.product(slope, a, Term(.sum([one, a.negated]), range)), Term.product(slope, a),
        ]
        return (link.plainDifferences(a) + [sum]).flatMap { right in
          [
            Edit(right, remark, ifRightIs: diagonal),
            Edit(right, forgotten, name: .missingActivationDerivative, ifRightIs: [slope]),
          ]
        }
      }
  }
}

extension WrongLink {
  /// ∂a_i/∂z_i for Σ_k ∂a_k/∂z_i.
  fileprivate var oneDerivative: [Mistake.Edit] {
    let taken = Set(free).union(right.boundLetters).union(model.keyLetters)
    guard let letter = ["k", "i", "m", "p", "q"].first(where: { !taken.contains($0) }) else { return [] }
    let new = Term(.name(NameUse(letter)), right.range)
    return sites.flatMap { site -> [Mistake.Edit] in
      guard case .chain(let chain) = site.term.node, site.isMultiplied else { return [] }
      return chain.factors.compactMap { factor -> Mistake.Edit? in
        guard case .derivative(let of, let by) = factor.node, by.count == 1, case .name(let output) = of.node,
          model.definitions[output.name]?.contains(where: { $0.body.contains(where: \.isSoftmax) }) == true,
          let own = by[0].unitLetters(model).first, of.unitLetters(model) == [own]
        else { return nil }
        let mark = Term(.name(NameUse("#")), factor.range)
        let kept = Term(
          .derivative(of: of, by: [by[0].replacing(own, by: mark)]), factor.range)
        let place = chain.factors.firstIndex(of: factor) ?? 0
        var all = chain
        all.factors[place] = kept
        let body = Term(.chain(all), site.term.range).replacing(own, by: new)
          .replacing("#", by: Term(.name(NameUse(own)), factor.range))
        let sum = Term(.big(Big(kind: .sum, binders: [Binder(letter: letter)], body: body)), body.range)
        return Mistake.Edit(
          replacing(site, by: sum),
          "Only the diagonal of the softmax Jacobian is here: \(by[0]) moves every output, so sum over them.")
      }
    }
  }

  /// A gradient by a weight of the last layer: a part of it is the diagonal's share of ∂C/∂z, or ∂C/∂a.
  fileprivate func partsOfGradient(_ whole: Term, by variable: NameUse) -> [Mistake.Edit] {
    guard model.definitions[variable.name] == nil else { return [] }
    let outputs = model.definitions.sorted { $0.key < $1.key }.flatMap { _, definitions in
      definitions.filter { $0.body.contains(where: \.isSoftmax) }.map(\.use)
    }
    let one = Term.number(1, right.range)
    let sign = { (side: Term) in right.isNegative ? side.negated : side }
    return outputs.flatMap { output in
      free.flatMap { letter -> [Mistake.Edit] in
        guard
          let use = uses(of: output.name, letters: [letter]).first(where: {
            let (key, axes) = model.split($0)
            return key == model.split(output).key && axes.allSatisfy { $0 != nil }
          })
        else { return [] }
        let a = Term(.name(use), right.range)
        let slope = derivative(of: whole, by: use)
        let diagonal = [
          Term.product(slope, a, Term(.sum([one, a.negated]), right.range)), Term.product(slope, a),
        ]
        return groups.filter { $0.term.quantities.contains { $0.name == use.name } && $0.site.isMultiplied }
          .flatMap { group in
            plainDifferences(a).flatMap { difference in
              [
                Mistake.Edit(
                  sign(group.replaced(difference)),
                  "Only the diagonal of the softmax Jacobian is here: every output counts, which makes \(difference).",
                  ifRightIs: diagonal.map { sign(group.replaced($0)) }),
                Mistake.Edit(
                  sign(group.replaced(difference)),
                  "The derivative of softmax is missing: with it, \(group.term) becomes \(difference).",
                  name: .missingActivationDerivative, ifRightIs: [sign(group.replaced(slope))]),
              ]
            }
          }
      }
    }
  }

  /// a of a = softmax(z), at the layer and with the index of z.
  fileprivate func softmaxes(of variable: NameUse) -> [NameUse] {
    model.definitions.sorted { $0.key < $1.key }.flatMap { name, definitions -> [NameUse] in
      guard
        definitions.contains(where: {
          $0.body.contains(where: \.isSoftmax) && $0.body.uses.contains { $0.name == variable.name }
        })
      else { return [] }
      let (key, axes) = model.split(variable)
      guard model.keyCount(name) == key.count, model.axisCount(name) >= axes.compactMap({ $0 }).count else {
        return []
      }
      var use = NameUse(name)
      let keyed = model.keyPlaces[name] ?? []
      var (keys, indices) = (key, axes.compactMap { $0 })
      for place in model.places[name] ?? [] {
        if keyed.contains(place) {
          if !keys.isEmpty { use.slots.append(slot(place, of: name, keys.removeFirst())) }
        } else if !indices.isEmpty {
          use.slots.append(slot(place, of: name, indices.removeFirst()))
        }
      }
      return [use]
    }
  }

  /// ∂a_i/∂z_j = a_i ([i = j] − a_j) of softmax, and beside the diagonal; empty for anything else.
  var softmaxDerivatives: [Term] {
    guard let (whole, variable) = differentiated, case .name(let top) = whole.node,
      let other = model.split(top).axes.compactMap({ $0 }).last,
      let own = model.split(variable).axes.compactMap({ $0 }).last
    else { return [] }
    return softmaxes(of: variable).filter { $0.name == top.name }.flatMap { output -> [Term] in
      let j = Term(.name(output), right.range)
      let (whole, beside) = Term.softmaxEntries(whole, j, other, own)
      return [beside, whole]
    }
  }

  /// a − y for every y of the same kind: what softmax and a cross-entropy make together.
  fileprivate func plainDifferences(_ output: Term) -> [Term] {
    guard case .name(let use) = output.node else { return [] }
    let keyed = model.keyPlaces[use.name] ?? []
    let index = use.slots.filter { !keyed.contains($0.place) }
    return families.filter { model.definitions[$0] == nil && model.keyCount($0) == 0 }.compactMap { name in
      // y_i beside a_{L,i}: its index stands where it stands on y.
      let places = (model.places[name] ?? []).sorted()
      guard index.isEmpty || index.count == places.count else { return nil }
      let slots = zip(places, index).map { slot($0, of: name, $1.content) }
      let target = Term(.name(NameUse(name, slots)), output.range)
      return Term(.sum([output, target.negated]), output.range)
    }
  }
}

extension NameUse {
  /// Another index in the place of the last one that is `old`.
  fileprivate func replacingLast(_ old: Term, by new: Term) -> NameUse {
    var use = self
    if let place = use.slots.lastIndex(where: { $0.content == old }) { use.slots[place].content = new }
    return use
  }
}

extension Term {
  /// a_i ([i = j] − a_j), and −a_i a_j.
  fileprivate static func softmaxEntries(
    _ i: Term, _ j: Term, _ first: Term, _ second: Term
  ) -> (whole: Term, beside: Term) {
    let same = Term(
      .indicator(Condition(comparisons: [.init(left: first, relation: .equal, right: second)])), i.range)
    return (Term.product(i, Term(.sum([same, j.negated]), i.range)), Term.product(i, j).negated)
  }

  fileprivate var isSoftmax: Bool {
    switch node {
    case .function(let word, _, _): word == "softmax"
    case .quotient(let top, let bottom):
      // e^{z_i} / Σ e^{z_j}
      top.isExponential && bottom.contains { if case .big = $0.node { true } else { false } }
        && bottom.contains(where: \.isExponential)
    default: false
    }
  }

  private var isExponential: Bool {
    switch node {
    case .function(let word, _, _): word == "exp"
    case .raised(let base, _): base.letter == "e"
    default: false
    }
  }
}
