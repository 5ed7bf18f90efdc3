import Formula

/// The program as it was computed: every number with the operation that gave it, in an order in which each comes
/// after what it is made of. Equal operations on equal numbers are one number, so that a part of a formula that
/// was given a name *is* that name.
struct Tape: Sendable {
  /// How a number was made.
  enum Operation: Sendable, Hashable {
    case constant(Double)
    /// Drawn; the number tells leaves apart.
    case leaf(Int)
    case sum([Int])
    case product(Int, Int)
    /// Σ aᵢbᵢ
    case inner([Int], [Int])
    case negative(Int)
    case quotient(Int, Int)
    case power(Int, Int)
    case elementary(Elementary, Int)
    /// 1 where the relation holds, else 0.
    case comparison(Relation, Int, Int)
    /// The second where the first is not 0, else the third.
    case choice(Int, Int, Int)
  }

  private(set) var operations: [Operation] = []
  /// The value of each number.
  private(set) var values: [Double] = []
  /// A bound on the rounding error of each number, to first order.
  private(set) var errors: [Double] = []
  private var known: [Operation: Int] = [:]
  private var leaves = 0

  var count: Int { operations.count }

  // MARK: - Making numbers

  private mutating func add(_ operation: Operation) -> Int {
    if let index = known[operation] { return index }
    let index = operations.count
    let (value, error) = Self.compute(operation) { (values[$0], errors[$0]) }
    operations.append(operation)
    values.append(value)
    errors.append(error)
    known[operation] = index
    return index
  }

  mutating func constant(_ value: Double) -> Int { add(.constant(value == 0 ? 0 : value)) }

  /// A new number that depends on nothing.
  mutating func leaf(_ value: Double) -> Int {
    leaves += 1
    let index = add(.leaf(leaves))
    values[index] = value
    return index
  }

  func constantValue(_ index: Int) -> Double? {
    if case .constant(let value) = operations[index] { value } else { nil }
  }

  mutating func sum(_ terms: [Int]) -> Int {
    var constant = 0.0
    var rest: [Int] = []
    for term in terms {
      if let value = constantValue(term) { constant += value } else { rest.append(term) }
    }
    if rest.isEmpty { return self.constant(constant) }
    if constant != 0 { rest.append(self.constant(constant)) }
    // A sum of products is the inner product that the matrix form computes.
    if rest.count > 1 {
      let factors = rest.compactMap { term -> (Int, Int)? in
        if case .product(let a, let b) = operations[term] { (a, b) } else { nil }
      }
      if factors.count == rest.count { return inner(factors.map(\.0), factors.map(\.1)) }
    }
    return rest.count == 1 ? rest[0] : add(.sum(rest.sorted()))
  }

  mutating func product(_ a: Int, _ b: Int) -> Int {
    if let x = constantValue(a) {
      if let y = constantValue(b) { return constant(x * y) }
      if x == 1 { return b }
      if x == -1 { return negative(b) }
      if x == 0 { return a }
    }
    if let y = constantValue(b) {
      if y == 1 { return a }
      if y == -1 { return negative(a) }
      if y == 0 { return b }
    }
    return add(.product(min(a, b), max(a, b)))
  }

  /// Σ aᵢbᵢ
  mutating func inner(_ a: [Int], _ b: [Int]) -> Int {
    var pairs: [(Int, Int)] = []
    for (x, y) in zip(a, b) {
      if constantValue(x) == 0 || constantValue(y) == 0 { continue }
      pairs.append((min(x, y), max(x, y)))
    }
    if pairs.isEmpty { return constant(0) }
    if pairs.count == 1 { return product(pairs[0].0, pairs[0].1) }
    pairs.sort { $0 < $1 }
    return add(.inner(pairs.map(\.0), pairs.map(\.1)))
  }

  mutating func negative(_ a: Int) -> Int {
    if let value = constantValue(a) { return constant(-value) }
    // −(−a) stays: what −a was called may be the variable of a derivative.
    return add(.negative(a))
  }

  mutating func difference(_ a: Int, _ b: Int) -> Int { sum([a, negative(b)]) }

  mutating func quotient(_ a: Int, _ b: Int) -> Int {
    if let x = constantValue(a), let y = constantValue(b) { return constant(x / y) }
    if constantValue(b) == 1 { return a }
    return add(.quotient(a, b))
  }

  mutating func power(_ a: Int, _ b: Int) -> Int {
    if let y = constantValue(b) {
      if let x = constantValue(a) { return constant(raised(x, y)) }
      if y == 1 { return a }
      if y == 0 { return constant(1) }
      if y == 2 { return product(a, a) }
      if y == -1 { return quotient(constant(1), a) }
    }
    return add(.power(a, b))
  }

