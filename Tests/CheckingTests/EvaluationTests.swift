import Formula
import Network
import Testing

@testable import Checking

/// A drawn state of three layers with its pieces, as the tests' own loops want them.
private struct Given {
  let state: State
  let widths: [Int]
  let examples: Int
  let depth: Int

  init(_ blueprint: Blueprint = Blueprint(depth: 3...3), seed: UInt64 = 7) throws {
    state = try draw(blueprint, seed: seed)
    widths = state.network.widths
    examples = state.pass.examples
    depth = state.network.depth
  }

  func value(_ form: IndexForm, _ judge: Judge = .backpropagation) throws -> Tensor {
    var evaluator = Evaluator(state: state, layers: ["l": 2], judge: judge)
    return try evaluator.value(of: form)
  }

  func a(_ l: Int, _ e: Int, _ j: Int) -> Double { state.pass.activations[l][e, j] }
  func z(_ l: Int, _ e: Int, _ j: Int) -> Double { state.pass.preactivations[l][e, j] }
  func w(_ l: Int, _ j: Int, _ k: Int) -> Double { state.network.layers[l - 1].weights[j, k] }
}

private func isClose(_ x: Double?, _ y: Double) -> Bool {
  guard let x else { return false }
  return (x - y).magnitude <= 1e-13 * max(1, y.magnitude)
}

private func number(_ tensor: Tensor, _ positions: [Int: Int] = [:]) -> Double? {
  tensor.number(at: positions)?.value
}

private let j = Axis.units(11, "j", of: .output)
private let k = Axis.units(12, "k", of: .beforeLast)

@Test func `a weighted input is the sum over the layer below plus the bias`() throws {
  let given = try Given()
  let form = IndexForm.sum([
    IndexForm.sum(k, of: .entry(.w(.last, .along(j), .along(k))), .entry(.a(.beforeLast, .along(k)))),
    .entry(.b(.last, .along(j))),
  ])
  let found = try given.value(form)
  for example in 0..<given.examples {
    for unit in 0..<given.widths[given.depth] {
      let z = given.z(given.depth, example, unit)
      let x = try #require(found.number(at: [Axis.e.id: example, j.id: unit]))
      #expect((x.value - z).magnitude <= x.error)
      #expect(x.error < 1e-14 * x.magnitude)
    }
  }
}

@Test func `positions select entries, and an axis that occurs twice is a diagonal`() throws {
  let given = try Given()
  #expect(try number(given.value(.entry(.a(.number(1), .at(1), .at(2))))) == given.a(1, 2, 1))
  #expect(try number(given.value(.entry(.z(.last, .last, .at(0))))) == given.z(3, 0, given.widths[3] - 1))
  let small = Axis(id: 13, name: "i", range: .count(2))
  let diagonal = try given.value(.entry(.w(.number(2), .along(small), .along(small))))
  #expect(diagonal.values == [given.w(2, 0, 0), given.w(2, 1, 1)])
  let trueClass = try given.value(.entry(.a(.last, .trueClass)))
  for example in 0..<given.examples {
    #expect(
      number(trueClass, [Axis.e.id: example]) == given.a(3, example, given.state.trueClass(of: example)))
  }
}

@Test func `domains choose positions of free axes and leave sums alone`() throws {
  let given = try Given()
  let form = IndexForm.sum(k, of: .entry(.w(.last, .along(j), .along(k))), .entry(.a(.beforeLast, .along(k))))
  let all = try given.value(form)
  var evaluator = Evaluator(state: given.state, domains: [j.id: [1], Axis.e.id: [2, 0], k.id: [0]])
  let some = try evaluator.value(of: form)
  #expect(some.count == 2)
  #expect(isClose(number(some, [j.id: 0, Axis.e.id: 0]), number(all, [j.id: 1, Axis.e.id: 2]) ?? .nan))
  #expect(isClose(number(some, [j.id: 0, Axis.e.id: 1]), number(all, [j.id: 1, Axis.e.id: 0]) ?? .nan))
}

