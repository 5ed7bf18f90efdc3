import Formula

/// The chain rule on the model: the quantities through which a variable acts.
extension WrongLink {
  /// What the left side differentiates, and by what: ∂C/∂z_j, ∇_z C, or a name that was defined so.
  var differentiated: (of: Term, by: NameUse)? { Self.derivative(left, model) }

  private static func derivative(_ term: Term, _ model: Model) -> (of: Term, by: NameUse)? {
    switch term.node {
    case .derivative(let of, let by):
      guard by.count == 1, case .name(let use) = by[0].node else { return nil }
      return (of, use)
    case .gradient(let of, let by):
      guard case .name(let use)? = by?.node else { return nil }
      return (of, use)
    case .name(let use):
      if let adjoint = model.adjoints[use.name], var found = derivative(adjoint, model) {
        found.by.slots = use.slots
        return found
      }
      for definition in model.definitions[use.name] ?? [] where definition.isDerivative {
        guard let body = definition.instance(as: use, model), let found = derivative(body, model) else {
          continue
        }
        return found
      }
      return nil
    default: return nil
    }
  }

  /// The derivative of the same by something: a name that the model has for it, else with ∂.
  func derivative(of whole: Term, by variable: NameUse) -> Term {
    for (_, definitions) in model.definitions.sorted(by: { $0.key < $1.key }) {
      for definition in definitions where definition.isDerivative {
        guard let own = Self.derivative(definition.body, model), own.of == whole, own.by.name == variable.name
        else { continue }
        var use = definition.use
        // The same places as the variable's.
        guard own.by.slots.count == variable.slots.count || own.by.slots.isEmpty else { continue }
        use.slots = variable.slots
        return Term(.name(use), right.range)
      }
    }
    return Term(.derivative(of: whole, by: [Term(.name(variable), right.range)]), right.range)
  }

  /// The quantities that are computed from one, each as it stands at the layer or time at which it is.
  func uses(madeOf variable: NameUse) -> [NameUse] {
    let key = model.split(variable).key
    var found: [NameUse] = []
    for (name, definitions) in model.definitions.sorted(by: { $0.key < $1.key })
    where name != variable.name
      || !key.isEmpty
    {
      for definition in definitions where !definition.isDerivative {
        for inner in definition.body.uses where inner.name == variable.name {
          guard let use = Self.instance(of: definition.use, where: inner, is: variable, model),
            !found.contains(use), use.name != variable.name || use != variable
          else { continue }
          found.append(use)
        }
      }
    }
    return found
  }

  /// X at l + 1 where its definition at l speaks of Y at l − 1, and Y is asked for at l.
  private static func instance(
    of defined: NameUse, where inner: NameUse, is variable: NameUse, _ model: Model
  ) -> NameUse? {
    var put: [String: Term] = [:]
    for (content, value) in zip(model.split(inner).key, model.split(variable).key) {
      if let (letter, by) = content.shifted, model.ends[letter] == nil {
        guard let start = value.stepped(-by) else { return nil }
        put[letter] = start
      } else if content != value {
        return nil
      }
    }
    var use = defined
    let keyed = model.keyPlaces[use.name] ?? []
    use.slots = defined.slots.compactMap { slot in
      guard keyed.contains(slot.place) else { return nil }
      guard let (letter, by) = slot.content.shifted, let start = put[letter] else { return slot }
      return start.stepped(by).map { Slot(place: slot.place, content: $0, mark: slot.mark) }
    }
    return use
  }

  /// The share of ∂C/∂Y that comes through X: Σ_i ∂C/∂X_i ∂X_i/∂Y_j, or (∂X/∂Y)ᵀ ∂C/∂X.
  func path(of whole: Term, by variable: NameUse, through use: NameUse, avoiding taken: Set<String>) -> [Term]
  {
    let range = right.range
    let keyed = model.keyPlaces[use.name] ?? []
    let axes = (model.places[use.name] ?? []).filter { !keyed.contains($0) }
    let isIndexed = variable.slots.contains { !(model.keyPlaces[variable.name] ?? []).contains($0.place) }
    guard axes.count < 3 else { return [] }
    if axes.isEmpty || !isIndexed {
      let slope = Term(
        .derivative(of: Term(.name(use), range), by: [Term(.name(variable), range)]), range)
      let outer = derivative(of: whole, by: use)
      return [.product(slope.turned, outer), .product(outer, slope)]
    }
    var letters = ["i", "j", "k", "m", "p", "q"].filter {
      !taken.contains($0) && !model.keyLetters.contains($0)
    }
    for definition in model.definitions[use.name] ?? [] {
      let own = model.split(definition.use).axes.compactMap { $0?.letter }
      if own.count == axes.count, own.allSatisfy({ !taken.contains($0) }) { letters = own + letters }
    }
    guard letters.count >= axes.count else { return [] }
    var entry = use
    let places = model.places[use.name] ?? []
    entry.slots += zip(axes, letters).map { slot($0, of: use.name, Term(.name(NameUse($1)), range)) }
    entry.slots.sort { (places.firstIndex(of: $0.place) ?? 0) < (places.firstIndex(of: $1.place) ?? 0) }
    let slope = Term(.derivative(of: Term(.name(entry), range), by: [Term(.name(variable), range)]), range)
    let body = Term.product(derivative(of: whole, by: entry), slope)
    return [
      Term(
        .big(Big(kind: .sum, binders: letters.prefix(axes.count).map { Binder(letter: $0) }, body: body)),
        range)
    ]
  }
}

extension Model.Definition {
  /// The body for one use, its letters in the place of the definition's.
  func instance(as other: NameUse, _ model: Model) -> Term? {
    let (own, given) = (model.split(use), model.split(other))
    guard own.key.count == given.key.count, own.axes.count == given.axes.count else { return nil }
    var body = body
    var pending: [(mark: String, content: Term)] = []
    func put(_ content: Term, for letter: String) {
      let mark = "#\(pending.count)"
      pending.append((mark, content))
      body = body.replacing(letter, by: Term(.name(NameUse(mark)), body.range))
    }
    for (content, value) in zip(own.key, given.key) {
      guard let (letter, by) = content.shifted, model.ends[letter] == nil, let start = value.stepped(-by)
      else {
        if content != value { return nil }
        continue
      }
      put(start, for: letter)
    }
    for (content, value) in zip(own.axes, given.axes) {
      guard let letter = content?.letter else { continue }
      if let value { put(value, for: letter) } else { body = body.withoutIndex(letter) }
    }
    for (mark, content) in pending { body = body.replacing(mark, by: content) }
    return body.simplifiedIndices
  }
}
