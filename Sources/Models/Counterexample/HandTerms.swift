import Formula

/// Puts numbers into terms at one point of an example: for indices, then for everything.
struct HandTerms {
  var typer: Typer
  var program: Program
  /// The shapes of 1 and I in the rule at hand, by where they stand.
  private var shapes: [SourceRange: (rows: Int, columns: Int)] = [:]

  init(typer: Typer, program: Program) {
    self.typer = typer
    self.program = program
  }

  /// Terms of a written-out sum.
  private static let most = 4

  /// The value of a term; nil where it has none.
  mutating func value(_ term: Term) -> Value? {
    guard let typed = typed(term), let value = try? program.value(typed),
      value.entries.count == value.rows * value.columns
    else { return nil }
    return value
  }

  /// The meaning of a term; the program is ready to compute it.
  private mutating func typed(_ term: Term) -> Typed? {
    var typer = typer
    guard let typed = try? typer.type(term) else { return nil }
    program.typer = typer
    program.letters = [:]
    // Rows of numbers are as long as they are written.
    for length in 0..<16 {
      if let size = typer.sizes.known("#\(length)") { program.sizeValues[typer.sizes.root(size)] = length }
    }
    return typed
  }

  /// The numbers of a value, row by row.
  func rows(_ value: Value) -> [[Double]] {
    (0..<value.rows).map { i in (0..<value.columns).map { program.tape.values[value[i, $0]].withoutNoise } }
  }

  /// A value as a term: a number, or a matrix of numbers.
  func term(_ value: Value) -> Term {
    let cells = rows(value).map { $0.map { Term(.number($0), Self.nowhere) } }
    if cells.count == 1, cells[0].count == 1 { return cells[0][0] }
    return Term(.matrix(cells), Self.nowhere)
  }

  private static let nowhere = SourceRange(0, 0)

  // MARK: - Indices

  /// The term with numbers for its indices, layers and times, and short sums written out.
  mutating func instantiated(_ term: Term, _ letters: [String: Int]) -> Term {
    switch term.node {
    case .name(let use): return Term(name(use, letters, term.range), term.range)
    case .applied(let use, let arguments):
      return Term(
        .applied(indexed(use, letters), arguments.map { instantiated($0, letters) }), term.range)
    case .big(let big): return writtenOut(big, letters, term)
    default: return term.mapChildren { instantiated($0, letters) }
    }
  }

  private mutating func name(_ use: NameUse, _ letters: [String: Int], _ range: SourceRange) -> Term.Node {
    if use.slots.isEmpty, use.primes == 0 {
      if let number = letters[use.name] { return .number(Double(number)) }
      if case .key(let number)? = typer.letters[use.name] { return .number(Double(number)) }
      if typer.chosen[use.name] != nil, typer.model.definitions[use.name] == nil {
        return .number(Double(program.choice(use.name)))
      }
      if let end = typer.model.ends[use.name], typer.model.definitions[use.name] == nil {
        return .number(Double(end))
      }
    }
    return .name(indexed(use, letters))
  }

  private mutating func indexed(_ use: NameUse, _ letters: [String: Int]) -> NameUse {
    var use = use
    use.slots = use.slots.map { slot in
      let content = instantiated(slot.content, letters)
      if let number = content.wholeValue(typer) {
        return Slot(place: slot.place, content: Term(.number(Double(number)), slot.content.range))
      }
      return Slot(place: slot.place, content: content)
    }
    return use
  }

