import Formula

/// S = ABᵀ/τ beside s_{ij}, which nothing defines: the small letters are the entries of the capital.
struct EntriesOfCapitals {
  private let statements: [Statement]
  private let given: Int
  private let indices: Set<String>

  /// Looks at the statements of a text behind those of a page.
  init(_ statements: [Statement], given: Int, indices: Set<String>) {
    self.statements = statements
    self.given = given
    self.indices = indices
  }

  /// The statements with such entries written on the capital.
  var written: [Statement] {
    let names = entries
    guard !names.isEmpty else { return statements }
    return statements.enumerated().map { number, statement in
      number < given ? statement : statement.mapTerms { Self.renamed($0, names) }
    }
  }

  /// Small letters that are entries, with their capitals.
  private var entries: [String: String] {
    let own = statements[given...]
    let ofPage = Set(statements.prefix(given).flatMap(\.terms).flatMap(\.uses).map(\.name))
    let uses = own.flatMap(\.terms).flatMap(\.uses)
    var result: [String: String] = [:]
    for capital in Set(uses.map(\.name)) where capital.isCapital && !ofPage.contains(capital) {
      let small = capital.small
      guard small != capital, !ofPage.contains(small), !isNumber(capital, own) else { continue }
      let entries = uses.filter { $0.name == small }
      // w_{jk}^l of W^l: what stands above stands on both.
      let above = Set(uses.filter { $0.name == capital }.map { $0.slots.filter(\.isAbove).count })
      let isOfTwo = entries.allSatisfy { use in
        let below = use.slots.filter(\.isBelow)
        let rest = use.slots.count - below.count
        return use.primes == 0 && below.count == 2 && below.allSatisfy { isIndex($0.content) }
          && (rest == 0 || above == [rest] && use.slots.allSatisfy { $0.isBelow || $0.isAbove })
      }
      let isDefined = own.contains { $0.sides.first?.baseUse?.name == small }
      // What claims alone speak of may be anything.
      let isNeeded = own.contains { statement in
        statement.parts.relations.first?.canDefine == true && statement.sides.first?.isDerivative == false
          && statement.sides.dropFirst().contains { $0.uses.contains { $0.name == small } }
      }
      guard !entries.isEmpty, isOfTwo, !isDefined,
        isNeeded ? isMade(capital, own) : isDrawn(capital, own)
      else { continue }
      result[small] = capital
    }
    return result
  }

  /// Defined as a whole, and never written with indices.
  private func isMade(_ capital: String, _ own: ArraySlice<Statement>) -> Bool {
    own.contains { statement in
      statement.sides.first?.letter == capital && statement.parts.relations.first?.canDefine == true
        && !statement.sides[1].isDerivative
    }
      && own.flatMap(\.terms).flatMap(\.uses).allSatisfy { $0.name != capital || $0.slots.isEmpty }
  }

  /// Used as a whole by what is defined, and defined by nothing.
  private func isDrawn(_ capital: String, _ own: ArraySlice<Statement>) -> Bool {
    let isDefined = own.contains { $0.sides.first?.baseUse?.name == capital }
    return !isDefined
      && own.contains { statement in
        statement.parts.relations.first?.canDefine == true && statement.sides.first?.isDerivative == false
          && statement.sides.dropFirst().contains { side in
            side.uses.contains { $0.name == capital && $0.slots.allSatisfy(\.isAbove) }
          }
      }
  }

  /// A cost: derivatives are taken of it and none by it; or what is made of the small letters.
  private func isNumber(_ capital: String, _ own: ArraySlice<Statement>) -> Bool {
    var (above, below) = (false, false)
    for term in own.flatMap(\.terms) {
      term.visit { inner in
        switch inner.node {
        case .derivative(let of, let by):
          if of.baseUse?.name == capital { above = true }
          if by.contains(where: { $0.baseUse?.name == capital }) { below = true }
        case .gradient(let of, let by):
          if of.baseUse?.name == capital { above = true }
          if by?.baseUse?.name == capital { below = true }
        default: break
        }
      }
    }
    if above, !below { return true }
    var made: Set<String> = [capital]
    var open = [capital]
    while let next = open.popLast() {
      for statement in own where statement.sides.first?.baseUse?.name == next {
        guard statement.parts.relations.first?.canDefine == true else { continue }
        for use in statement.sides.dropFirst().flatMap(\.uses) where made.insert(use.name).inserted {
          open.append(use.name)
        }
      }
    }
    return made.contains(capital.small)
  }

  private func isIndex(_ content: Term) -> Bool {
    content.integer != nil || content.letter.map(indices.contains) == true
  }

  private static func renamed(_ term: Term, _ names: [String: String]) -> Term {
    let term = term.mapChildren { renamed($0, names) }
    switch term.node {
    case .name(var use):
      guard let capital = names[use.name] else { return term }
      use.name = capital
      return Term(.name(use), term.range)
    case .applied(var use, let arguments):
      guard let capital = names[use.name] else { return term }
      use.name = capital
      return Term(.applied(use, arguments), term.range)
    default: return term
    }
  }
}
