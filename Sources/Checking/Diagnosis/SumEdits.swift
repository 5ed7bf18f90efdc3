import Formula

// Sums that are missing, too many, or over something else.
extension SideEdits {
  /// Σ added, dropped, over another letter, without its limits.
  var sumEdits: [Edit] { onlyOne + changedSums }

  /// Σ with limits that are not the whole range of its index: without them.
  ///
  /// Over units with another layer's width that is a matter of layers, else some are left out.
  var sumLimits: [Edit] {
    parts.flatMap { part -> [Edit] in
      guard case .big(let operation) = part.expression.node, operation.kind == .sum else { return [] }
      return operation.binders.indices.compactMap { number in
        let binder = operation.binders[number]
        guard let range = finder.range(of: binder.name, in: operation.body), !isWhole(binder, range) else {
          return nil
        }
        var limit = Edit.SumLimit.leavesOut
        if case .units(let layer) = range, let upper = binder.upper,
          !upper.contains(where: { $0 == .width(layer) })
        {
          limit = .ofOtherLayer
        } else if binder.runsTooFar(firstUnit: finder.convention.notation.firstUnit) {
          limit = .tooFar
        }
        var open = operation
        open.binders[number] = Binder(binder.name, where: binder.condition)
        let kind = Edit.Kind.sumLimit(binder.name, limit)
        return edit(kind, part, Expression(.big(open)))
      }
    }
  }

  /// 1 … n, or 0 … n − 1.
  private func isWhole(_ binder: Binder, _ range: AxisRange) -> Bool {
    guard let upper = binder.upper else { return binder.lower == nil }
    let count: Node =
      switch range {
      case .units(let layer): .width(layer)
      case .examples: .exampleCount
      case .count(let number): .number(Double(number))
      }
    let isCount = { (node: Node) in
      if case .symbol = node { true } else if case .indexValue = node { true } else { node == count }
    }
    guard binder.lower?.node == .number(0) else {
      return isCount(upper.node) && (binder.lower == nil || binder.lower?.node == .number(1))
    }
    guard case .sum(let terms) = upper.node else { return false }
    return terms.count == 2 && isCount(terms[0].node) && terms[1].node == .negative(Expression(.number(1)))
  }

  /// A Σ around the whole side dropped, its letter made one of the free ones.
  var outerSums: [Edit] {
    guard let whole = parts.first, case .big(let operation) = right.node, operation.kind == .sum,
      operation.binders.count == 1, let binder = operation.binders.first
    else { return extraMeans }
    let bodies =
      [operation.body]
      + freeLetters.filter { $0.name != binder.name }.map {
        operation.body.replacingIndex(binder.name, by: $0.name)
      }
    return bodies.map { edit(.extraSum(binder.name), whole, $0) }
  }

  /// (1/n) Σ around the whole side dropped, its letter made one of the free ones.
  private var extraMeans: [Edit] {
    guard let whole = parts.first, case .product(let factors) = right.node, factors.count == 2,
      factors[0].isNormalisation, case .big(let operation) = factors[1].node, operation.kind == .sum,
      operation.binders.count == 1, let binder = operation.binders.first
    else { return [] }
    return freeLetters.map {
      edit(.extraSum(binder.name), whole, operation.body.replacingIndex(binder.name, by: $0.name))
    }
  }

  /// Units and examples named by a number or as the true class: Σ over all of them instead.
  private var onlyOne: [Edit] {
    var named: [(index: Index, isExample: Bool)] = []
    for quantity in right.quantities {
      for index in quantity.indices
      where index.isSingle && !named.contains(where: { $0.index == index && !$0.isExample }) {
        named.append((index, false))
      }
      if let index = quantity.example, index.isSingle,
        !named.contains(where: { $0.index == index && $0.isExample })
      {
        named.append((index, true))
      }
    }
    for case .example(_, let index) in parts.map(\.expression.node)
    where index.isSingle && !named.contains(where: { $0.index == index && $0.isExample }) {
      named.append((index, true))
    }
    let inverse = Expression(.quotient(Expression(.number(1)), Expression(.exampleCount)))
    // The whole, or one term of it: b − α (δ)_1.
    let places = parts.filter {
      $0.place == .whole || $0.place == .term && $0.expression.quantities.count > 0
    }
    return places.flatMap { part in
      named.flatMap { index, isExample -> [Edit] in
        let letter = isExample ? freshLetter([finder.convention.notation.exampleLetter, "e"]) : freshLetter()
        let body = part.expression.replacing(index, isExample: isExample, by: letter)
        guard body != part.expression else { return [] }
        var bodies = [body]
        if index == .trueClass {
          bodies.append(body.replacingOne(beside: letter, by: quantity(.target, nil, [.variable(letter)])))
        }
        var results = bodies.map { Expression(.big(BigOperator(.sum, over: [Binder(letter)], $0))) }
        if isExample { results += results.map { .times([inverse, $0]) } }
        return results.map { edit(.onlyOne(part.expression, letter), part, $0) }
      }
    }
  }

