/// Sums, products, quotients: what operators between operands mean.
extension Elaborator {
  /// A sum of terms, up to the end or to something that cannot continue it.
  mutating func sum(_ cursor: inout MarkupCursor) throws(Problem) -> Expression {
    var terms: [Expression] = []
    let start = cursor.peek?.range ?? cursor.endRange
    while true {
      var isNegative = false
      let sign = cursor.peek?.range
      var sawSign = false
      while case .sign(let sign)? = cursor.peek?.kind, sign == .plus || sign == .minus {
        if sign == .minus { isNegative.toggle() }
        sawSign = true
        cursor.position += 1
      }
      if !terms.isEmpty && !sawSign { break }
      let term = try self.term(&cursor)
      // The sign belongs to what may be wrong with it.
      let signed = isNegative ? Expression(.negative(term), Elaborator.union(sign, term.range)) : term
      if case .sum(let inner) = signed.node { terms += inner } else { terms.append(signed) }
      guard case .sign(let sign)? = cursor.peek?.kind, sign == .plus || sign == .minus else { break }
    }
    guard terms.count > 1 else { return terms[0] }
    return Expression(.sum(terms), start.union(terms[terms.count - 1].range ?? start))
  }

  /// A term: factors joined by products, ⊙, ⊗ and slashes.
  mutating func term(_ cursor: inout MarkupCursor) throws(Problem) -> Expression {
    var groups: [[Expression]] = [[try signedFactor(&cursor)]]
    var joints: [Joint] = []
    while let item = cursor.peek {
      switch item.kind {
      case .sign(.dot) where cursor.peekSecond?.kind == .sign(.star):
        // `\cdot *`
        cursor.position += 2
        joints.append(.hadamard)
        groups.append([try signedFactor(&cursor)])
      case .sign(.dot), .sign(.cross):
        cursor.position += 1
        let right = try signedFactor(&cursor)
        if item.kind == .sign(.dot), let left = groups[groups.count - 1].last, left.isWhole, right.isWhole,
          chooses(.dotIsScalarProduct)
        {
          groups[groups.count - 1].removeLast()
          groups[groups.count - 1].append(
            Expression(.inner(left, right), Elaborator.union(left.range, right.range)))
        } else {
          groups[groups.count - 1].append(right)
        }
      case .sign(.hadamard), .sign(.circle), .sign(.bullet), .sign(.outer), .sign(.elementwiseDivision),
        .sign(.star):
        cursor.position += 1
        joints.append(Joint(item.kind))
        groups.append([try signedFactor(&cursor)])
      case .sign(.slash), .sign(.division):
        cursor.position += 1
        let denominator = try slashDenominator(&cursor)
        let numerator = groups[groups.count - 1].removeLast()
        groups[groups.count - 1].append(quotient(numerator, denominator))
      case .script(let base?, _, nil, 0) where base.kind == .bar && operandDepth > 0:
        // A bar behind an operand belongs to the whole term.
        return joined(groups, joints)
      case .script(let base?, let sub?, nil, 0) where base.kind == .bar:
        cursor.position += 1
        let whole = joined(groups, joints)
        let assignments = try self.assignments(sub, item.range, in: whole)
        groups = [
          [Expression(.evaluated(whole, at: assignments), Elaborator.union(whole.range, item.range))]
        ]
        joints = []
      case .sign, .relation, .punctuation, .text, .mark:
        return joined(groups, joints)
      default:
        groups[groups.count - 1].append(try factor(&cursor))
      }
    }
    return joined(groups, joints)
  }

  /// What stands behind a slash: the next factor; or the product that follows without a sign, as another
  /// reading of 1/2E.
  private mutating func slashDenominator(_ cursor: inout MarkupCursor) throws(Problem) -> Expression {
    let first = try signedFactor(&cursor)
    guard case .number = first.node, let next = cursor.peek, next.startsLetterFactor else { return first }
    guard chooses(.slashTakesProduct) else { return first }
    return product([first, try factor(&cursor)])
  }