  /// Σ_j w_j x_j as w_1 x_1 + w_2 x_2, where that is short.
  private mutating func writtenOut(_ big: Big, _ letters: [String: Int], _ whole: Term) -> Term {
    var letters = letters
    for binder in big.binders { letters[binder.letter] = nil }
    let open = whole.mapChildren { instantiated($0, letters) }
    guard big.kind == .sum || big.kind == .product, big.binders.count == 1 else { return open }
    let binder = big.binders[0]
    guard let range = range(open, binder.letter), range.count <= Self.most else { return open }
    var terms: [Term] = []
    for number in range {
      var inner = letters
      inner[binder.letter] = number
      if let condition = binder.condition {
        let numbers = condition.comparisons.map { comparison in
          (
            value(instantiated(comparison.left, inner)), comparison.relation,
            value(instantiated(comparison.right, inner))
          )
        }
        var holds = true
        for (left, relation, right) in numbers {
          guard let a = left?.entries.first, let b = right?.entries.first else { return open }
          holds = holds && Tape.holds(relation, program.tape.values[a], program.tape.values[b])
        }
        if !holds { continue }
      }
      terms.append(instantiated(big.body, inner))
    }
    guard let first = terms.first else { return open }
    if terms.count == 1 { return first }
    if big.kind == .sum { return Term(.sum(terms), whole.range) }
    let signs = Array(repeating: Chain.Sign.beside, count: terms.count - 1)
    return Term(.chain(Chain(factors: terms, signs: signs)), whole.range)
  }

  /// Where a bound letter runs; nil where that cannot be told.
  private mutating func range(_ big: Term, _ letter: String) -> ClosedRange<Int>? {
    guard case .big(let node) = big.node else { return nil }
    if typer.model.keyLetters.contains(letter) {
      guard let lower = node.binders[0].lower?.wholeValue(typer),
        let upper = node.binders[0].upper?.wholeValue(typer), lower <= upper
      else { return nil }
      return lower...upper
    }
    var local = typer
    guard let typed = try? local.type(big), case .big(_, let loops, _) = typed.operation,
      let loop = loops.first
    else { return nil }
    program.typer = local
    let from = (try? loop.from.map { inner throws(EvaluationProblem) in try program.integer(inner) }) ?? nil
    let to = (try? loop.to.map { inner throws(EvaluationProblem) in try program.integer(inner) }) ?? nil
    let first = from ?? program.first(loop.size)
    let last = to ?? program.number(loop.size) + program.first(loop.size) - 1
    return first <= last ? first...last : nil
  }

  // MARK: - Numbers

  /// Numbers for every name of a rule that comes to `value`; nil where what would be shown does not come to that.
  mutating func numbers(of rule: Term, _ value: [[Double]]) -> Term? {
    shapes = [:]
    guard let typed = typed(rule) else { return nil }
    var found: [Typed] = []
    typed.visit { part in
      switch part.operation {
      case .ones, .identity: found.append(part)
      default: break
      }
    }
    for part in found {
      shapes[part.range] = (program.number(part.shape.rows), program.number(part.shape.columns))
    }
    guard let numbers = numbers(rule), let again = self.value(numbers) else { return nil }
    let (shown, meant) = (rows(again).joined(), value.joined())
    guard shown.count == meant.count,
      zip(shown, meant).allSatisfy({ abs($0 - $1) <= 1e-9 * max(1, abs($0), abs($1)) })
    else { return nil }
    return numbers
  }

  /// All ones, or I, in the size that they have where they stand.
  private mutating func plain(_ term: Term) -> Term? {
    guard let (rows, columns) = shapes[term.range] else { return nil }
    let isOnes = if case .ones = term.node { true } else { false }
    let cells = (0..<rows).map { i in
      (0..<columns).map { Term(.number(isOnes || i == $0 ? 1 : 0), Self.nowhere) }
    }
    return rows == 1 && columns == 1 ? cells[0][0] : Term(.matrix(cells), Self.nowhere)
  }

