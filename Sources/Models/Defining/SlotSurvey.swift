import Formula

/// Which places on names select members (a layer, a time), and which are axes (a unit, an example).
struct SlotSurvey {
  /// All names.
  private(set) var names: Set<String> = []
  private(set) var places: [String: [Slot.Place]] = [:]
  private(set) var keyPlaces: [String: Set<Slot.Place>] = [:]
  private(set) var keyLetters: Set<String> = []
  private(set) var ends: [String: Int] = [:]
  private let statements: [Statement]
  /// What the letters of a page are: that stays so in the text behind it.
  private let namesOfPage: Set<String>
  private let pageKeys: [String: Set<Slot.Place>]
  /// Letters that count units on the page.
  private let unitsOfPage: Set<String>
  private var contents: [(name: String, place: Slot.Place, content: Term)] = []
  private var bound: Set<String> = []
  /// Letters up to which another one runs.
  private var limits: Set<String> = []

  /// The number of the last layer or time, where the text needs no more.
  private let end: Int

  init(_ statements: [Statement], page: SlotSurvey? = nil, end: Int = 3) {
    self.statements = statements
    self.end = end
    namesOfPage = page?.names ?? []
    pageKeys = page?.keyPlaces ?? [:]
    unitsOfPage = page?.unitLetters ?? []
  }

  /// Letters that stand on axes.
  private var unitLetters: Set<String> {
    Set(
      contents.compactMap { name, place, content in
        keyPlaces[name]?.contains(place) == true ? nil : content.shifted?.letter
      }
    ).subtracting(keyLetters).subtracting(ends.keys)
  }

  /// Names whose members are all written by number.
  var writtenOut: Set<String> {
    let general = contents.filter {
      keyPlaces[$0.name]?.contains($0.place) == true && $0.content.integer == nil
    }
    return Set(keyPlaces.keys).subtracting(general.map(\.name))
  }

  /// Names that are made of themselves.
  var recursive: Set<String> { Set(dependence.filter { $0.value.contains($0.key) }.keys) }

  /// Names in bold whose members are defined one by one, by their numbers: each is a vector of its own.
  private var numbered: Set<String> {
    var found: [String: Set<Int>] = [:]
    for statement in statements where statement.parts.relations.first?.canDefine == true {
      guard case .name(let use)? = statement.sides.first?.node, use.isBold, use.slots.count == 1,
        use.slots[0].isBelow, let number = use.slots[0].content.integer
      else { continue }
      found[use.name, default: []].insert(number)
    }
    return Set(found.filter { $0.value.count >= 2 }.keys)
  }

  mutating func run() {
    collect()
    recursions()
    spread()
    settleEnds()
  }

  private mutating func collect() {
    var all: [String: Set<Slot.Place>] = [:]
    for statement in statements {
      if case .range(let letter, _, let to) = statement.content {
        bound.insert(letter)
        if let end = to.shifted?.letter { limits.insert(end) }
      }
      for term in statement.terms {
        bound.formUnion(term.boundLetters)
        collect(term.uses, &all)
      }
    }
    limits.formUnion(lastMembers)
    // dZ_{ji} is the derivative by Z_{ji}.
    for (name, set) in all where name.accent == nil {
      if let base = name.adjointBase, all[base] != nil { all[base]?.formUnion(set) }
    }
    for (name, set) in all { places[name] = set.sorted { $0.order < $1.order } }
  }

