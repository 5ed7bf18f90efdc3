import Formula

extension Mistake {
  /// Softmax treated as if each output depended on its own z only.
  static let oneSoftmaxPath = Mistake(
    name: .softmaxDiagonalOnly, title: "softmax with its diagonal only",
    example: MistakeExample(
      #"\frac{\partial a_L}{\partial z_L} = \operatorname{diag}(a_L \odot (1 - a_L))"#, on: .softmax)
  ) { link in
    guard let (whole, variable) = link.differentiated else { return [] }
    let letters = link.free
    let range = link.right.range
    let one = Term.number(1, range)
    return link.softmaxes(of: variable).flatMap { output -> [Edit] in
      let (a, z) = (Term(.name(output), range), Term(.name(variable), range))
      let remark: Remark =
        "Only the diagonal of the softmax Jacobian is here: \(z) moves every output, so sum over them."
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
        return link.plainDifferences(a).map { Edit($0, remark, ifRightIs: diagonal) } + [
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
        // a_i ([i = j] − a_j)
        let same = Term(
          .indicator(Condition(comparisons: [.init(left: other, relation: .equal, right: own)])), range)
        let (i, j) = (entry(other), entry(own))
        let jacobian = Term.product(i, Term(.sum([same, j.negated]), range))
        return [
          Edit(
            jacobian, remark,
            ifRightIs: [(i, i), (i, j), (j, j), (j, i)].map { first, second in
              Term.product(first, Term(.sum([one, second.negated]), range))
            } + [Term.product(i, j).negated])
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
        Term.product(slope, a, Term(.sum([one, a.negated]), range)), Term.product(slope, a), slope,
      ]
      return (link.plainDifferences(a) + [sum]).map { Edit($0, remark, ifRightIs: diagonal) }
    }
  }
}

extension WrongLink {
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

  /// a − y for every y of the same kind: what softmax and a cross-entropy make together.
  fileprivate func plainDifferences(_ output: Term) -> [Term] {
    guard case .name(let use) = output.node else { return [] }
    let keyed = model.keyPlaces[use.name] ?? []
    let index = use.slots.filter { !keyed.contains($0.place) }
    return families.filter { model.definitions[$0] == nil && model.keyCount($0) == 0 }.map { name in
      let target = Term(.name(NameUse(name, index)), output.range)
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
