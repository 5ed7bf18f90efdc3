import Formula

/// What a survey tells of letters: which of them count, and which belong to a name.
extension Survey {
  /// Whether a letter below a name says what the name is about, and counts nothing: h and x of W_{hx}.
  func isSubject(_ letter: String) -> Bool { subjects.contains(letter) }

  /// Whether a letter is only known to say how many there are of something.
  func isOnlySize(_ letter: String) -> Bool { limits.contains(letter) && !counting.contains(letter) }

  /// Whether a sum runs over the elements of a name.
  func isSet(_ name: String) -> Bool { sets.contains(name) }

  /// Whether a sum runs over the elements of sets with this name that belong to something.
  func isMask(_ name: String) -> Bool { contents.keys.contains { $0.name == "∈" + name } }

  /// Whether something in a slot counts.
  func isIndex(_ term: Term) -> Bool {
    if let letter = term.letter { return indices.contains(letter) }
    switch term.node {
    case .number, .negative: return false
    case .name(let use): return !use.slots.isEmpty
    case .all: return true
    default: return true
    }
  }

  /// Whether what stands in a slot is an index there; else it is part of the name.
  func isSlot(_ slot: Slot, on name: String) -> Bool {
    switch slot.place {
    case .left, .above, .example: true
    case .below:
      if let letter = slot.content.letter {
        // p^* of w_{p^*} is a value of the text where another index stands elsewhere.
        (indices.contains(letter)
          || places.contains(letter) && indexed.contains(Spot(name: name, place: slot.place)))
          && !letter.isWordLabel
      } else if slot.content.integer != nil {
        indexed.contains(Spot(name: name, place: slot.place))
          && !(slot.content.integer == 0 && isApart(Spot(name: name, place: slot.place)))
      } else {
        true
      }
    }
  }

  /// w_0 beside w_i, where i runs from 1 and has no neighbours, or added to what w as a whole is in: a name of its own.
  private func isApart(_ spot: Spot) -> Bool {
    let letters = (contents[spot] ?? []).compactMap(\.letter).filter(indices.contains)
    if intercepts.contains(spot), letters.allSatisfy({ firsts[$0]?.contains(0) != true }) { return true }
    let moved = Set(contents.values.joined().compactMap(\.shifted).filter { $0.by != 0 }.map(\.letter))
    return letters.contains { firsts[$0] == [1] && (ranged.contains($0) || summed.contains(spot)) }
      && letters.allSatisfy { firsts[$0]?.contains(0) != true && !moved.contains($0) }
  }

  /// Whether a capital above a capital is a part of its name, as in W^Q: neither a power nor a layer.
  func isLabel(_ exponent: Term, on name: String) -> Bool {
    if isLabelOfNames(exponent, on: name) { return true }
    guard name.isCapital, let letter = exponent.letter, letter.isCapital, letter != "T",
      !limits.contains(letter),
      !indices.contains(letter)
    else { return false }
    // Q of W^Q is a matrix, or stands nowhere else.
    let isBase = contents[Spot(name: letter, place: .above(0))] != nil
    return !values.contains(letter) || defined.contains(letter) || isBase
  }

  /// a of x^a beside x^p and x^n, where a, p and n are defined: what belongs to each of them.
  private func isLabelOfNames(_ exponent: Term, on name: String) -> Bool {
    guard exponent.letter != nil, let all = contents[Spot(name: name, place: .above(0))] else { return false }
    let letters = all.compactMap(\.letter)
    return letters.count == all.count && letters.count >= 2
      && letters.allSatisfy { defined.contains($0) && !indices.contains($0) && !limits.contains($0) }
  }

  /// Whether a bare superscript is a slot, as in a^l.
  func isLayer(_ exponent: Term, on name: String) -> Bool {
    // α^t of an α that stands alone too, and that nothing defines, is a power.
    if exponent.letter != nil, name.isGreek, bareBelow.contains(name), !defined.contains(name) {
      return false
    }
    if let shifted = exponent.shifted {
      return shifted.letter == "T" ? isLast("T", on: name) : indices.contains(shifted.letter)
    }
    // H^0 where H always carries a superscript, and that is a layer elsewhere.
    guard exponent.integer != nil, !bareBelow.contains(name) else { return false }
    return contents[Spot(name: name, place: .above(0))]?.contains { term in
      term.shifted.map { $0.letter != "T" && indices.contains($0.letter) } ?? false
    } ?? false
  }

  /// h^T beside h^t, where t runs to T: the last one, and no transpose.
  private func isLast(_ end: String, on name: String) -> Bool {
    contents[Spot(name: name, place: .above(0))]?.contains { term in
      term.shifted.map { $0.letter != end && lasts[$0.letter]?.contains(end) == true } ?? false
    } ?? false
  }

  /// β_0 of βᵀx + β_0: what is added to what the whole of a name is in.
  mutating func intercepts(_ terms: [Term]) {
    for (place, term) in terms.enumerated() {
      guard let use = term.factors.compactMap(\.baseUse).first(where: { $0.slots.count == 1 }),
        use.slots[0].isBelow, use.slots[0].content.integer == 0
      else { continue }
      let others = terms.enumerated().filter { $0.offset != place }.flatMap(\.element.uses)
      if others.contains(where: { $0.name == use.name && $0.slots.isEmpty }) {
        intercepts.insert(Spot(name: use.name, place: use.slots[0].place))
      }
    }
  }

  /// T of h_T beside h_t, L of a^L beside a^l and a^{l−1}: letters of the last ones.
  var lastLetters: Set<String> {
    var found: Set<String> = []
    for (spot, terms) in contents {
      let shifts = terms.compactMap(\.shifted).filter { indices.contains($0.letter) }
      if spot.place != .above(0), terms.contains(where: { $0.letter == "T" }),
        shifts.contains(where: { $0.letter != "T" })
      {
        found.insert("T")
      }
      guard shifts.contains(where: { $0.by != 0 }) else { continue }
      found.formUnion(
        terms.compactMap(\.letter).filter {
          $0.isCapital && $0 != "T" && !values.contains($0) && !$0.isWordLabel
        })
    }
    return found
  }
}
