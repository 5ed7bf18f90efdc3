import Formula
import Network

/// Who says what a derivative or an error term is.
public enum Judge: String, Sendable, Hashable, CaseIterable {
  /// The engine's gradients and Jacobians, and the rules of differentiation for what is built from them.
  case backpropagation
  /// Difference quotients of forward passes.
  case differences
}

/// Gives forms their values on a state.
///
/// Every number comes with its scale and an error bound (see `Bounded`). Work is counted, one unit for a
/// multiplication or so, and ends in `budgetExceeded`; nothing traps, whatever the form.
struct Evaluator {
  let state: State
  let judge: Judge
  /// The layers that letters stand for.
  var layers: [String: Int]
  /// The positions wanted along free axes, by their ids; all of them where none are given.
  var domains: [Int: [Int]]
  /// The example meant by "the true class" where nothing beside it has one.
  var example: Position?
  /// Error terms that are taken as they were given, by their layer, each E × n_l; the judge gives the others.
  var givenErrors: [Int: Matrix] = [:]
  /// What is left of the work allowed.
  private(set) var budget: Int
  /// Kinks that difference quotients met, each once.
  var kinksMet: [KinkMet] = []

  // Working copies, which difference quotients disturb and put right again.
  var network: Network
  var pass: ForwardPass
  var costs: [Double]?
  var isBounded = true
  var replacements: [Replacement] = []
  /// The replacements below this were made outside of the derivative that is being taken.
  var replacementsOutside = 0
  var cache = Cache()

  /// An evaluator of forms on `state`.
  ///
  /// - layers: the numbers of general layers, by letter
  /// - domains: the positions to evaluate along free axes, by the axis' id; all where absent
  /// - budget: the work allowed, in multiplications
  init(
    state: State, layers: [String: Int] = [:], judge: Judge = .backpropagation, domains: [Int: [Int]] = [:],
    budget: Int = 1_000_000_000
  ) {
    self.state = state
    self.layers = layers
    self.judge = judge
    self.domains = domains
    self.budget = budget
    self.network = state.network
    self.pass = state.pass
  }

  /// The value of a form: one dimension for each of its free axes on which it depends.
  mutating func value(of form: IndexForm) throws(EvaluationError) -> Tensor {
    let outer = example
    defer { example = outer }
    if example == nil { example = form.firstExample }
    return try dual(form, by: nil).value
  }

  /// The position that entry `i` of an axis stands for.
  func positions(of axis: Axis) throws(EvaluationError) -> [Int] {
    if let domain = domains[axis.id] { return domain }
    let count = try extent(of: axis)
    if count > Tensor.largest { throw .budgetExceeded }
    return Array(0..<max(0, count))
  }

  /// How many positions an axis has without a domain: n_l, E, or the number it was given.
  func extent(of axis: Axis) throws(EvaluationError) -> Int {
    switch axis.range {
    case .units(let layer): return network.widths[try number(of: layer, in: 0...network.depth)]
    case .examples: return pass.examples
    case .count(let count): return count
    }
  }

  /// The number of a layer.
  func number(of layer: Layer) throws(EvaluationError) -> Int {
    var base = 0
    switch layer.base {
    case .output: base = network.depth
    case .input: base = 0
    case .variable(let name):
      guard let bound = layers[name] else { throw .unboundLayer(name) }
      base = bound
    }
    let (number, overflow) = base.addingReportingOverflow(layer.offset)
    if overflow { throw .layerOutOfRange(layer, number: layer.offset) }
    return number
  }

  /// The number of a layer that must be one of these.
  func number(of layer: Layer, in range: ClosedRange<Int>) throws(EvaluationError) -> Int {
    let number = try number(of: layer)
    if !range.contains(number) { throw .layerOutOfRange(layer, number: number) }
    return number
  }

  /// Takes work from the budget, for a result of as many numbers.
  mutating func spend(_ work: Int) throws(EvaluationError) {
    if work > Tensor.largest {
      budget = 0
      throw .budgetExceeded
    }
    try spendMultiplications(work)
  }

  /// Takes work from the budget whose result may be as small as one number.
  mutating func spendMultiplications(_ work: Int) throws(EvaluationError) {
    if work > budget {
      budget = 0
      throw .budgetExceeded
    }
    budget -= work
    guard let account = state.work else { return }
    account.take(work + Work.call)
    if account.isSpent { throw .budgetExceeded }
  }
}

/// A value that stands in place of a quantity or symbol.
struct Replacement: Sendable {
  let variable: Variable
  let value: Value

  enum Value: Sendable {
    case form(IndexForm)
    /// What it was, and so much more.
    case shift(Double)
  }
}

/// A kink at which a difference quotient was taken, with the derivatives from either side.
struct KinkMet: Sendable, Equatable {
  let variable: Variable
  /// The positions of the variable's axes, by their ids.
  let positions: [Int: Int]
  let left: Double
  let right: Double
}

extension IndexForm {
  /// The example of the first entry that has one.
  var firstExample: Position? {
    var found: Position?
    visitEntries { if found == nil { found = $0.example } }
    return found
  }
}
