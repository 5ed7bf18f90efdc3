import Formula

// Signs of terms and of exponents, comparisons the other way round.
extension SideEdits {
  var signEdits: [Edit] {
    exponentSigns + signs
      + parts.compactMap { part in
        guard case .indicator(let condition) = part.expression.node, condition.comparisons.count == 1,
          let comparison = condition.comparisons.first, let turned = comparison.relation.turned
        else { return nil }
        let other = Condition([Comparison(comparison.left, turned, comparison.right)])
        return edit(.turnedCondition, part, Expression(.indicator(other)))
      } + exchangedBranches
  }

  /// The values of the first and the last branch exchanged: 0 for z > 0, 1 for z < 0.
  private var exchangedBranches: [Edit] {
    parts.compactMap { part in
      guard case .cases(var branches) = part.expression.node, branches.count > 1 else { return nil }
      let last = branches.count - 1
      (branches[0].value, branches[last].value) = (branches[last].value, branches[0].value)
      return edit(.turnedCondition, part, Expression(.cases(branches)))
    }
  }

  /// The signs of terms, the first of a sum last: a − y rather than −a + y for a + y.
  private var signs: [Edit] {
    let turned = parts.filter { [.term, .body, .whole].contains($0.place) }
    let isFirst = { (part: Part) in
      parts.contains {
        if case .sum(let terms) = $0.expression.node {
          terms[0].range == part.expression.range && terms[0] == part.expression
        } else {
          false
        }
      }
    }
    return (turned.filter { !isFirst($0) } + turned.filter(isFirst)).map {
      edit(.sign(of: $0.expression), $0, $0.expression.negated)
    }
  }

  /// e^{−x} for e^x, and the other way round.
  private var exponentSigns: [Edit] {
    parts.compactMap { part in
      guard case .call(.exp, let arguments) = part.expression.node, let exponent = arguments.first else {
        return nil
      }
      let other = Expression(.call(.exp, [exponent.negated]))
      return edit(.exponentSign(part.expression, other), part, other)
    }
  }
}

extension Relation {
  /// The relation that points the other way; nil where there is none.
  fileprivate var turned: Relation? {
    switch self {
    case .less: .greater
    case .greater: .less
    case .lessOrEqual: .greaterOrEqual
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }
}
