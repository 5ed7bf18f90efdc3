import Formula

/// f[x, φ] = …: what stands in square brackets behind a name is its arguments, where the text defines it so or a small
/// letter stands nowhere else; elsewhere [h, x] behind a matrix is h and x in one.
struct BracketCalls {
  private let statements: [Statement]
  /// The number of arguments of such names.
  private var counts: [String: Int] = [:]

  init(_ statements: [Statement]) {
    self.statements = statements
    for statement in statements {
      guard statement.parts.relations.first?.canDefine == true,
        case .chain(let chain)? = statement.sides.first?.node, chain.factors.count == 2,
        let (use, arguments) = chain.bracketCall(at: 0), use.slots.isEmpty,
        arguments.allSatisfy({ $0.letter != nil })
      else { continue }
      counts[use.name] = arguments.count
    }
    counts.merge(small) { defined, _ in defined }
  }

  /// l of l[f, y]: small letters that stand before such lists only, always as long.
  private var small: [String: Int] {
    var (called, uses): ([String: [Int]], [String: Int]) = ([:], [:])
    for term in statements.flatMap(\.terms) {
      for use in term.uses { uses[use.name, default: 0] += 1 }
      term.visit { inner in
        guard case .chain(let chain) = inner.node else { return }
        for place in chain.factors.indices {
          guard let (use, arguments) = chain.bracketCall(at: place), use.slots.isEmpty, !use.name.isCapital
          else { continue }
          called[use.name, default: []].append(arguments.count)
        }
      }
    }
    return called.filter { $0.value.count == uses[$0.key] && Set($0.value).count == 1 }
      .mapValues { $0[0] }
  }

  /// The statements with such names and brackets as calls.
  var settled: [Statement] { counts.isEmpty ? statements : statements.map { $0.mapTerms(called) } }

  private func called(_ term: Term) -> Term {
    let term = term.mapChildren(called)
    guard case .chain(let chain) = term.node else { return term }
    var factors: [Term] = []
    var signs: [Chain.Sign] = []
    var place = 0
    while place < chain.factors.count {
      if place > 0 { signs.append(chain.signs[place - 1]) }
      if let (use, arguments) = chain.bracketCall(at: place), counts[use.name] == arguments.count {
        let range = chain.factors[place].range.union(chain.factors[place + 1].range)
        factors.append(Term(.applied(use, arguments), range))
        place += 2
      } else {
        factors.append(chain.factors[place])
        place += 1
      }
    }
    return factors.count == 1
      ? Term(factors[0].node, term.range) : Term(.chain(Chain(factors: factors, signs: signs)), term.range)
  }
}

extension Chain {
  /// A name and a list in brackets behind it.
  fileprivate func bracketCall(at place: Int) -> (use: NameUse, arguments: [Term])? {
    guard place + 1 < factors.count, signs[place] == .beside, case .name(let use) = factors[place].node,
      use.primes == 0, case .function(TermReader.list, 0, let arguments) = factors[place + 1].node
    else { return nil }
    return (use, arguments)
  }
}
