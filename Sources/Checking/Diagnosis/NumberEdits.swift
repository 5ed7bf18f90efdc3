import Formula

// Numbers: constant factors, powers, one more or less.
extension SideEdits {
  /// Constant factors of parts.
  var constantEdits: [Edit] {
    parts.flatMap { part -> [Edit] in
      switch part.place {
      case .term, .negated, .argument, .factor: break
      case .whole, .body, .variable, .element, .exponent, .other: return []
      }
      if case .number = part.expression.node, part.place == .factor { return [] }
      return [2, 0.5].map { number in
        edit(.constant(.fraction(number), in: part.expression), part, part.expression.scaled(by: number))
      }
    }
  }

  /// Squares forgotten and one too many, other powers.
  var powerEdits: [Edit] {
    parts.flatMap { part -> [Edit] in
      let others: [Expression]
      if case .power(let base, let exponent) = part.expression.node {
        guard case .number(let number) = exponent.node else { return [] }
        others = [number - 1, number + 1, 2].filter { $0 > 0 && $0 != number }.map {
          $0 == 1 ? base : Expression(.power(base, Expression(.number($0))))
        }
      } else if part.isSquareable {
        others = [Expression(.power(part.expression, Expression(.number(2))))]
      } else {
        return []
      }
      return others.map { edit(.otherPower(part.expression, $0), part, $0) }
    }
  }

  /// Values of branches: 0 for −1 or 0.01.
  var branchValues: [Edit] {
    parts.flatMap { part -> [Edit] in
      guard case .cases(let branches) = part.expression.node else { return [] }
      return branches.indices.flatMap { number in
        [0, 1].compactMap { value in
          let now = Expression(.number(value))
          guard branches[number].value != now else { return nil }
          var others = branches
          others[number].value = now
          let kind = Edit.Kind.otherNumber(branches[number].value, now, isFactor: false)
          var found = edit(kind, part, Expression(.cases(others)))
          found.range = branches[number].value.range ?? found.range
          return found
        }
      }
    }
  }

  /// Each number one less or one more. For 1 as a term or factor, 0 says less than that it is one too many.
  var otherNumbers: [Edit] {
    parts.flatMap { part -> [Edit] in
      guard case .number(let number) = part.expression.node, part.place != .variable,
        part.place != .exponent
      else { return [] }
      let mayBeZero = [.whole, .body, .argument].contains(part.place)
      return [number - 1, number + 1].filter { $0 > 0 || $0 == 0 && mayBeZero }.map { other in
        let now = Expression(.number(other))
        return edit(.otherNumber(part.expression, now, isFactor: part.place == .factor), part, now)
      }
    }
  }
}