@Test func `numbers of the network and of the page are what they are`() throws {
  let given = try Given()
  #expect(try number(given.value(.width(.number(1)))) == Double(given.widths[1]))
  #expect(try number(given.value(.exampleCount)) == Double(given.examples))
  #expect(try number(given.value(.layerNumber(Formula.Layer(.variable("l"), 1)))) == 3)
  #expect(try given.value(.indexValue(.along(k), firstUnit: 1)).values.first == 1)
  #expect(isClose(try number(given.value(.constant(.pi))), 3.14159265358979))
  #expect(try number(given.value(.symbol(Symbol("z")))) == given.state.value(of: Symbol("z")))
}

@Test func `costs of one example and of the batch`() throws {
  for cost in [Cost.sumSquares, .halfSumSquares, .meanSquares] {
    let given = try Given(Blueprint(depth: 3...3, cost: cost, averaging: .mean))
    let difference = IndexForm.sum([.entry(.a(.last, .along(j))), .negative(.entry(.y(.along(j))))])
    let squares = IndexForm.contraction([j], .power(difference, .number(2)), where: nil)
    let factor: IndexForm =
      cost == .meanSquares
      ? .quotient(.number(1), .width(.last)) : .number(cost == .halfSumSquares ? 0.5 : 1)
    let own = try given.value(.product([factor, squares]))
    let theirs = try given.value(.entry(Entry(role: .cost, layer: nil, units: [], example: .along(.e))))
    for example in 0..<given.examples {
      #expect(isClose(number(own, [Axis.e.id: example]), number(theirs, [Axis.e.id: example]) ?? .nan))
    }
    let mean = IndexForm.quotient(.contraction([.e], .product([factor, squares]), where: nil), .exampleCount)
    #expect(isClose(try number(given.value(mean)), given.state.pass.cost))
    #expect(try number(given.value(.entry(.batchCost))) == given.state.pass.cost)
  }
}

@Test func `functions, extrema, products and choices`() throws {
  let given = try Given()
  let x = IndexForm.entry(.z(.number(1), .along(Axis.units(14, "i", of: .number(1)))))
  let found: [(IndexForm, (Double) -> Double)] = [
    (
      IndexForm.sigma(1, nil, x),
      {
        let s = Activation.sigmoid.value($0)
        return s * (1 - s)
      }
    ),
    (.apply(.named(.relu, primes: 0), x), { max(0, $0) }),
    (.apply(.elementary(.exp), .negative(x)), { 1 / exponential($0) }),
    (.maximum([.number(0), x]), { max(0, $0) }),
    (.minimum([x, .number(0.2)]), { min($0, 0.2) }),
    (.power(x, .number(3)), { $0 * $0 * $0 }),
    (.quotient(.number(1), .sum([.number(2), .power(x, .number(2))])), { 1 / (2 + $0 * $0) }),
    (
      .choice([
        IndexBranch(
          value: x, condition: IndexCondition(comparisons: [.values(x, .greater, .number(0))])),
        IndexBranch(value: .number(-1), condition: nil),
      ]), { $0 > 0 ? $0 : -1 }
    ),
    (.indicator(IndexCondition(comparisons: [.values(x, .lessOrEqual, .number(0))])), { $0 <= 0 ? 1 : 0 }),
    (
      .substituted(.product([x, .symbol(Symbol("t"))]), .symbol(Symbol("t")), .number(3)), { 3 * $0 }
    ),
    (
      .substituted(
        .power(x, .number(2)), .entry(.z(.number(1), .along(Axis.units(14, "i", of: .number(1))))), .number(3)
      ), { _ in 9 }
    ),
  ]
  let z = given.state.pass.preactivations[1]
  for (form, expected) in found {
    let values = try given.value(form).arranged([Axis.e.id, 14], sizes: [z.rows, z.columns])
    for i in 0..<values.count { #expect(isClose(values.values[i], expected(z.elements[i]))) }
  }
}

@Test func `no branch applies: not a number`() throws {
  let given = try Given()
  let never = IndexCondition(comparisons: [.values(.number(1), .equal, .number(2))])
  let found = try given.value(.choice([IndexBranch(value: .number(5), condition: never)]))
  #expect(number(found)?.isNaN == true)
}

@Test func `sums with a condition leave out what they say`() throws {
  let given = try Given()
  let i = Axis.units(15, "i", of: .output)
  let others = IndexCondition(comparisons: [.places(.along(i), .notEqual, .along(j))])
  let difference = IndexForm.sum([.entry(.a(.last, .along(i))), .negative(.entry(.a(.last, .along(j))))])
  // 1/0 at i = j must not spoil the sum.
  let form = IndexForm.contraction([i], .quotient(.number(1), difference), where: others)
  let found = try given.value(form)
  let product = try given.value(.productOver([i], difference, where: others))
  for example in 0..<given.examples {
    for unit in 0..<given.widths[3] {
      var (expected, factor) = (0.0, 1.0)
      for other in 0..<given.widths[3] where other != unit {
        expected += 1 / (given.a(3, example, other) - given.a(3, example, unit))
        factor *= given.a(3, example, other) - given.a(3, example, unit)
      }
      #expect(
        (number(found, [Axis.e.id: example, j.id: unit]) ?? .nan) - expected < 1e-9 * expected.magnitude)
      #expect(isClose(number(product, [Axis.e.id: example, j.id: unit]), factor))
    }
  }
}