  /// n of Σ_{k=1}^n, where nothing is defined for a general n.
  private var lastMembers: Set<String> {
    var upper: Set<String> = []
    var general: Set<String> = []
    for statement in statements {
      if statement.sides.count > 1, let use = statement.sides[0].baseUse {
        general.formUnion(use.slots.compactMap(\.content.shifted?.letter))
      }
      for term in statement.terms {
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          upper.formUnion(big.binders.compactMap(\.upper?.shifted?.letter))
        }
      }
    }
    return upper.subtracting(general)
  }

  private mutating func collect(_ uses: [NameUse], _ all: inout [String: Set<Slot.Place>]) {
    for use in uses {
      names.insert(use.name)
      for slot in use.slots {
        all[use.name, default: []].insert(slot.place)
        contents.append((use.name, slot.place, slot.content))
      }
    }
  }

  /// A definition that speaks of its neighbour: h_t = … h_{t−1}.
  ///
  /// Below a name, what is spoken of has to be made of what is defined: x_{i+1} − x_i is no recursion for F_i.
  private mutating func recursions() {
    let reach = dependence
    for statement in statements {
      guard case .relation(let sides, let relations) = statement.content, relations.first?.canDefine == true,
        sides.count >= 2, let use = sides[0].baseUse, !sides[0].isDerivative
      else { continue }
      for slot in use.slots {
        guard let own = slot.content.shifted else { continue }
        for other in sides[1].uses {
          for place in other.slots {
            if slot.isBelow, place.isBelow, other.name != use.name,
              reach[other.name]?.contains(use.name) != true
            {
              continue
            }
            if let (letter, by) = place.content.shifted, letter == own.letter, by != own.by,
              !letter.isCapital && !limits.contains(letter) || bound.contains(letter),
              !unitsOfPage.contains(letter)
            {
              keyLetters.insert(letter)
            }
          }
        }
      }
    }
  }

  /// The names that each name is made of, through all formulas that could define.
  private var dependence: [String: Set<String>] {
    var parts: [String: Set<String>] = [:]
    for statement in statements {
      guard case .relation(let sides, let relations) = statement.content, relations.first?.canDefine == true,
        let use = sides[0].baseUse
      else { continue }
      for side in sides.dropFirst() { parts[use.name, default: []].formUnion(side.uses.map(\.name)) }
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (name, direct) in parts {
        let all = direct.reduce(into: direct) { $0.formUnion(parts[$1] ?? []) }
        if all.count > direct.count {
          parts[name] = all
          isSettled = false
        }
      }
    }
    return parts
  }

  /// Where one index of a place selects members, all do; and letters met there select members elsewhere.
  private mutating func spread() {
    let numbered = numbered
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (name, place, content) in contents where keyPlaces[name]?.contains(place) != true {
        let isKey: Bool =
          if namesOfPage.contains(name) {
            pageKeys[name]?.contains(place) == true
          } else if place == .left || numbered.contains(name) {
            true
          } else if case .above = place, content.integer != nil {
            true
          } else if let letter = content.shifted?.letter {
            keyLetters.contains(letter)
          } else {
            false
          }
        if isKey {
          keyPlaces[name, default: []].insert(place)
          isSettled = false
        }
      }
      for (name, place, content) in contents where keyPlaces[name]?.contains(place) == true {
        guard let letter = content.shifted?.letter, !keyLetters.contains(letter), ends[letter] == nil,
          !unitsOfPage.contains(letter)
        else { continue }
        if letter.isCapital || limits.contains(letter) || countsLayers(letter), !bound.contains(letter) {
          ends[letter] = end
        } else {
          keyLetters.insert(letter)
        }
        isSettled = false
      }
    }
  }

  /// n_l of layers l.
  private func countsLayers(_ letter: String) -> Bool { keyLetters.contains { letter.hasSuffix("_{\($0)}") } }

  /// A recurrence without a range, a first or a last member is one step: its letter stands for one member.
  private mutating func oneStep() {
    for letter in keyLetters.sorted() where !bound.contains(letter) {
      let spots = contents.filter { $0.content.shifted?.letter == letter }
      let isOpen = spots.allSatisfy { spot in
        contents.allSatisfy { other in
          guard other.name == spot.name, other.place == spot.place else { return true }
          return other.content.shifted?.letter == letter
        }
      }
      if isOpen, spots.contains(where: { ($0.content.shifted?.by ?? 0) < 0 }) {
        keyLetters.remove(letter)
        ends[letter] = min(end, 2)
      }
    }
  }

  /// L is large enough for the text, and no larger.
  private mutating func settleEnds() {
    for statement in statements {
      if case .range(let letter, _, let to) = statement.content, keyLetters.contains(letter),
        let end = to.shifted?.letter, end.isCapital || ends[end] != nil
      {
        ends[end] = ends[end] ?? self.end
      }
      for term in statement.terms {
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          for binder in big.binders where keyLetters.contains(binder.letter) {
            if let end = binder.upper?.shifted?.letter, !keyLetters.contains(end), !namesOfPage.contains(end)
            {
              ends[end] = ends[end] ?? self.end
            }
          }
        }
      }
    }
    oneStep()
    for (_, _, content) in contents {
      if let (letter, by) = content.shifted, let value = ends[letter], by < 0 {
        ends[letter] = max(value, 1 - by)
      }
    }
  }
}

extension Slot.Place {
  /// Layers and examples stand before units.
  fileprivate var order: Int {
    switch self {
    case .left: 0
    case .above(let number): 1 + number
    case .example: 99
    case .below(let number): 100 + number
    }
  }
}
