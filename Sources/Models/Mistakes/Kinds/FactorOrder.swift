import Formula

extension Mistake {
  /// Factors of a matrix product in the wrong order, with the transposes that go with it.
  static let factorOrder = Mistake(
    name: .shapeMismatch, title: "the factors of a product in the wrong order",
    example: MistakeExample(#"\frac{\partial C}{\partial W^l} = (a^{l-1})^T \delta^l"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .chain(let chain) = site.term.node, site.isMultiplied, link.shape(site)?.isNumber != true
      else { return [] }
      let counts = chain.factors.prefix { $0.isScalar(link) }.count
      let (numbers, wholes) = (Array(chain.factors.prefix(counts)), Array(chain.factors.dropFirst(counts)))
      guard wholes.count >= 2, wholes.count <= 6 else { return [] }
      let between = Array(chain.signs.dropFirst(counts))
      return Term.arrangements(wholes, between).map { factors, signs in
        let product = Term.product(
          numbers + factors, Array(chain.signs.prefix(counts)) + signs, site.term.range)
        return Edit(
          link.replacing(site, by: product), "The factors have to stand in another order: \(product).")
      }
    }
  }
}

extension Term {
  /// Other orders of factors: neighbours exchanged, then the reverse, then each with some of them transposed.
  fileprivate static func arrangements(
    _ factors: [Term], _ signs: [Chain.Sign]
  ) -> [(factors: [Term], signs: [Chain.Sign])] {
    var orders: [[Int]] = []
    func add(_ order: [Int]) { if !orders.contains(order) { orders.append(order) } }
    let own = Array(factors.indices)
    for place in own.dropLast() {
      var swapped = own
      swapped.swapAt(place, place + 1)
      add(swapped)
    }
    add(own.reversed())
    for place in own {
      for other in own {
        var moved = own
        moved.insert(moved.remove(at: place), at: other)
        add(moved)
      }
    }
    orders.removeAll { $0 == own }
    var result: [(factors: [Term], signs: [Chain.Sign])] = []
    if factors.count > 4 { return orders.map { ($0.map { factors[$0] }, signs) } }
    let masks = (0..<(1 << min(factors.count, 3))).sorted { $0.nonzeroBitCount < $1.nonzeroBitCount }
    for mask in masks {
      for order in orders {
        result.append(
          (order.map { mask >> $0 & 1 == 1 ? factors[$0].turned : factors[$0] }, signs))
        // δ ⊙ σ′ W: the sign goes with its factor.
        let reversed = Array(signs.reversed())
        if order == own.reversed(), reversed != signs {
          result.append((order.map { mask >> $0 & 1 == 1 ? factors[$0].turned : factors[$0] }, reversed))
        }
      }
    }
    return result
  }
}
