import Formula
import Network
import Testing

@testable import Checking

/// The example is computed again by loops that know nothing of formulas.
struct CounterexampleTests {
  /// The example of a formula that is known to fail.
  private func example(
    _ latex: String, _ convention: String = "standard", change: (inout Settings) -> Void = { _ in }
  ) -> Counterexample? {
    var settings = Settings(convention: Convention.builtIn(convention) ?? .standard)
    change(&settings)
    let reading = FormulaReader(notation: settings.convention.notation).read(latex)
    guard let statement = reading.alternatives.first?.statements.first else { return nil }
    let links = statement.relations.indices.map { place in
      LinkReport(
        left: statement.sides[place], right: statement.sides[place + 1], relation: statement.relations[place],
        outcome: .fails)
    }
    let checker = StatementChecker(
      settings: settings, statement: statement, layout: .alongVariable, source: SourceText(latex, offset: 0))
    let judged = Reading(checker.statement, settings: settings)
    let report = ClaimReport(
      FormulaVerdict([StatementReport(reading: judged, outcome: .fails, links: links)]), id: "",
      range: SourceRange(0, 0), latex: latex)
    return Checker(settings).counterexample(for: report)
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  /// δ^l of the first example, by the textbook.
  private func errors(_ network: Network, _ pass: HandPass, layer: Int) -> [Double] {
    let depth = network.depth
    var delta = (0..<network.widths[depth]).map { j in
      2 * (pass.a[depth][j] - pass.y[j])
        * HandPass.slope(network.layers[depth - 1].activation, pass.z[depth][j])
    }
    for l in stride(from: depth - 1, through: layer, by: -1) {
      delta = (0..<network.widths[l]).map { k in
        var sum = 0.0
        for j in 0..<network.widths[l + 1] { sum += network.layers[l].weights[j, k] * delta[j] }
        return sum * HandPass.slope(network.layers[l - 1].activation, pass.z[l][k])
      }
    }
    return delta
  }

  @Test func `a missing factor 2 shows on one weight`() throws {
    let found = try #require(example("\\delta_j^L = (a_j^L-y_j)\\,\\sigma'(z_j^L)"))
    let network = try #require(found.network)
    #expect(network.widths == [1, 1])
    let pass = HandPass(network, found.batch)
    let delta = errors(network, pass, layer: 1)[0]
    #expect(isNear(found.values.left, delta))
    #expect(isNear(found.values.right, delta / 2))
    #expect(delta != 0)
    #expect(found.indices.map(\.name) == ["j"] && found.indices.map(\.value) == [1])
    #expect(found.layers.map(\.name) == ["L"] && found.layers.map(\.value) == [1])
  }

  @Test func `a missing σ′ shows where σ′ is not 1`() throws {
    let found = try #require(example("\\delta_k^l = \\sum_j \\delta_j^{l+1} w_{jk}^{l+1}"))
    let network = try #require(found.network)
    #expect(network.widths == [1, 1, 1])
    let pass = HandPass(network, found.batch)
    let (hidden, output) = (errors(network, pass, layer: 1)[0], errors(network, pass, layer: 2)[0])
    #expect(isNear(found.values.left, hidden))
    #expect(isNear(found.values.right, output * network.layers[1].weights[0, 0]))
    #expect(abs(found.values.left - found.values.right) > 0.1)
  }

  @Test func `a transposed weight shows on two units`() throws {
    let latex = "z_1^l = w_{11}^l a_1^{l-1} + w_{21}^l a_2^{l-1} + b_1^l"
    let found = try #require(example(latex) { $0.widths = [2, 2] })
    let network = try #require(found.network)
    let pass = HandPass(network, found.batch)
    let layer = network.layers[0]
    var transposed = layer.biases.added(toUnit: 0)
    for k in 0..<2 { transposed += layer.weights[k, 0] * pass.a[0][k] }
    #expect(isNear(found.values.left, pass.z[1][0]))
    #expect(isNear(found.values.right, transposed))
    #expect(layer.weights[0, 1] != layer.weights[1, 0])
  }

  @Test func `a missing sum shows on two output units`() throws {
    let found = try #require(example("\\frac{\\partial C}{\\partial a_k^l} = \\delta_1^{l+1}w^{l+1}_{1k}"))
    let network = try #require(found.network)
    #expect(network.widths == [1, 1, 2])
    let pass = HandPass(network, found.batch)
    let delta = errors(network, pass, layer: 2)
    let weights = network.layers[1].weights
    #expect(isNear(found.values.left, delta[0] * weights[0, 0] + delta[1] * weights[1, 0]))
    #expect(isNear(found.values.right, delta[0] * weights[0, 0]))
    #expect(found.values.left != found.values.right)
  }

  @Test func `a wrong layer shows where two layers differ`() throws {
    let found = try #require(
      example("\\frac{\\partial C}{\\partial w^L_{jk}} = 2(a_j^L-y_j)\\,\\sigma'(z_j^L)\\,a_j^{L}"))
    let network = try #require(found.network)
    let pass = HandPass(network, found.batch)
    let delta = errors(network, pass, layer: network.depth)[0]
    #expect(isNear(found.values.left, delta * pass.a[network.depth - 1][0]))
    #expect(isNear(found.values.right, delta * pass.a[network.depth][0]))
  }

