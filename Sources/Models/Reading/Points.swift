import Formula

/// What stands at a point: a derivative, or a value, behind which a bar says where.
extension TermReader {
  /// X|_{z = v}: v in the place of z. df/dz|_v is f′(v). Nil where no such bar stands here.
  mutating func atPoint(_ term: Term) throws(Unreadable) -> Term? {
    guard let next = peek, case .script(let base?, let point?, nil, 0) = next.kind, base.kind == .bar else {
      return nil
    }
    index += 1
    return try Self.at(term, point, term.range.union(next.range))
  }

  /// A term at the point that stands below its bar.
  static func at(_ term: Term, _ point: [Markup], _ range: SourceRange) throws(Unreadable) -> Term {
    var sides = [[Markup]()]
    for item in point {
      if item.kind == .relation(.equal) { sides.append([]) } else { sides[sides.count - 1].append(item) }
    }
    guard sides.count <= 2, let last = sides.last else { throw Unreadable(range, "such a point") }
    let value = try read(last, at: range)
    let variable = sides.count == 2 ? try read(sides[0], at: range) : nil
    if case .derivative(let of, let by) = term.node, by.count == 1, case .name(var use) = of.node,
      use.slots.isEmpty, variable == nil || variable == by[0]
    {
      use.primes += 1
      return Term(.applied(use, [value]), range)
    }
    guard let variable, variable.letter != nil, !term.hasDerivative else {
      throw Unreadable(range, "a value at a point")
    }
    return term.replacing(variable, by: value)
  }
}

extension Term {
  /// Whether something is differentiated in it.
  fileprivate var hasDerivative: Bool { contains(where: \.isDerivative) }

  /// The same with a part of it wherever it stands replaced by another.
  func replacing(_ old: Term, by new: Term) -> Term {
    self == old ? new : mapChildren { $0.replacing(old, by: new) }
  }
}
