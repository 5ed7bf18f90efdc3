import Formula

/// The slopes of the model: for each definition y = f(x) with f a function of one number, f′(x).
extension WrongLink {
  /// A definition y = f(x), for one choice of indices.
  struct Elementwise {
    /// y
    var value: Term
    /// f(x)
    var call: Term
    /// x
    var argument: Term
    /// f′(x), as it would be written: in terms of y where f is known by name.
    var slopes: [Term]
  }

  /// The definitions of this form, at every layer of the formula and beside it, whole and with letters as indices.
  func elementwise(letters: [String]) -> [Elementwise] {
    var found: [Elementwise] = []
    for (name, definitions) in model.definitions.sorted(by: { $0.key < $1.key }) {
      for definition in definitions {
        guard let argument = definition.body.argumentOfCall(model) else { continue }
        for use in uses(of: name, letters: letters) {
          // What the last layer is goes before what every layer is.
          if !definition.use.isMember(model),
            definitions.contains(where: {
              $0.use.isMember(model) && model.split($0.use).key == model.split(use).key
            })
          {
            continue
          }
          guard let (body, inner) = instance(definition, argument, as: use) else { continue }
          let value = Term(.name(use), right.range)
          let slopes = body.slopes(value: value, model)
          guard !slopes.isEmpty else { continue }
          found.append(Elementwise(value: value, call: body, argument: inner, slopes: slopes))
          // Z of a batch for z.
          if !model.stacks.isEmpty,
            use.slots.allSatisfy({ model.keyPlaces[name]?.contains($0.place) == true })
          {
            found.append(
              Elementwise(
                value: stacked(value), call: stacked(body), argument: stacked(inner),
                slopes: slopes.map(stacked)))
          }
        }
      }
    }
    return found
  }

  /// The matrix of all examples in the place of each vector that has one.
  private func stacked(_ term: Term) -> Term {
    let term = term.mapChildren(stacked)
    guard case .name(var use) = term.node,
      let capital = model.stacks.filter({ $0.value.of == use.name }).keys.min()
    else { return term }
    use.name = capital
    return Term(.name(use), term.range)
  }

  /// The body and its argument with the letters of a use; nil where the definition is of other members.
  private func instance(
    _ definition: Model.Definition, _ argument: Term, as use: NameUse
  ) -> (body: Term, argument: Term)? {
    let (own, given) = (model.split(definition.use), model.split(use))
    guard own.key.count == given.key.count else { return nil }
    var body = definition.body
    var inner = argument
    func put(_ content: Term, for letter: String) {
      body = body.replacing(letter, by: content)
      inner = inner.replacing(letter, by: content)
    }
    // Through letters of no text, so that j → k, k → j can be exchanged.
    var pending: [(mark: String, content: Term)] = []
    for (content, value) in zip(own.key, given.key) {
      if let (letter, by) = content.shifted, model.ends[letter] == nil {
        guard let start = value.stepped(-by) else { return nil }
        pending.append(("#\(pending.count)", start))
        put(Term(.name(NameUse(pending[pending.count - 1].mark)), right.range), for: letter)
      } else if content != value {
        return nil
      }
    }
    let isWhole = given.axes.allSatisfy { $0 == nil }
    for (content, value) in zip(own.axes, given.axes) {
      guard let letter = content?.letter else { continue }
      if let value {
        pending.append(("#\(pending.count)", value))
        put(Term(.name(NameUse(pending[pending.count - 1].mark)), right.range), for: letter)
      } else {
        guard isWhole else { return nil }
        body = body.withoutIndex(letter)
        inner = inner.withoutIndex(letter)
      }
    }
    for (mark, content) in pending { put(content, for: mark) }
    // f(Wx + b) has no index of its own: an entry of the whole.
    let elements = given.axes.compactMap { $0 }
    if own.axes.allSatisfy({ $0 == nil }), !elements.isEmpty {
      guard case .name(var use) = inner.node, model.axisCount(use.name) == elements.count,
        model.split(use).axes.allSatisfy({ $0 == nil })
      else { return nil }
      let keyed = model.keyPlaces[use.name] ?? []
      for (place, element) in zip((model.places[use.name] ?? []).filter { !keyed.contains($0) }, elements) {
        use.slots.append(slot(place, of: use.name, element))
      }
      let entry = Term(.name(use), inner.range)
      body = body.replacingArgument(by: entry)
      inner = entry
    }
    return (body.simplifiedIndices, inner.simplifiedIndices)
  }
}