  @Test func `softmax needs two classes, and the one that is not true`() throws {
    let found = try #require(example("\\delta_{L,i} = a_{L,i}-1", "softmax"))
    let network = try #require(found.network)
    #expect(network.widths == [1, 2])
    let z = (0..<2).map { network.layers[0].weights[$0, 0] * found.batch.inputs[0, 0] }
    let powers = z.map { HandPass.exponential($0) }
    let i = try #require(found.indices.first { $0.name == "i" }).value - 1
    let a = powers[i] / (powers[0] + powers[1])
    #expect(isNear(found.values.left, a - found.batch.targets[0, i]))
    #expect(isNear(found.values.right, a - 1))
    #expect(found.batch.targets[0, i] == 0 && found.batch.targets[0, 1 - i] == 1)
  }

  @Test func `a batch has two examples`() throws {
    let found = try #require(example("\\frac{\\partial C}{\\partial b_j^L} = \\sum_e (\\delta_j^L)_e"))
    let network = try #require(found.network)
    #expect(found.batch.examples == 2)
    let delta = (0..<2).map {
      errors(network, HandPass(network, found.batch, example: $0), layer: network.depth)[0]
    }
    #expect(isNear(found.values.left, (delta[0] + delta[1]) / 2))
    #expect(isNear(found.values.right, delta[0] + delta[1]))
  }

  @Test func `where two examples do not show it, another number of them does`() throws {
    // Σ over 2 examples without the factor 2 is the mean with it.
    let latex =
      "\\frac{\\partial C}{\\partial b_j^L} = \\sum_e ((a_j^L)_e-(y_j)_e)\\,\\sigma'((z_j^L)_e)"
    let found = try #require(example(latex))
    #expect(found.batch.examples != 2)
  }

  @Test func `options are respected`() throws {
    let latex = "\\delta_j^L = 3(a_j^L-y_j)\\,\\sigma'(z_j^L)"
    let tanh = try #require(example(latex) { $0.convention.activation = .tanh })
    #expect(tanh.network?.layers.allSatisfy { $0.activation == .tanh } == true)
    let half = try #require(example(latex) { $0.convention.cost = .halfSumSquares })
    #expect(isNear(half.values.right, 3 * half.values.left))
    let none = try #require(example(latex) { $0.convention.biases = .none })
    #expect(none.network?.layers[0].biases == Biases.none)
    let wide = try #require(example(latex) { $0.widths = [2, 3] })
    #expect(wide.network?.widths == [2, 3])
    #expect(example(latex) { $0.widths = [784, 30, 10] } == nil)
    let counted = try #require(example("\\delta_j^{(L)} = 3(a_j^{(L)}-y_j)\\,\\sigma'(z_j^{(L)})", "sigmoid"))
    #expect(counted.indices.map(\.value) == [0])
  }

  @Test func `what holds has no example, whatever a report says`() {
    #expect(example("\\delta_j^L = 2(a_j^L-y_j)\\,\\sigma'(z_j^L)") == nil)
  }

  @Test func `what has no meaning has no example`() {
    let checker = Checker(Settings(convention: .standard))
    for latex in ["z_j^l = \\sum_k w_{kj}^l a_k^{l-1} + b_j^l", "\\sigma("] {
      #expect(checker.counterexample(for: checker.check(formula: latex)) == nil)
    }
  }

  @Test func `a claim that holds on a condition is refuted outside of it`() throws {
    let found = try #require(example("\\sigma'(z) = a(1-a)"))
    #expect(found.network == nil && found.activation != .sigmoid)
    let zero = try #require(found.given.first { $0.sides[0] == Expression(.symbol(Symbol("z"))) })
    guard case .number(let z)? = zero.sides.last?.node else {
      Issue.record("z is not written as a number")
      return
    }
    // ReLU: a = z and σ′ = 1 where z > 0.
    #expect(found.activation == .relu && z > 0)
    #expect(isNear(found.values.left, 1))
    #expect(isNear(found.values.right, z * (1 - z)))
  }

