import Formula

/// S^{ij}, δ^i_m: indices that stand above.
///
/// Where three names and more carry two letters above, and none of these letters is a value anywhere, they count, alone
/// or together; no power has such an exponent.
struct UpperIndices {
  private let statements: [Statement]
  /// The letters that count above names; empty where the text has no such indices.
  let letters: Set<String>

  init(_ statements: [Statement]) {
    self.statements = statements
    var (names, letters, values): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    func look(_ term: Term) {
      switch term.node {
      case .name(let use): if use.slots.isEmpty { values.insert(use.name) }
      case .raised(let base, let exponent):
        if case .name(let use) = base.node, let pair = exponent.indexLetters {
          if pair.count == 2 {
            names.insert(use.name)
            letters.formUnion(pair)
          }
        } else {
          look(exponent)
        }
        look(base)
      case .big(let big): look(big.body)
      default: term.children.forEach(look)
      }
    }
    for term in statements.flatMap(\.sides) { look(term) }
    self.letters = names.count >= 3 && letters.isDisjoint(with: values) ? letters : []
  }

  /// The statements with such letters as indices below.
  var lowered: [Statement] { letters.isEmpty ? statements : statements.map { $0.mapTerms(lowered) } }

  private func lowered(_ term: Term) -> Term {
    let term = term.mapChildren(lowered)
    guard case .raised(let base, let exponent) = term.node, case .name(var use) = base.node,
      use.slots.allSatisfy(\.isBelow), let above = exponent.indexLetters,
      above.allSatisfy({ letters.contains($0.filter { $0 != "'" }) })
    else { return term }
    let contents = above.map { Term(.name(NameUse($0)), exponent.range) } + use.slots.map(\.content)
    use.slots = contents.enumerated().map { Slot(place: .below($0.offset), content: $0.element) }
    return Term(.name(use), term.range)
  }
}

extension Term {
  /// One or two small letters side by side.
  fileprivate var indexLetters: [String]? {
    func letter(_ term: Term) -> String? {
      guard case .name(let use)? = term.asIndex.node as Node?, use.slots.isEmpty, use.primes == 0,
        !use.name.isCapital, !use.name.hasPrefix("\\")
      else { return nil }
      return use.name
    }
    if let only = letter(self) { return [only] }
    guard case .chain(let chain) = node, chain.factors.count == 2, chain.signs == [.beside] else {
      return nil
    }
    let letters = chain.factors.compactMap(letter)
    return letters.count == 2 ? letters : nil
  }
}