  mutating func apply(_ function: Elementary, _ a: Int) -> Int {
    if let x = constantValue(a) { return constant(function.value(x)) }
    return add(.elementary(function, a))
  }

  mutating func comparison(_ relation: Relation, _ a: Int, _ b: Int) -> Int {
    let index = add(.comparison(relation, a, b))
    if constantValue(a) != nil, constantValue(b) != nil { return constant(values[index]) }
    return index
  }

  mutating func choice(_ condition: Int, _ a: Int, _ b: Int) -> Int {
    if let value = constantValue(condition) { return value != 0 ? a : b }
    return a == b ? a : add(.choice(condition, a, b))
  }

  /// The largest, or smallest, of several numbers; of equal ones the first.
  mutating func extreme(_ numbers: [Int], _ isMaximum: Bool) -> Int {
    numbers.dropFirst().reduce(numbers[0]) { best, next in
      choice(comparison(isMaximum ? .greater : .less, next, best), next, best)
    }
  }

  /// What stands in `places` where the largest, or smallest, of several numbers is.
  mutating func place(_ numbers: [Int], _ places: [Int], _ isMaximum: Bool) -> Int {
    var (best, result) = (numbers[0], places[0])
    for (next, place) in zip(numbers, places).dropFirst() {
      let isBetter = comparison(isMaximum ? .greater : .less, next, best)
      best = choice(isBetter, next, best)
      result = choice(isBetter, place, result)
    }
    return result
  }

  // MARK: - Values

  private static let unit = 1.2e-16

  /// The value of an operation and a bound on its error.
  private static func compute(
    _ operation: Operation, _ get: (Int) -> (Double, Double)
  ) -> (Double, Double) {
    func rounded(_ value: Double, _ error: Double) -> (Double, Double) { (value, error + unit * abs(value)) }
    switch operation {
    case .constant(let value): return (value, 0)
    case .leaf: return (0, 0)
    case .sum(let terms):
      var (value, error, size) = (0.0, 0.0, 0.0)
      for term in terms {
        let (x, e) = get(term)
        value += x
        error += e
        size += abs(x)
      }
      return (value, error + unit * size)
    case .product(let a, let b):
      let ((x, e), (y, f)) = (get(a), get(b))
      return rounded(x * y, abs(x) * f + abs(y) * e)
    case .inner(let left, let right):
      var (value, error, size) = (0.0, 0.0, 0.0)
      for (a, b) in zip(left, right) {
        let ((x, e), (y, f)) = (get(a), get(b))
        value += x * y
        error += abs(x) * f + abs(y) * e
        size += abs(x * y)
      }
      return (value, error + unit * size * 2)
    case .negative(let a):
      let (x, e) = get(a)
      return (-x, e)
    case .quotient(let a, let b):
      let ((x, e), (y, f)) = (get(a), get(b))
      return rounded(x / y, (e + abs(x / y) * f) / abs(y))
    case .power(let a, let b):
      let ((x, e), (y, f)) = (get(a), get(b))
      let value = raised(x, y)
      let slope =
        x == 0 ? 0 : abs(value * y / x) * e + (x > 0 ? abs(value * Elementary.logarithm.value(x)) * f : 0)
      return rounded(value, slope + 2 * unit * abs(value))
    case .elementary(let function, let a):
      let (x, e) = get(a)
      let value = function.value(x)
      // The slope by a small step: good enough for a bound.
      let step = max(e, 1e-7 * max(1, abs(x)))
      let slope = abs(function.value(x + step) - value) / step
      return rounded(value, slope.isFinite ? slope * e + 2 * unit * abs(value) : e)
    case .comparison(let relation, let a, let b):
      return (holds(relation, get(a).0, get(b).0) ? 1 : 0, 0)
    case .choice(let condition, let a, let b):
      return get(condition).0 != 0 ? get(a) : get(b)
    }
  }

  static func holds(_ relation: Relation, _ a: Double, _ b: Double) -> Bool {
    switch relation {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .notEqual: a != b
    default: a == b
    }
  }

  // MARK: - Dependence

  /// What an operation is made of.
  func arguments(_ index: Int) -> [Int] {
    switch operations[index] {
    case .constant, .leaf: []
    case .sum(let terms): terms
    case .product(let a, let b), .quotient(let a, let b), .power(let a, let b): [a, b]
    case .inner(let a, let b): a + b
    case .negative(let a), .elementary(_, let a): [a]
    case .comparison(_, let a, let b): [a, b]
    case .choice(let condition, let a, let b): [condition, a, b]
    }
  }