extension Term {
  /// x of f(x), where f is a function of one number.
  func argumentOfCall(_ model: Model) -> Term? {
    switch node {
    case .applied(let use, let arguments)
    where arguments.count == 1
      && (model.functionNames.contains(use.name) || model.functions[use.name] != nil):
      arguments[0]
    case .function(let word, 0, let arguments)
    where arguments.count == 1 && !["softmax", "diag", "trace", "norm1", "max", "min"].contains(word):
      arguments[0]
    // 1/(1 + e^{−x})
    case .quotient(let top, let bottom) where top.integer == 1: bottom.argumentOfLogistic
    default: nil
    }
  }

  private var argumentOfLogistic: Term? {
    guard case .sum(let terms) = node, terms.count == 2, terms[0].integer == 1,
      case .function("exp", 0, let exponents) = terms[1].node,
      case .negative(let argument)? = exponents.first?.node
    else { return nil }
    return argument
  }

  /// f(y) of f(x)
  fileprivate func replacingArgument(by argument: Term) -> Term {
    switch node {
    case .applied(let use, _): Term(.applied(use, [argument]), range)
    case .function(let word, let primes, _): Term(.function(word, primes: primes, [argument]), range)
    default: self
    }
  }

  /// f′(x) of f(x), with y = f(x): in the ways in which it is written, the most usual first.
  func slopes(value: Term, _ model: Model) -> [Term] {
    let one = Term.number(1, range)
    let logistic = Term.product(
      [value, Term(.sum([one, value.negated]), range)],
      [value.isWhole(model) ? .hadamard : .beside], range)
    func written(_ word: String, _ argument: Term) -> Term? {
      let slope = WrittenSlopes.slope(word, at: argument, value: value)
      return value.isWhole(model) ? slope?.elementwise : slope
    }
    switch node {
    case .applied(var use, let arguments):
      let own = use.name.word.flatMap { written($0, arguments[0]) }
      use.primes += 1
      let prime = Term(.applied(use, arguments), range)
      // σ(z) = sigmoid(z): the slope of what it is.
      let known = model.functions[use.name]?.compactMap { definition -> [Term]? in
        switch definition.body.node {
        case .function(let word, 0, let inner) where inner.count == 1:
          Term(.function(word, primes: 0, arguments), range).slopes(value: value, model)
        case .applied(let inner, let own) where own.count == 1 && inner.name.word != nil:
          Term(.applied(NameUse(inner.name), arguments), range).slopes(value: value, model).filter {
            if case .applied(let use, _) = $0.node { use.primes == 0 } else { true }
          }
        default: nil
        }
      }
      return [own, prime].compactMap { $0 } + (model.isLogistic ? [logistic] : []) + (known ?? []).joined()
    case .function(let word, _, let arguments):
      switch word {
      case "exp": return [value]
      case "log": return [Term(.quotient(one, arguments[0]), range)]
      default: return [written(word, arguments[0]) ?? Term(.function(word, primes: 1, arguments), range)]
      }
    case .quotient: return [logistic]
    default: return []
    }
  }

  /// Products of vectors, element by element.
  private var elementwise: Term {
    let term = mapChildren(\.elementwise)
    guard case .chain(let chain) = term.node else { return term }
    return Term(
      .chain(Chain(factors: chain.factors, signs: chain.signs.map { $0 == .beside ? .hadamard : $0 })), range)
  }

  /// A name without the indices of its units.
  private func isWhole(_ model: Model) -> Bool {
    guard case .name(let use) = node else { return false }
    let keyed = model.keyPlaces[use.name] ?? []
    return model.axisCount(use.name) > 0 && use.slots.allSatisfy { keyed.contains($0.place) }
      || model.axisCount(use.name) == 0
  }

  /// z of z_j: names without an index.
  func withoutIndex(_ letter: String) -> Term {
    func bare(_ use: NameUse) -> NameUse {
      var use = use
      use.slots.removeAll { $0.content.letter == letter }
      return use
    }
    let term = mapChildren { $0.withoutIndex(letter) }
    switch term.node {
    case .name(let use): return Term(.name(bare(use)), range)
    case .applied(let use, let arguments): return Term(.applied(bare(use), arguments), range)
    default: return term
    }
  }

  /// l of l + 1 − 1.
  var simplifiedIndices: Term {
    if case .sum(let terms) = node, terms.count == 2, let by = terms[1].integer,
      let inner = terms[0].shifted, inner.by != 0, let stepped = terms[0].stepped(by)
    {
      return stepped
    }
    return mapChildren(\.simplifiedIndices)
  }
}