  @Test func `the same report gives the same example`() throws {
    let latex = "\\delta_k^l = \\sum_j \\delta_j^{l+1} w_{jk}^{l+1}"
    let (first, second) = (try #require(example(latex)), try #require(example(latex)))
    #expect(first.rows == second.rows && first.left == second.left && first.right == second.right)
  }

  @Test func `every line ends in the value that its formula has`() throws {
    // Written by hand for x = 1, w = 1, b = −1, y = 0 and sigmoid units.
    let found = try #require(example("\\frac{\\partial C}{\\partial b_j^L} = 2(a_j^L-y_j)"))
    let printer = UnicodePrinter(notation: Convention.standard.notation)
    let lines = (found.given + found.rows.joined() + [found.left, found.right]).map { equation in
      equation.sides.map { printer.print($0) }.joined(separator: " = ")
    }
    #expect(
      lines == [
        "x = a₁^0 = 1", "w₁₁^1 = 1", "b₁^1 = −1", "y₁ = 0",
        "z₁^1 = 1 · 1 − 1 = 0", "a₁^1 = σ(0) = 0.5", "σ′(0) = 0.5(1 − 0.5) = 0.25",
        "C = (a₁^1 − y₁)² = (0.5 − 0)² = 0.25",
        "∂C/∂z₁^1 = 2(a₁^1 − y₁) · σ′(z₁^1) = 2(0.5 − 0) · 0.25 = 0.25",
        "∂C/∂b₁^1 = ∂C/∂z₁^1 = 0.25",
        "∂C/∂b₁^1 = 0.25", "2(a₁^1 − y₁) = 2(0.5 − 0) = 1",
      ])
  }