  /// The term with a number for every name; nil where a part has none.
  private mutating func numbers(_ term: Term) -> Term? {
    if let plain = plain(term) { return plain }
    switch term.node {
    case .number: return term
    case .sum(let terms):
      return all(terms).map { Term(.sum($0), term.range) }
    case .negative(let inner): return numbers(inner).map { Term(.negative($0), term.range) }
    case .chain(let chain):
      guard let factors = all(chain.factors) else { return nil }
      let areNumbers = factors.allSatisfy { !$0.isMatrix }
      // Between numbers ⊙ is a product like any other.
      let signs = areNumbers ? chain.signs.map { $0 == .elementwiseDivision ? $0 : .beside } : chain.signs
      return Term(.chain(Chain(factors: factors, signs: signs)), term.range)
    case .quotient(let top, let bottom):
      guard let top = numbers(top), let bottom = numbers(bottom) else { return nil }
      return Term(.quotient(top, bottom), term.range)
    case .raised(let base, let exponent) where exponent.letter != "T":
      if base.letter == "e", typer.model.definitions["e"] == nil, let exponent = numbers(exponent) {
        return Term(.raised(base, exponent), term.range)
      }
      guard let base = numbers(base), let exponent = numbers(exponent), !base.isArray else {
        return value(term).map(self.term)
      }
      return Term(.raised(base, exponent), term.range)
    case .function("diag", _, let arguments) where arguments.count == 1:
      guard let argument = numbers(arguments[0]), let entries = value(argument)?.entries else { return nil }
      // Of one number, the diagonal matrix is that number.
      return entries.count == 1 ? argument : Term(.function("diag", primes: 0, [argument]), term.range)
    case .function(let word, let primes, let arguments):
      return all(arguments).map { Term(.function(word, primes: primes, $0), term.range) }
    case .applied(let use, let arguments):
      let isFunction = typer.model.functionNames.contains(use.name) || typer.model.functions[use.name] != nil
      guard isFunction else {
        guard let factor = numbers(Term(.name(use), term.range)), let arguments = all(arguments) else {
          return nil
        }
        let factors = [factor] + arguments
        return Term(
          .chain(Chain(factors: factors, signs: Array(repeating: .beside, count: factors.count - 1))),
          term.range)
      }
      return all(arguments).map { Term(.applied(use, $0), term.range) }
    case .absolute(let inner): return numbers(inner).map { Term(.absolute($0), term.range) }
    case .norm(let inner): return numbers(inner).map { Term(.norm($0), term.range) }
    default: return value(term).map(self.term)
    }
  }

  /// The term with the values of slopes: φ′(2) as 4.
  mutating func withSlopes(_ term: Term) -> Term {
    if case .applied(let use, _) = term.node, use.primes > 0, let value = value(term) {
      return self.term(value)
    }
    var children: [Term] = []
    for child in term.children { children.append(withSlopes(child)) }
    var rest = children[...]
    return term.mapChildren { rest.popFirst() ?? $0 }
  }

  private mutating func all(_ terms: [Term]) -> [Term]? {
    var result: [Term] = []
    for term in terms {
      guard let next = numbers(term) else { return nil }
      result.append(next)
    }
    return result
  }
}

extension Term {
  /// Numbers in rows and columns stand in it.
  var isMatrix: Bool { contains { if case .matrix = $0.node { true } else { false } } }

  /// It comes to numbers in rows and columns.
  fileprivate var isArray: Bool {
    switch node {
    case .norm, .absolute: false
    case .function("trace", _, _), .function("norm1", _, _): false
    default: isMatrix
    }
  }

  /// The whole number that an index comes to.
  fileprivate func wholeValue(_ typer: Typer) -> Int? {
    if let number = integer { return number }
    if let number = typer.keyValue(self) { return number }
    switch node {
    case .sum(let terms):
      var total = 0
      for term in terms {
        guard let next = term.wholeValue(typer) else { return nil }
        total += next
      }
      return total
    case .negative(let inner): return inner.wholeValue(typer).map { -$0 }
    default: return nil
    }
  }
}

extension Double {
  /// The number without what rounding added to it.
  var withoutNoise: Double {
    let short = (self * 1e9).rounded() / 1e9
    return Swift.abs(self - short) <= 4e-15 * Swift.max(1, Swift.abs(self)) ? short : self
  }
}