@Test func `sums and products over layers bind the layer's letter`() throws {
  let given = try Given()
  let l = Formula.Layer.variable("l")
  let i = Axis.units(16, "i", of: l)
  let body = IndexForm.contraction([i], .entry(.a(l, .along(i), .at(0))), where: nil)
  let sums = (1...3).map { l in (0..<given.widths[l]).reduce(0) { $0 + given.a(l, 0, $1) } }
  #expect(
    isClose(
      try number(given.value(.overLayers(.sum, "l", from: .number(1), to: .output, body))), sums.reduce(0, +))
  )
  #expect(
    isClose(
      try number(given.value(.overLayers(.product, "l", from: .number(2), to: .output, body))),
      sums[1] * sums[2]))
  #expect(try number(given.value(.overLayers(.sum, "l", from: .number(2), to: .number(1), body))) == 0)
}

@Test func `a softmax along an index is that of the layer`() throws {
  let given = try Given(Blueprint(depth: 3...3, activation: .tanh, output: .softmax, cost: .crossEntropy))
  let i = Axis.units(17, "i", of: .output)
  let x = IndexForm.entry(.z(.last, .along(i)))
  for position in [Checking.Position.along(j), .along(i), .at(1), .last, .trueClass] {
    let found = try given.value(.softmax(x, over: i, at: position))
    let theirs = try given.value(.entry(.a(.last, position)))
    #expect(found.count == theirs.count)
    let arranged = found.arranged(theirs.axes, sizes: theirs.sizes)
    for n in 0..<theirs.count { #expect(isClose(arranged.values[n], theirs.values[n])) }
  }
  #expect(throws: EvaluationError.slopeOfSoftmax) { _ = try given.value(IndexForm.sigma(1, .output, x)) }
}

@Test func `a shared bias has one value for every unit`() throws {
  let given = try Given(Blueprint(depth: 3...3, biases: .shared))
  let plain = try number(given.value(.entry(.b(.last, nil))))
  let perUnit = try given.value(.entry(.b(.last, .along(j))))
  #expect(perUnit.values == [Double](repeating: plain ?? .nan, count: given.widths[3]))
}

@Test func `the bare unit is σ of the symbol z`() throws {
  let given = try Given()
  let z = given.state.value(of: Symbol("z"))
  #expect(isClose(try number(given.value(.unitActivation)), 1 / (1 + exponential(-z))))
  let slope = IndexForm.product([.unitActivation, .sum([.number(1), .negative(.unitActivation)])])
  for judge in Judge.allCases {
    let found = try given.value(.derivative(.unitActivation, by: .symbol(Symbol("z"))), judge)
    #expect(((number(found) ?? .nan) - (try number(given.value(slope)) ?? .nan)).magnitude < 1e-11)
    let byItself = try given.value(.derivative(slope, by: .unitActivation), judge)
    let a = try number(given.value(.unitActivation)) ?? .nan
    #expect(((number(byItself) ?? .nan) - (1 - 2 * a)).magnitude < 1e-11)
  }
}

@Test func `a derivative at a value is the derivative taken there`() throws {
  let given = try Given()
  let (x, t) = (Symbol("x"), Symbol("t"))
  let cube = IndexForm.product([.symbol(t), .power(.symbol(x), .number(3))])
  let at2 = IndexForm.substituted(.derivative(cube, by: .symbol(x)), .symbol(x), .number(2))
  let inside = IndexForm.derivative(.substituted(cube, .symbol(x), .symbol(t)), by: .symbol(t))
  let value = given.state.value(of: t)
  for judge in Judge.allCases {
    #expect(((try number(given.value(at2, judge)) ?? .nan) - 12 * value).magnitude < 1e-9)
    // t · t³
    #expect(((try number(given.value(inside, judge)) ?? .nan) - 4 * value * value * value).magnitude < 1e-9)
  }
}

@Test func `what has no value is an error`() throws {
  let given = try Given()
  func thrown(_ form: IndexForm, _ judge: Judge = .backpropagation, budget: Int = 1_000_000)
    -> EvaluationError?
  {
    var evaluator = Evaluator(state: given.state, judge: judge, budget: budget)
    do throws(EvaluationError) {
      _ = try evaluator.value(of: form)
      return nil
    } catch { return error }
  }
  #expect(thrown(.entry(.a(.number(4), .at(0)))) == .layerOutOfRange(.number(4), number: 4))
  #expect(thrown(.entry(.z(.number(0), .at(0)))) == .layerOutOfRange(.number(0), number: 0))
  #expect(thrown(.entry(.a(.variable("l"), .at(0)))) == .unboundLayer("l"))
  #expect(thrown(.entry(.a(.last, .at(99)))) == .positionOutOfRange(99, count: given.widths[3]))
  #expect(thrown(.entry(.a(.last, .at(-1)))) == .positionOutOfRange(-1, count: given.widths[3]))
  #expect(
    thrown(.entry(Entry(role: .error, layer: .output, units: [.at(0)], example: nil))) == .missingExample)
  #expect(
    thrown(.entry(Entry(role: .activation, layer: .output, units: [], example: .at(0))))
      == .indexCount(.activation, found: 0, expected: 1))
  #expect(thrown(.indexValue(.trueClass, firstUnit: 0)) == .missingExample)
  #expect(thrown(.overLayers(.sum, "l", from: .number(1), to: .number(.max), .number(1))) == .budgetExceeded)
  let huge = Axis(id: 20, name: "i", range: .count(.max))
  #expect(
    thrown(.contraction([huge], .indexValue(.along(huge), firstUnit: 0), where: nil)) == .budgetExceeded)
  for judge in Judge.allCases {
    let second = IndexForm.derivative(.entry(.delta(.last, .along(j))), by: .entry(.z(.last, .along(j))))
    #expect(thrown(second, judge) == .secondDerivative)
    #expect(
      thrown(.derivative(.entry(.cost()), by: .entry(.delta(.last, .along(j)))), judge)
        == .notDifferentiable(.error))
    let captured = IndexForm.derivative(
      .contraction([j], .entry(.a(.last, .along(j))), where: nil), by: .entry(.z(.last, .along(j))))
    #expect(thrown(captured, judge) == .capturedIndex(axis: j.id))
    #expect(
      thrown(.derivative(.entry(.cost()), by: .entry(.w(.last, .along(j), .along(k)))), judge, budget: 100)
        == .budgetExceeded)
  }
}