  @Test(arguments: [
    (#"z_j^l = \sum_{k=1}^{n_{l-1}-1} w_{jk}^l a_k^{l-1} + b_j^l"#, "standard"),
    (#"z_j^l = \sum_{k=2}^{n_{l-1}} w_{jk}^l a_k^{l-1} + b_j^l"#, "standard"),
    (#"C = \sum_{j=2}^{n_L} (a_j^L-y_j)^2"#, "standard"),
    (#"\frac{\partial C}{\partial b_j^L} = \frac1E\sum_{e=1}^{E-1} (\delta_j^L)_e"#, "standard"),
    (#"\delta^L = (a^L-y)\odot\sigma'(z^L)"#, "standard"),
    (#"\delta^l = ((W^{l+1})^T\delta^{l+1})\odot z^l"#, "standard"),
    (#"dW^{[l]} = \frac1m\sum_{i=1}^{m-1} dz^{[l](i)} (a^{[l-1](i)})^T"#, "ng"),
    (#"dW^{[l]} = \frac1m\sum_{i=2}^m dz^{[l](i)} (a^{[l-1](i)})^T"#, "ng"),
    (#"dW^{[l]} = dZ^{[l]} A^{[l-1]T}"#, "ng"),
    (#"dscores = p - 1"#, "cs231n"),
    (#"ds_M = p + y"#, "cs231n"),
  ])
  func `what is shown adds up, and its ends differ`(latex: String, convention: String) throws {
    let found = try #require(example(latex, convention))
    for equation in [found.left, found.right] {
      let values = equation.sides.dropFirst().map { HandArithmetic.value($0) }
      let last = try #require(equation.sides.last.flatMap(HandArithmetic.value))
      for case let value? in values {
        #expect(value.count == last.count && zip(value, last).allSatisfy { $0.count == $1.count })
        for (own, other) in zip(value.joined(), last.joined()) { #expect(isNear(own, other)) }
      }
    }
    #expect(found.left.sides.last != found.right.sides.last)
  }

  @Test func `a sum that its limits leave empty is 0, and is said to be empty`() throws {
    let found = try #require(example("z_j^l = \\sum_{k=1}^{n_{l-1}-1} w_{jk}^l a_k^{l-1} + b_j^l"))
    let network = try #require(found.network)
    #expect(network.widths == [1, 1] && found.empty == [.sum])
    #expect(isNear(found.values.right, network.layers[0].biases.added(toUnit: 0)))
  }

  @Test func `errors of a general layer are shown in a hidden one`() throws {
    let found = try #require(example("\\frac{\\partial C}{\\partial b_j^l} = -\\delta_j^l"))
    let network = try #require(found.network)
    #expect(network.widths == [1, 1, 1] && found.isInHiddenLayer && found.layers.map(\.value) == [1])
    let delta = errors(network, HandPass(network, found.batch), layer: 1)[0]
    #expect(isNear(found.values.left, delta) && isNear(found.values.right, -delta))
  }

  @Test func `matrices of examples are given column by column`() throws {
    let found = try #require(example("dW^{[l]} = dZ^{[l]} A^{[l-1]T}", "ng"))
    let names = found.rows.joined().compactMap(\.sides.first)
    let examples = names.flatMap(\.quantities).filter { $0.role == .error }.map(\.example)
    #expect(examples.contains(.literal(1)) && examples.contains(.literal(2)) && examples.contains(.all))
  }

  @Test func `small networks come in the order of their size`() {
    let sizes = NetworkSize.ordered(depths: 1...2, leastWidth: 1, leastOutput: 1, examples: 1)
    #expect(sizes.prefix(4).map(\.widths) == [[1, 1], [1, 2], [2, 1], [2, 2]])
    #expect(sizes[4].widths == [1, 1, 1])
    let softmax = NetworkSize.ordered(depths: 1...1, leastWidth: 1, leastOutput: 2, examples: 1)
    #expect(softmax.map(\.widths) == [[1, 2], [2, 2]])
  }
}

/// One example's forward pass by loops.
private struct HandPass {
  /// z^l and a^l at index l; index 0 holds the input.
  var z: [[Double]]
  var a: [[Double]]
  let y: [Double]

  init(_ network: Network, _ batch: Batch, example: Int = 0) {
    a = [Array(batch.inputs.row(example))]
    z = [[]]
    y = Array(batch.targets.row(example))
    for l in 1...network.depth {
      let layer = network.layers[l - 1]
      let sums = (0..<network.widths[l]).map { j in
        var sum = layer.biases.added(toUnit: j)
        for k in 0..<network.widths[l - 1] { sum += layer.weights[j, k] * a[l - 1][k] }
        return sum
      }
      z.append(sums)
      a.append(sums.map { HandPass.value(layer.activation, $0) })
    }
  }

  static func value(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .sigmoid: 1 / (1 + exponential(-z))
    case .relu: max(0, z)
    default: z
    }
  }

  static func slope(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .sigmoid: value(.sigmoid, z) * (1 - value(.sigmoid, z))
    case .relu: z > 0 ? 1 : 0
    default: 1
    }
  }

  /// e^x by its series.
  static func exponential(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for n in 1..<60 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }
}

/// Numbers, matrices as rows; nil for what holds anything but plain arithmetic.
private enum HandArithmetic {
  static func value(_ expression: Expression) -> [[Double]]? {
    switch expression.node {
    case .number(let x), .value(let x): return [[x]]
    case .negative(let inner): return value(inner)?.map { $0.map { -$0 } }
    case .matrix(let rows):
      return rows.map { $0.compactMap { value($0)?.first?.first } }
    case .sum(let terms): return folded(terms) { elementwise($0, $1, +) }
    case .hadamard(let factors): return folded(factors) { elementwise($0, $1, *) }
    case .product(let factors): return folded(factors, product)
    case .quotient(let above, let below):
      guard let x = value(above), let y = value(below), x.count == 1, y.count == 1 else { return nil }
      return [[x[0][0] / y[0][0]]]
    case .transpose(let inner):
      guard let x = value(inner), let first = x.first else { return nil }
      return first.indices.map { column in x.map { $0[column] } }
    default: return nil
    }
  }

  private static func folded(
    _ parts: [Expression], _ join: ([[Double]], [[Double]]) -> [[Double]]?
  ) -> [[Double]]? {
    guard var result = parts.first.flatMap(value) else { return nil }
    for part in parts.dropFirst() {
      guard let next = value(part), let joined = join(result, next) else { return nil }
      result = joined
    }
    return result
  }

  private static func isNumber(_ x: [[Double]]) -> Bool { x.count == 1 && x[0].count == 1 }

  private static func elementwise(
    _ x: [[Double]], _ y: [[Double]], _ join: (Double, Double) -> Double
  ) -> [[Double]]? {
    if isNumber(y) { return x.map { $0.map { join($0, y[0][0]) } } }
    if isNumber(x) { return y.map { $0.map { join(x[0][0], $0) } } }
    return zip(x, y).map { zip($0, $1).map(join) }
  }

  private static func product(_ x: [[Double]], _ y: [[Double]]) -> [[Double]]? {
    if isNumber(x) || isNumber(y) { return elementwise(x, y, *) }
    guard x[0].count == y.count else { return nil }
    return x.map { row in y[0].indices.map { column in zip(row, y).reduce(0) { $0 + $1.0 * $1.1[column] } } }
  }
}
