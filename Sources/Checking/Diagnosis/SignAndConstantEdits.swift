import Formula

// Signs, numbers and powers.
extension SideEdits {
  /// Signs of terms and of exponents, comparisons the other way round.
  var signEdits: [Edit] {
    exponentSigns
      + parts.compactMap { part in
        switch part.place {
        case .term, .body: edit(.sign(of: part.expression), part, part.expression.negated)
        case .whole, .factor, .negated, .argument, .variable, .element, .other: nil
        }
      }
      + parts.compactMap { part in
        guard case .indicator(let condition) = part.expression.node, condition.comparisons.count == 1,
          let comparison = condition.comparisons.first, let turned = comparison.relation.turned
        else { return nil }
        let other = Condition([Comparison(comparison.left, turned, comparison.right)])
        return edit(.turnedCondition, part, Expression(.indicator(other)))
      }
  }

  /// Constant factors of parts, other numbers and powers.
  var constantEdits: [Edit] {
    parts.flatMap { part -> [Edit] in
      switch part.place {
      case .term, .negated, .argument, .factor: break
      case .whole, .body, .variable, .element, .other: return []
      }
      if case .number = part.expression.node, part.place == .factor { return [] }
      return [2, 0.5].map { number in
        edit(.constant(.fraction(number), in: part.expression), part, part.expression.scaled(by: number))
      }
    }
      + parts.flatMap { part -> [Edit] in
        guard case .power(let base, let exponent) = part.expression.node else {
          guard part.isSquareable else { return [] }
          let squared = Expression(.power(part.expression, Expression(.number(2))))
          return [edit(.otherPower(part.expression, squared), part, squared)]
        }
        if case .number(2) = exponent.node { return [edit(.otherPower(part.expression, base), part, base)] }
        let squared = Expression(.power(base, Expression(.number(2))))
        return [edit(.otherPower(part.expression, squared), part, squared)]
      }
  }
}

extension SideEdits {
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

  /// Each number one less or one more.
  var otherNumbers: [Edit] {
    parts.flatMap { part -> [Edit] in
      guard case .number(let number) = part.expression.node, part.place != .variable else { return [] }
      return [number - 1, number + 1].filter { $0 >= 0 }.map { other in
        let now = Expression(.number(other))
        return edit(.otherNumber(part.expression, now, isFactor: part.place == .factor), part, now)
      }
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
