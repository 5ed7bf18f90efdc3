import Formula

extension Mistake {
  /// Another quantity of fitting type: a for z, y for a, x for h.
  static let wrongQuantity = Mistake(
    name: .other, title: "another quantity than is meant",
    example: MistakeExample(#"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l z_k^{l-1}"#)
  ) { link in
    var edits: [Edit] = []
    // What is differentiated, and by what: whatever the formula speaks of.
    let spoken = link.spoken
    for site in link.sites where site.role == .derivative {
      for other in spoken where other != site.term {
        edits.append(
          Edit(link.replacing(site, by: other), "It should be \(other), not \(site.term)."))
      }
    }
    // The same function of the same thing as beside it.
    for site in link.sites where site.role != .index && site.role != .derivative {
      guard case .name = site.term.node else { continue }
      for other in spoken where other.baseUse == nil || !other.isName {
        edits.append(
          Edit(
            link.replacing(site, by: other), "It should be \(other), not \(site.term).", name: .other))
      }
    }
    // The same indices on another name first.
    for site in link.sites where site.role != .index {
      guard case .name(let use) = site.term.node, use.primes == 0 else { continue }
      for name in link.families where name != use.name {
        var other = use
        other.name = name
        guard link.model.axisCount(name) == link.model.axisCount(use.name),
          link.model.keyCount(name) == link.model.keyCount(use.name)
        else { continue }
        let new = Term(.name(other), site.term.range)
        edits.append(
          Edit(
            link.replacing(site, by: new), "It should be \(new), not \(site.term).",
            name: link.name(of: new, for: site.term)))
      }
    }
    // One name for another throughout.
    for name in Set(link.right.uses.map(\.name)).sorted() {
      for other in link.families where other != name {
        guard link.families.contains(name), link.model.axisCount(name) == link.model.axisCount(other),
          link.model.keyCount(name) == link.model.keyCount(other)
        else { continue }
        let right = link.right.renaming(name, to: other)
        let (was, now) = (Term(.name(NameUse(name)), right.range), Term(.name(NameUse(other)), right.range))
        edits.append(Edit(right, "It should be \(now) wherever \(was) stands."))
      }
    }
    for site in link.sites where site.role != .index && site.role != .derivative {
      switch site.term.node {
      case .name, .applied, .element, .number, .ones: break
      default: continue
      }
      let shape = link.shape(site)
      for (other, own) in link.quantities(letters: link.letters(at: site)) where other != site.term {
        guard shape == nil || shape?.isNumber == own.isNumber && shape?.isMatrix == own.isMatrix else {
          continue
        }
        edits.append(
          Edit(
            link.replacing(site, by: other), "It should be \(other), not \(site.term).",
            name: link.name(of: other, for: site.term)))
      }
      for slope in link.elementwise(letters: link.letters(at: site)).flatMap(\.slopes)
      where slope != site.term {
        edits.append(
          Edit(
            link.replacing(site, by: slope), "It should be \(slope), not \(site.term).",
            name: site.term.isSlope ? .wrongLayer : .missingActivationDerivative))
      }
    }
    return edits
  }
}

extension Term {
  /// Another name in the place of one, with its indices.
  fileprivate func renaming(_ name: String, to other: String) -> Term {
    let term = mapChildren { $0.renaming(name, to: other) }
    guard case .name(var use) = term.node, use.name == name else { return term }
    use.name = other
    return Term(.name(use), range)
  }
}

extension Term {
  /// A name, with or without indices.
  fileprivate var isName: Bool { if case .name = node { true } else { false } }

  /// f′(x)
  fileprivate var isSlope: Bool {
    switch node {
    case .applied(let use, _): use.primes > 0
    case .function(_, let primes, _): primes > 0
    default: false
    }
  }
}

extension WrongLink {
  /// The quantities and calls that the formula speaks of, as they stand there, those of the left side first.
  fileprivate var spoken: [Term] {
    var found: [Term] = []
    for site in Site.all(in: left) + sites where site.role != .index {
      switch site.term.node {
      case .name, .applied, .function:
        if !found.contains(site.term), site.term.baseUse.map({ !model.sizeNames.contains($0.name) }) ?? true {
          found.append(site.term)
        }
      default: continue
      }
    }
    return found
  }

  /// What it is called that something stands for something else: another member of its family, or another family.
  fileprivate func name(of now: Term, for was: Term) -> MistakeName {
    guard case .name(let new) = now.node, case .name(let old) = was.node else { return .other }
    guard new.name == old.name else { return .other }
    return model.split(new).key == model.split(old).key ? .indexMismatch : .wrongLayer
  }
}