  /// A letter that stands free on the right side only, or in a body.
  var missingSums: [Edit] {
    let known = Set(finder.freeIndices(of: left))
    var edits: [Edit] = []
    for name in finder.freeIndices(of: right) where !known.contains(name) {
      for part in parts where part.place != .variable {
        guard finder.freeIndices(of: part.expression).contains(name),
          !part.bound.contains(where: { $0.name == name })
        else { continue }
        switch part.expression.node {
        case .quantity: if part.place != .whole { continue }
        default: break
        }
        let sum = Expression(.big(BigOperator(.sum, over: [Binder(name)], part.expression)))
        edits.append(edit(.missingSum(name), part, sum))
      }
    }
    return edits
  }

  private var changedSums: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      guard case .big(let operation) = part.expression.node, operation.kind == .sum else { continue }
      for (number, binder) in operation.binders.enumerated() {
        var rest = operation
        rest.binders.remove(at: number)
        func dropped(_ body: Expression) -> Expression {
          guard !rest.binders.isEmpty else { return body }
          rest.body = body
          return Expression(.big(rest))
        }
        edits.append(edit(.extraSum(binder.name), part, dropped(operation.body)))
        for letter in freeLetters where letter.name != binder.name {
          edits.append(
            edit(
              .extraSum(binder.name), part,
              dropped(operation.body.replacingIndex(binder.name, by: letter.name))))
        }
        for name in finder.freeIndices(of: operation.body) where name != binder.name {
          var other = operation
          other.binders[number] = Binder(name)
          edits.append(edit(.sumOverOther(binder.name, name), part, Expression(.big(other))))
        }
      }
    }
    return edits
  }
}

extension Index {
  /// One unit or example by number, or the true class.
  fileprivate var isSingle: Bool {
    switch self {
    case .literal, .trueClass, .all: true
    case .variable, .last: false
    }
  }
}

extension Expression {
  /// The expression with a letter for a unit or an example that was named.
  fileprivate func replacing(_ index: Index, isExample: Bool, by letter: String) -> Expression {
    mapped { node in
      switch node {
      case .quantity(var quantity):
        if isExample {
          if quantity.example == index { quantity.example = .variable(letter) }
        } else {
          quantity.indices = quantity.indices.map { $0 == index ? .variable(letter) : $0 }
        }
        return .quantity(quantity)
      case .example(let inner, index) where isExample: return .example(inner, .variable(letter))
      default: return node
      }
    }
  }

  /// The expression with something else for each 1 that is a term beside a quantity of this unit.
  func replacingOne(beside letter: String, by other: Expression) -> Expression {
    mapped { node in
      guard case .sum(let terms) = node,
        terms.contains(where: { $0.quantities.contains { $0.indices.contains(.variable(letter)) } })
      else { return node }
      return .sum(
        terms.map { term in
          switch term.node {
          case .number(1): other
          case .negative(let inner) where inner.node == .number(1): Expression(.negative(other))
          default: term
          }
        })
    }
  }
}

extension Binder {
  /// Σ_{k=0}^{n}, or up to n + 1.
  fileprivate func runsTooFar(firstUnit: Int) -> Bool {
    if let lower, case .number(let start) = lower.node, start > 1 { return false }
    guard let upper, case .sum(let terms) = upper.node else {
      // Up to n itself: from 0 that is one more than there are.
      return lower?.node == .number(0)
    }
    return terms.contains { if case .number = $0.node { true } else { false } }
  }
}