  /// A factor that may carry a sign: 2·−x.
  private mutating func signedFactor(_ cursor: inout MarkupCursor) throws(Problem) -> Expression {
    var isNegative = false
    let sign = cursor.peek?.range
    while case .sign(let sign)? = cursor.peek?.kind, sign == .plus || sign == .minus {
      if sign == .minus { isNegative.toggle() }
      cursor.position += 1
    }
    let value = try factor(&cursor)
    return isNegative ? Expression(.negative(value), Elaborator.union(sign, value.range)) : value
  }

  /// ⊙ and its like between products of factors.
  private mutating func joined(_ groups: [[Expression]], _ joints: [Joint]) -> Expression {
    let (groups, joints) = resolvingStars(groups, joints)
    guard !joints.isEmpty else { return product(groups[0]) }
    let isMixed = groups.contains { $0.count > 1 }
    if groups.dropFirst().contains(where: { $0.count > 1 }), chooses(.groupsFromTheLeft) {
      var result = product(groups[0])
      for (joint, group) in zip(joints, groups.dropFirst()) {
        result = product([join(result, joint, group[0])] + group.dropFirst())
      }
      return result
    }
    if isMixed && chooses(.hadamardBindsTighter) {
      var result: [Expression] = Array(groups[0].dropLast())
      var left = groups[0][groups[0].count - 1]
      for (joint, group) in zip(joints, groups.dropFirst()) {
        left = join(left, joint, group[0])
        if group.count > 1 {
          result.append(left)
          result += group[1..<(group.count - 1)]
          left = group[group.count - 1]
        }
      }
      return product(result + [left])
    }
    var result = product(groups[0])
    for (joint, group) in zip(joints, groups.dropFirst()) { result = join(result, joint, product(group)) }
    return result
  }

  /// left joint right
  private func join(_ left: Expression, _ joint: Joint, _ right: Expression) -> Expression {
    let range = Elaborator.union(left.range, right.range)
    switch joint {
    case .hadamard:
      var factors: [Expression] = []
      for operand in [left, right] {
        if case .hadamard(let inner) = operand.node { factors += inner } else { factors.append(operand) }
      }
      return Expression(.hadamard(factors), range)
    case .outer: return Expression(.outer(left, right), range)
    case .division: return Expression(.quotient(left, right), range)
    case .star: return product([left, right])
    }
  }

  /// A flat product; a single factor is itself. What stands in brackets and is a product of two vectors is one
  /// factor: (uᵀv)w is a number times w, and uᵀvw would be no product.
  func product(_ factors: [Expression]) -> Expression {
    guard factors.count > 1 else { return factors[0] }
    var flat: [Expression] = []
    for factor in factors {
      if case .product(let inner) = factor.node, !factor.isProductOfVectors {
        flat += inner
      } else {
        flat.append(factor)
      }
    }
    return Expression(.product(flat), Elaborator.union(factors[0].range, factors[factors.count - 1].range))
  }

  /// A quotient.
  func quotient(_ numerator: Expression, _ denominator: Expression) -> Expression {
    Expression(.quotient(numerator, denominator), Elaborator.union(numerator.range, denominator.range))
  }

  /// The smallest range around both.
  static func union(_ left: SourceRange?, _ right: SourceRange?) -> SourceRange? {
    guard let left else { return right }
    guard let right else { return left }
    return left.union(right)
  }
}

extension Expression {
  /// Whether a whole vector stands in it outside of indices, as far as can be seen before shapes are known.
  fileprivate var isWhole: Bool {
    switch node {
    case .quantity(let quantity):
      quantity.indices.isEmpty && quantity.role != .cost && quantity.role != .batchCost
        && quantity.role != .weight
    case .sum(let terms): terms.contains(where: \.isWhole)
    case .negative(let inner), .example(let inner, _): inner.isWhole
    case .product(let factors): factors.last?.isUnitVector == true
    case .element: isUnitVector
    case .call(.activation, let arguments), .call(.log, let arguments), .call(.exp, let arguments):
      arguments.first?.isWhole == true
    default: false
    }
  }
}

extension Markup {
  /// Whether a letter, with or without scripts, stands here.
  var startsLetterFactor: Bool {
    switch kind {
    case .letter, .styled: return true
    case .script(let base?, _, _, _): return base.startsLetterFactor
    default: return false
    }
  }
}
