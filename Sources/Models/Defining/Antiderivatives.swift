import Formula

/// Φ′ = φ, where φ is defined and Φ is not: Φ is what has this derivative.
extension ModelBuilder {
  /// Makes such functions: Φ(z) = c + z ∫₀¹ φ(tz) dt, by ten points of Gauss and Legendre.
  ///
  /// For smooth φ and arguments of a few units the quadrature is exact to some 10⁻¹²; c is one of all constants.
  mutating func antiderivatives() {
    for statement in statements {
      guard statement.sides.count == 2, statement.parts.relations == [.equal],
        case .applied(let use, let arguments) = statement.sides[0].node, use.primes == 1, use.slots.isEmpty,
        arguments.count == 1, let letter = arguments[0].letter, model.functionNames.contains(use.name),
        model.functions[use.name] == nil, isGiven(statement.sides[1], in: letter, but: use.name)
      else { continue }
      let slope = statement.sides[1]
      func scaled(_ term: Term, by factor: Double) -> Term {
        guard term.letter != letter else {
          let number = Term(.number(factor), term.range)
          return Term(.chain(Chain(factors: [number, term], signs: [.beside])), term.range)
        }
        return term.mapChildren { scaled($0, by: factor) }
      }
      let range = slope.range
      let points = Self.points.map { point, weight in
        Term(
          .chain(
            Chain(factors: [Term(.number(weight), range), scaled(slope, by: point)], signs: [.beside])),
          range)
      }
      let mean = Term(
        .chain(Chain(factors: [arguments[0], Term(.sum(points), range)], signs: [.beside])), range)
      var whole = use
      whole.primes = 0
      model.functions[use.name] = [
        Model.Definition(
          use: whole, parameters: [letter], body: Term(.sum([Term(.number(0.5), range), mean]), range),
          statement: -1)
      ]
    }
  }

  /// Made of one letter by functions that are defined.
  private func isGiven(_ term: Term, in letter: String, but name: String) -> Bool {
    let uses = term.uses
    return uses.contains { $0.name == letter }
      && uses.allSatisfy { use in
        use.name == letter || use.name != name && use.primes == 0 && model.functions[use.name] != nil
      }
  }

  /// Points in (0, 1) with their weights.
  private static let points: [(Double, Double)] = [
    (0.98695326425858587, 0.033335672154344367), (0.93253168334449232, 0.074725674575290266),
    (0.83970478414951222, 0.10954318125799103), (0.71669769706462361, 0.13463335965499812),
    (0.57443716949081558, 0.14776211235737646), (0.42556283050918442, 0.14776211235737646),
    (0.28330230293537639, 0.13463335965499812), (0.16029521585048778, 0.10954318125799103),
    (0.067468316655507732, 0.074725674575290266), (0.013046735741414128, 0.033335672154344367),
  ]
}