@Test func `an evaluator is as good as new after its budget ran out in the middle`() throws {
  let given = try Given()
  let form = IndexForm.derivative(.entry(.cost()), by: .entry(.w(.last, .along(j), .along(k))))
  for budget in stride(from: 100, to: 3000, by: 100) {
    var evaluator = Evaluator(state: given.state, judge: .differences, budget: budget)
    do { _ = try evaluator.value(of: form) } catch { #expect(error == .budgetExceeded) }
    #expect(evaluator.pass == given.state.pass)
    #expect(evaluator.network == given.state.network)
  }
}

@Test func `in a batch of one the example need not be written`() throws {
  let state = try draw(Blueprint(depth: 2...2, examples: 1), seed: 3)
  let own = Entry(role: .error, layer: .output, units: [.at(0)], example: nil)
  var engine = Evaluator(state: state)
  #expect(try engine.value(of: .entry(own)).values == [state.gradients.errors[2][0, 0]])
  let slope = IndexForm.derivative(
    .entry(.batchCost), by: .entry(Entry(role: .activation, layer: .output, units: [.at(1)], example: nil)))
  for judge in Judge.allCases {
    var evaluator = Evaluator(state: state, judge: judge)
    let found = try evaluator.value(of: slope)
    #expect((found.values[0] - state.gradients.activations[2][0, 1]).magnitude < 1e-10)
  }
}
