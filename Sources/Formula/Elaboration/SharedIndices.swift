/// Sums that are not written: in some notations an index that two factors share is summed; a capital letter is a
/// unit that stays fixed.
extension Statement {
  /// The statement with a Σ before every product two factors of which share an index that is free on no side.
  ///
  /// z_i = w_{ij} a_j + b_i becomes z_i = Σ_j w_{ij} a_j + b_i; in δ_i = a_i σ′(z_i) nothing is summed, because i
  /// stands alone on the left.
  func writingSharedIndices() -> Statement {
    var summed = self
    summed.sides = sides.map { $0.summingSharedIndices(except: []) }
    var result = self
    result.sides = sides.map { $0.summingSharedIndices(except: summed.looseIndices) }
    return result
  }

  /// The letters of indices that are free on one of its sides.
  var looseIndices: Set<String> { Set(sides.flatMap(\.looseIndices)) }
}

extension Expression {
  /// The letters of unit indices that no Σ in the expression binds, in the order they are met.
  var looseIndices: [String] {
    var names: [String] = []
    collectLooseIndices(bound: [], into: &names)
    return names
  }

  private func collectLooseIndices(bound: Set<String>, into names: inout [String]) {
    func note(_ indices: [Index]) {
      for case .variable(let name) in indices
      where !bound.contains(name) && !names.contains(name) && !name.isCapital {
        names.append(name)
      }
    }
    var bound = bound
    switch node {
    case .quantity(let quantity): note(quantity.indices)
    case .element(_, let indices): note(indices)
    case .kronecker(let left, let right): note([left, right])
    case .big(let operation): bound.formUnion(operation.binders.map(\.name))
    default: break
    }
    for child in children { child.collectLooseIndices(bound: bound, into: &names) }
  }

  /// The indices that at least two factors of a product have; none of anything else.
  private func sharedIndices(except outside: Set<String>) -> [String] {
    guard case .product(let factors) = node else { return [] }
    let letters = factors.map(\.looseIndices)
    return looseIndices.filter { name in
      !outside.contains(name) && letters.count { $0.contains(name) } > 1
    }
  }

  /// Puts Σ before products with shared indices, from the inside out.
  func summingSharedIndices(except outside: Set<String>) -> Expression {
    var outside = outside
    switch node {
    case .big(let operation): outside.formUnion(operation.binders.map(\.name))
    case .derivative(of: let function, by: let variable):
      // In ∂/∂a_p σ(w_{mp} a_p + b_m) the p below σ is a letter of its own.
      if case .call = function.node { outside.subtract(variable.looseIndices) }
    default: break
    }
    let inner = mappedChildren { $0.summingSharedIndices(except: outside) }
    let names = inner.sharedIndices(except: outside)
    guard !names.isEmpty else { return inner }
    return Expression(.big(BigOperator(.sum, over: names.map { Binder($0) }, inner)), range)
  }
}

extension String {
  /// Whether it is one capital letter.
  fileprivate var isCapital: Bool { count == 1 && first?.isUppercase == true }
}
