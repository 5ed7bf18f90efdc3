import Formula

/// What the model has that could stand somewhere: its families with every choice of indices.
extension WrongLink {
  /// Families that a formula can speak of, those of this one first.
  var families: [String] {
    let spoken = (left.uses + right.uses).map(\.name)
    let all = Set(model.definitions.keys).union(model.usedByDefinitions).union(model.adjoints.keys)
      .union(model.stacks.keys)
    var names: [String] = []
    for name in spoken + all.sorted()
    where all.contains(name) && !names.contains(name) && !model.functionNames.contains(name)
      && !model.sizeNames.contains(name) && !model.keyLetters.contains(name) && model.ends[name] == nil
      && !model.isIndexLetter(name) && !name.hasPrefix("∈")
    {
      names.append(name)
    }
    return names
  }

  /// A family at every layer or time of the formula and beside it, whole and with letters as indices.
  func uses(of name: String, letters: [String]) -> [NameUse] {
    // A of which nobody has spoken yet has the layer of its columns a.
    let spoken = model.places[name] == nil ? model.stacks[name]?.of ?? name : name
    let keyed = model.keyPlaces[spoken] ?? []
    let all = model.places[spoken] ?? []
    let places = spoken == name ? all : all.filter(keyed.contains)
    let axes = places.filter { !keyed.contains($0) }
    var choices: [[Slot.Place: Term]] = [[:]]
    for place in places where keyed.contains(place) {
      choices = choices.flatMap { choice in keys.map { choice.merging([place: $0]) { $1 } } }
    }
    var indexed: [[Slot.Place: Term]] = [[:]]
    if !axes.isEmpty, axes.count < 3 {
      var all: [[Slot.Place: Term]] = [[:]]
      for place in axes {
        all = all.flatMap { choice in
          letters.map { choice.merging([place: Term(.name(NameUse($0)), right.range)]) { $1 } }
        }
      }
      indexed += all
    }
    return choices.flatMap { key in
      indexed.map { index in
        let contents = key.merging(index) { $1 }
        return NameUse(
          name, places.sorted().compactMap { place in contents[place].map { slot(place, of: name, $0) } })
      }
    }
  }

  /// Every quantity that has a shape at a place.
  func quantities(letters: [String]) -> [(term: Term, shape: Shape)] {
    families.flatMap { name in
      uses(of: name, letters: letters).compactMap { use -> (term: Term, shape: Shape)? in
        let term = Term(.name(use), right.range)
        return shape(of: term).map { (term, $0) }
      }
    }
  }

  /// What counts something: sizes, with their layers.
  var counts: [Term] {
    let bare = Set(
      model.definitions.values.joined().flatMap(\.body.uses).filter(\.slots.isEmpty).map(\.name))
    return model.sizeNames.sorted().flatMap { name -> [Term] in
      let places = model.places[name] ?? []
      var choices: [[Slot]] = [[]]
      for place in places {
        choices = choices.flatMap { choice in keys.map { choice + [slot(place, of: name, $0)] } }
      }
      // n examples beside n_l units
      if !places.isEmpty, bare.contains(name) { choices.insert([], at: 0) }
      return choices.map { Term(.name(NameUse(name, $0)), right.range) }
    }
  }
}

extension WrongLink {
  /// Differences that definitions are made of, as a − y of (a − y)².
  func differences(letters: [String]) -> [(term: Term, shape: Shape)] {
    var found: [(term: Term, shape: Shape)] = []
    for (_, definitions) in model.definitions.sorted(by: { $0.key < $1.key }) {
      for definition in definitions where !definition.isDerivative {
        definition.body.visit { part in
          guard case .sum(let terms) = part.node, terms.count == 2,
            terms.allSatisfy({ $0.baseUse != nil || $0.isNegative }),
            part.size < 16, !found.contains(where: { $0.term == part })
          else { return }
          let own = part.unitLetters(model)
          if own.isEmpty {
            if let shape = shape(of: part) { found.append((part, shape)) }
          } else if own.count == 1 {
            for letter in letters {
              let term = part.replacing(own[0], by: Term(.name(NameUse(letter)), right.range))
              if let shape = shape(of: term) { found.append((term, shape)) }
            }
            let whole = part.withoutIndex(own[0])
            if let shape = shape(of: whole), !shape.isNumber { found.append((whole, shape)) }
          }
        }
      }
    }
    return found
  }
}
