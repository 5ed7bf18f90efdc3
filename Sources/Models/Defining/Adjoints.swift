import Formula

/// Names that stand for derivatives by their form: dX, δX, v with a bar.
extension ModelBuilder {
  /// dX beside X; \bar v where the text says that it is a derivative.
  func isAdjoint(_ name: String, _ right: Term) -> Bool {
    if let base = name.adjointBase {
      guard name.accent != nil else { return names.contains(base) || survey.values.contains(base) }
      return model.adjoints[name] != nil || adjointRule(name) != nil
    }
    return false
  }

  /// The text says once that \bar v, or dv, is ∂ℓ/∂v: the derivative, in which v is any name.
  ///
  /// Said of one name with indices, it is so of that one only.
  func adjointRule(_ asked: String) -> Term? {
    func rule(_ name: Term?, _ slope: Term?) -> Term? {
      guard case .name(let use)? = name?.differential.node, use.name.accent == asked.accent,
        let base = use.name.adjointBase, let slope, case .derivative(_, let by) = slope.node, by.count == 1,
        case .name(let variable) = by[0].node,
        variable.name == base, variable.slots.isEmpty || use.name == asked
      else { return nil }
      return slope
    }
    for (place, statement) in statements.enumerated() {
      if statement.sides.count == 2, let slope = rule(statement.sides[0], statement.sides[1]) { return slope }
      // "\bar v stands for ∂ℓ/∂v"
      if case .mention(let terms) = statement.content, place + 1 < statements.count,
        case .mention(let next) = statements[place + 1].content, let slope = rule(terms.last, next.first)
      {
        return slope
      }
    }
    return nil
  }

  /// True where the statement says what the name stands for.
  mutating func adjoint(_ use: NameUse, _ right: Term) -> Bool {
    guard let base = use.name.adjointBase, case .derivative(_, let by) = right.node, by.count == 1,
      by[0].letter == base
    else { return false }
    model.adjoints[use.name] = right
    return true
  }

  /// M = n − K + 1
  mutating func isDerivedSize(_ use: NameUse, _ right: Term) -> Bool {
    guard use.slots.isEmpty, model.sizeNames.contains(use.name), right.integer == nil else { return false }
    guard right.uses.allSatisfy({ model.sizeNames.contains($0.name) }), !right.uses.isEmpty else {
      return false
    }
    if model.derivedSizes.contains(where: { $0.name == use.name }) { return false }
    model.derivedSizes.append((use.name, right))
    return true
  }
}

extension Term {
  /// d Z of a name that stands nowhere else, as one name.
  fileprivate var differential: Term {
    guard case .chain(let chain) = node, chain.factors.count == 2, chain.factors[0].letter == "d",
      case .name(var use) = chain.factors[1].node
    else { return self }
    use.name = "d" + use.name
    return Term(.name(use), range)
  }
}

extension String {
  /// X of dX, of δX and of \bar{X}.
  var adjointBase: String? {
    if let accent {
      var depth = 0
      for (place, character) in zip(indices, self) {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        if depth == 0, character == "}" {
          return String(
            self[index(startIndex, offsetBy: accent.count)..<place] + self[index(after: place)...])
        }
      }
      return nil
    }
    if hasPrefix("\\delta ") { return String(dropFirst(7)) }
    guard hasPrefix("d"), let next = dropFirst().first, next.isLetter || next == "\\" else { return nil }
    return String(dropFirst())
  }

  /// The accent of an accented letter, up to its brace.
  var accent: String? {
    ["bar", "overline", "tilde", "hat", "dot", "underline", "vector"].map { "\\\($0){" }.first {
      hasPrefix($0)
    }
  }
}