  /// Which numbers up to `last` are made of one of `targets`, these included.
  func dependents(of targets: [Int], upTo last: Int) -> [Bool] {
    var result = Array(repeating: false, count: last + 1)
    var first = last + 1
    for target in targets where target <= last {
      result[target] = true
      first = min(first, target)
    }
    guard first <= last else { return result }
    for index in first...last where !result[index] {
      switch operations[index] {
      case .constant, .leaf: break
      case .sum(let terms): result[index] = terms.contains { result[$0] }
      case .product(let a, let b), .quotient(let a, let b), .power(let a, let b),
        .comparison(_, let a, let b):
        result[index] = result[a] || result[b]
      case .inner(let a, let b): result[index] = a.contains { result[$0] } || b.contains { result[$0] }
      case .negative(let a), .elementary(_, let a): result[index] = result[a]
      case .choice(let condition, let a, let b): result[index] = result[condition] || result[a] || result[b]
      }
    }
    return result
  }

  // MARK: - The reverse sweep

  /// ∂a/∂b for each b of `targets`, as numbers of the tape: derivatives can be differentiated again.
  mutating func gradient(of a: Int, by targets: [Int]) -> [Int] {
    let active = dependents(of: targets, upTo: a)
    var parts: [Int: [Int]] = [a: [constant(1)]]
    var totals: [Int: Int] = [:]
    let wanted = Set(targets)
    let lowest = targets.min() ?? 0
    var index = a
    while index >= lowest {
      defer { index -= 1 }
      guard active[index], let contributions = parts.removeValue(forKey: index) else { continue }
      let total = sum(contributions)
      if wanted.contains(index) { totals[index] = total }
      if constantValue(total) == 0 { continue }
      for (argument, share) in shares(of: index, total, active) { parts[argument, default: []].append(share) }
    }
    let zero = constant(0)
    return targets.map { totals[$0] ?? zero }
  }

  /// The rules: what each argument gets of a derivative by the result.
  private mutating func shares(of index: Int, _ total: Int, _ active: [Bool]) -> [(Int, Int)] {
    switch operations[index] {
    case .constant, .leaf, .comparison: return []
    case .sum(let terms): return terms.filter { active[$0] }.map { ($0, total) }
    case .product(let a, let b):
      return [(a, b), (b, a)].filter { active[$0.0] }.map { ($0.0, product(total, $0.1)) }
    case .inner(let left, let right):
      return zip(left, right).flatMap { [($0, $1), ($1, $0)] }.filter { active[$0.0] }.map {
        ($0.0, product(total, $0.1))
      }
    case .negative(let a): return [(a, negative(total))]
    case .quotient(let a, let b):
      var result: [(Int, Int)] = []
      if active[a] { result.append((a, quotient(total, b))) }
      if active[b] { result.append((b, negative(quotient(product(total, index), b)))) }
      return result
    case .power(let a, let b):
      var result: [(Int, Int)] = []
      if active[a] {
        let less = difference(b, constant(1))
        result.append((a, product(total, product(b, power(a, less)))))
      }
      if active[b] { result.append((b, product(total, product(index, apply(.logarithm, a))))) }
      return result
    case .elementary(let function, let a):
      return [(a, product(total, function.slope(&self, a, index)))]
    case .choice(let condition, let a, let b):
      let zero = constant(0)
      var result: [(Int, Int)] = []
      if active[a] { result.append((a, choice(condition, total, zero))) }
      if active[b] { result.append((b, choice(condition, zero, total))) }
      return result
    }
  }

  // MARK: - The program run again

  /// The program from one number on: what a second judge differentiates by differences.
  struct Rerun {
    private let tape: Tape
    private let target: Int
    private let order: [Int]
    private var values: [Double]
    /// Comparisons came out as they did at first.
    private(set) var keepsBranches = true

    init(_ tape: Tape, of result: Int, by target: Int) {
      self.tape = tape
      self.target = target
      let active = tape.dependents(of: [target], upTo: result)
      order = target < result ? ((target + 1)...result).filter { active[$0] } : []
      values = Array(tape.values.prefix(max(result, target) + 1))
    }

    /// The value of the result where the target is `x`.
    mutating func value(of result: Int, at x: Double) -> Double {
      values[target] = x
      for index in order {
        let (value, _) = Tape.compute(tape.operations[index]) { (values[$0], 0) }
        if case .comparison = tape.operations[index], value != tape.values[index] { keepsBranches = false }
        if case .elementary(.absolute, let a) = tape.operations[index], values[a] * tape.values[a] < 0 {
          keepsBranches = false
        }
        values[index] = value
      }
      return values[result]
    }
  }
}
