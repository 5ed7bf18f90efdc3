import Formula

extension Mistake {
  /// A quantity of the layer beside, or of another time step.
  static let wrongStep = Mistake(
    name: .wrongLayer, title: "a quantity of another layer or time step",
    example: MistakeExample(#"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^l"#)
  ) { link in
    func edit(_ site: Site, _ content: Term, _ new: Term) -> Edit {
      Edit(
        link.replacing(site, by: new),
        "It should be \(new), not \(site.term): another \(words: link.unit(of: content)) is meant.")
    }
    let places = link.stepSites
    let steps = places.flatMap { site, content, put in
      link.others(than: content).map { edit(site, content, put($0)) }
    }
    // The index goes with the layer.
    let members = places.flatMap { site, content, _ -> [Edit] in
      guard case .name(let use) = site.term.node else { return [] }
      let key = link.model.split(use).key
      return link.uses(of: use.name, letters: link.letters(at: site))
        .filter { link.model.split($0).key != key && $0.slots.count == use.slots.count }
        .map { edit(site, content, Term(.name($0), site.term.range)) }
    }
    // One quantity wherever it stands: a(1 − a).
    var repeated: [NameUse] = []
    for (place, found) in places.enumerated() {
      guard case .name(let use) = found.site.term.node, !repeated.contains(use),
        places[(place + 1)...].contains(where: { $0.site.term == found.site.term })
      else { continue }
      repeated.append(use)
    }
    let everywhere = repeated.flatMap { use -> [Edit] in
      let key = link.model.split(use).key
      return link.uses(of: use.name, letters: link.letters(at: link.sites[0]) + link.bound)
        .filter { link.model.split($0).key != key && $0.slots.count == use.slots.count }
        .map { other in
          Edit(
            link.right.replacing(use, by: other),
            "It should be \(other) wherever \(use) stands: another \(words: link.unit(of: key.first)) is meant."
          )
        }
    }
    return steps + members + everywhere
  }

  /// Several quantities of a layer or time step that is not theirs.
  static let wrongSteps = Mistake(
    name: .wrongLayer, title: "several quantities of another layer or time step",
    example: MistakeExample(
      #"\delta_k^l = \left( \sum_{j=1}^{n_l} \delta_j^l w_{jk}^l \right) \sigma'(z_k^l)"#)
  ) { link in
    var edits: [Edit] = []
    let places = link.stepSites
    var contents: [Term] = []
    for place in places where !contents.contains(place.content) { contents.append(place.content) }
    // Whatever stands at one layer, at the one beside.
    for content in contents {
      for other in link.others(than: content) {
        let all = places.filter { $0.content == content }
        edits.append(
          Edit(
            link.stepping(all, to: { _ in other }),
            "What stands at \(content) should stand at \(other)."))
      }
    }
    for by in [1, -1] {
      edits.append(
        Edit(
          link.stepping(places) { $0.stepped(by) },
          "Every \(words: link.unit(of: contents.first)) on the right side "
            + "is one too \(words: by > 0 ? "low" : "high")."))
    }
    // All that a sum or a product is made of.
    for part in link.sites where part.isMultiplied && part.role != .whole {
      let inner = places.filter { $0.site.path.starts(with: part.path) }
      guard inner.count > 1, inner.count < places.count else { continue }
      for by in [1, -1] {
        edits.append(
          Edit(
            link.stepping(inner) { $0.stepped(by) },
            "Every \(words: link.unit(of: contents.first)) in \(part.term) "
              + "is one too \(words: by > 0 ? "low" : "high")."
          ))
      }
    }
    // Each other's.
    for first in places.indices where places.count < 12 {
      for second in places.indices.dropFirst(first + 1)
      where places[first].content != places[second].content
        && places[first].site.path != places[second].site.path
      {
        let pair = [places[first], places[second]]
        let now = (pair[0].put(pair[1].content), pair[1].put(pair[0].content))
        let side = link.right.replacing(pair[1].site.path, by: now.1).replacing(pair[0].site.path, by: now.0)
        edits.append(
          Edit(
            side,
            "\(pair[0].site.term) and \(pair[1].site.term) have each other's "
              + "\(words: link.unit(of: pair[0].content)): it should be \(now.0) and \(now.1)."
          ))
      }
    }
    // Two of them.
    if places.count < 9 {
      for first in places.indices {
        for second in places.indices.dropFirst(first + 1)
        where places[first].content == places[second].content {
          for other in link.others(than: places[first].content) {
            let pair = [places[first], places[second]]
            edits.append(
              Edit(
                link.stepping(pair) { _ in other },
                "\(pair[0].site.term) and \(pair[1].site.term) are of the wrong "
                  + "\(words: link.unit(of: other)): it should be \(pair[0].put(other)) and \(pair[1].put(other))."
              ))
          }
        }
      }
    }
    return edits
  }
}

extension WrongLink {
  /// A name with an index that selects a member, and the same name at another one.
  typealias StepSite = (site: Site, content: Term, put: @Sendable (Term) -> Term)

  /// Letters that Σ binds on the right side, of units.
  fileprivate var bound: [String] {
    right.boundLetters.filter { !model.keyLetters.contains($0) }.sorted()
  }

  /// The names of the right side that stand at a layer or a time.
  var stepSites: [StepSite] {
    sites.flatMap { site -> [StepSite] in
      guard let use = site.term.ownUse else { return [] }
      let keyed = model.keyPlaces[use.name] ?? []
      return use.slots.indices.compactMap { place -> StepSite? in
        let slot = use.slots[place]
        guard keyed.contains(slot.place) || model.sizeNames.contains(use.name),
          slot.content.shifted != nil || slot.content.integer != nil && keyed.contains(slot.place)
        else { return nil }
        let term = site.term
        return (site, slot.content, { content in term.withSlot(place, content) })
      }
    }
  }

  /// Layers or times that may be meant in the place of one: the ones beside it, then those of the formula.
  func others(than content: Term) -> [Term] {
    let near = [-1, 1].compactMap { content.stepped($0) }
    return near + keys.filter { $0 != content && !near.contains($0) && $0.isSameKind(as: content, model) }
      + [-2, 2].compactMap { content.stepped($0) }
  }

  /// The side with several names at other layers.
  fileprivate func stepping(_ places: [StepSite], to other: (Term) -> Term?) -> Term {
    var side = right
    // Inner ones first, so that paths stay.
    for place in places.reversed() {
      if let content = other(place.content) { side = side.replacing(place.site.path, by: place.put(content)) }
    }
    return side
  }

  /// "layer" or "step".
  func unit(of content: Term?) -> String {
    guard let letter = content?.shifted?.letter else { return "layer" }
    let isTime = letter == "t" || letter == "T" || letter == "s" || letter == "\\tau"
    return isTime ? "time step" : "layer"
  }
}

extension Term {
  /// The name that stands here, or that is called.
  fileprivate var ownUse: NameUse? {
    switch node {
    case .name(let use), .applied(let use, _): use
    default: nil
    }
  }

  fileprivate func withSlot(_ place: Int, _ content: Term) -> Term {
    switch node {
    case .name(var use):
      use.slots[place].content = content
      return Term(.name(use), range)
    case .applied(var use, let arguments):
      use.slots[place].content = content
      return Term(.applied(use, arguments), range)
    default: return self
    }
  }

  /// Another quantity wherever one stands.
  fileprivate func replacing(_ use: NameUse, by other: NameUse) -> Term {
    if case .name(use) = node { return Term(.name(other), range) }
    return mapChildren { $0.replacing(use, by: other) }
  }

  /// Both count layers, or both times.
  fileprivate func isSameKind(as other: Term, _ model: Model) -> Bool {
    shifted != nil && other.shifted != nil
  }
}
