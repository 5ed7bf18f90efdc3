import Formula
import Network
import Testing

@testable import Checking

private let j = Axis.units(11, "j", of: .output)
private let k = Axis.units(12, "k", of: .beforeLast)
private let i = Axis.units(13, "i", of: .output)
private let m = Axis.units(14, "m", of: .beforeLast)

private func difference(_ x: IndexForm, _ y: IndexForm) -> IndexForm { .sum([x, .negative(y)]) }

/// Forms to be differentiated, and what by.
private let forms: [(name: String, IndexForm)] = [
  ("C_e", .entry(.cost())),
  ("C", .entry(.batchCost)),
  ("a_j", .entry(.a(.last, .along(i)))),
  ("z_j", .entry(.z(.last, .along(i)))),
  (
    "Σ w a", IndexForm.sum(m, of: .entry(.w(.last, .along(i), .along(m))), .entry(.a(.beforeLast, .along(m))))
  ),
  (
    "Σ (a − y)²",
    .contraction(
      [i], .power(difference(.entry(.a(.last, .along(i))), .entry(.y(.along(i)))), .number(2)), where: nil)
  ),
  (
    "σ(z) / (1 + a²)",
    .quotient(
      IndexForm.sigma(0, .beforeLast, .entry(.z(.beforeLast, .along(m)))),
      .sum([.number(1), .power(.entry(.a(.last, .along(i))), .number(2))]))
  ),
  ("σ′(z_m)", IndexForm.sigma(1, .beforeLast, .entry(.z(.beforeLast, .along(m))))),
  ("Π a", .productOver([m], .entry(.a(.beforeLast, .along(m))), where: nil)),
  ("softmax", .softmax(.entry(.z(.last, .along(i))), over: i, at: .at(1))),
  ("2^a", .power(.number(2), .entry(.a(.last, .along(i))))),
  ("Σ_e C_e", .contraction([.f], .entry(.cost(.along(.f))), where: nil)),
  (
    "Σ_e a z",
    .contraction(
      [.f],
      .product([.entry(.a(.last, .along(i), .along(.f))), .entry(.z(.beforeLast, .along(m), .along(.f)))]),
      where: nil)
  ),
]

private let variables: [(name: String, Entry)] = [
  ("z_j", .z(.last, .along(j))), ("a_j", .a(.last, .along(j))), ("a_k", .a(.beforeLast, .along(k))),
  ("z_k", .z(.beforeLast, .along(k))), ("w_jk", .w(.last, .along(j), .along(k))),
  ("w^1", .w(.number(1), .at(1), .along(Axis.units(15, "q", of: .number(0))))),
  ("b_j", .b(.last, .along(j))), ("b_k", .b(.beforeLast, .along(k))), ("y_j", .y(.along(j))),
  ("x_0", .a(.number(0), .at(0))), ("z_1 of example 0", .z(.beforeLast, .at(1), .at(0))),
  ("C_e", .cost()), ("a_i, on the form's axis", .a(.last, .along(i))),
  ("z_m, on the form's axis", .z(.beforeLast, .along(m))),
]

private func blueprints() -> [Blueprint] {
  var all: [Blueprint] = []
  let kinds = Convention.BiasKind.allCases
  for (n, activation) in [Activation.sigmoid, .tanh, .softplus, .relu, .identity].enumerated() {
    all.append(
      Blueprint(
        depth: 3...3, activation: activation, cost: [.sumSquares, .halfSumSquares, .meanSquares][n % 3],
        averaging: n % 2 == 0 ? .mean : .sum, biases: kinds[n % 2]))
  }
  all.append(Blueprint(depth: 3...3, activation: .tanh, output: .softmax, cost: .crossEntropy))
  all.append(
    Blueprint(depth: 2...2, activation: .sigmoid, output: .softmax, cost: .sumSquares, biases: .shared))
  return all
}

@Test func `difference quotients agree with the engine within the errors that both state`() throws {
  var compared = 0
  for (n, blueprint) in blueprints().enumerated() {
    let state = try draw(blueprint, seed: UInt64(n) + 1)
    var engine = Evaluator(state: state, judge: .backpropagation)
    var differences = Evaluator(state: state, judge: .differences)
    for (formNumber, (formName, form)) in forms.enumerated() {
      // A third of the pairs on each network, so that each pair meets several.
      for (number, (name, variable)) in variables.enumerated() where (formNumber + number + n) % 3 == 0 {
        let bound = form.boundAxes
        if Variable.entry(variable).axes.contains(where: { bound.contains($0) }) { continue }
        let derivative = IndexForm.derivative(form, by: .entry(variable))
        let x = try engine.value(of: derivative)
        let y = try differences.value(of: derivative)
        let (axes, sizes) = try Tensor.union([x, y])
        let (left, right) = (x.arranged(axes, sizes: sizes), y.arranged(axes, sizes: sizes))
        for p in 0..<left.count {
          compared += 1
          let (l, r) = (left[p], right[p])
          let distance = (l.value - r.value).magnitude
          if !(distance <= 2 * (l.error + r.error)) || !(l.error + r.error <= 1e-7) {
            Issue.record("\(blueprint.activation) ∂\(formName)/∂\(name) at \(p): \(l) and \(r)")
            break
          }
        }
      }
    }
    #expect(differences.kinksMet.isEmpty)
  }
  #expect(compared > 5_000)
}

@Test func `error terms of both judges agree, in every layer`() throws {
  for (n, blueprint) in blueprints().enumerated() {
    let state = try draw(blueprint, seed: UInt64(n) + 50)
    for l in 1...state.network.depth {
      let unit = Axis.units(11, "j", of: .number(l))
      let form = IndexForm.entry(.delta(.number(l), .along(unit)))
      var engine = Evaluator(state: state, judge: .backpropagation)
      var differences = Evaluator(state: state, judge: .differences)
      let (x, y) = (try engine.value(of: form), try differences.value(of: form))
      #expect(x.axes == y.axes)
      for p in 0..<x.count {
        #expect((x.values[p] - y.values[p]).magnitude <= 2 * (x.errors[p] + y.errors[p]))
        #expect(y.errors[p] < 1e-9)
      }
    }
  }
}

@Test func `the hidden error term is the sum over the layer above times the slope`() throws {
  let form = IndexForm.product([
    IndexForm.sum(j, of: .entry(.w(.last, .along(j), .along(k))), .entry(.delta(.last, .along(j)))),
    IndexForm.sigma(1, .beforeLast, .entry(.z(.beforeLast, .along(k)))),
  ])
  for seed in 1...20 {
    let state = try draw(Blueprint(activation: .sigmoid), seed: UInt64(seed))
    var engine = Evaluator(state: state)
    let (left, right) = (
      try engine.value(of: .entry(.delta(.beforeLast, .along(k)))), try engine.value(of: form)
    )
    let arranged = right.arranged(left.axes, sizes: left.sizes)
    for p in 0..<left.count {
      let distance = (left.values[p] - arranged.values[p]).magnitude
      #expect(distance <= left.errors[p] + arranged.errors[p])
      #expect(arranged.errors[p] < 1e-13 * arranged.magnitudes[p])
    }
  }
}

@Test func `at an exact zero both one-sided derivatives are told`() throws {
  for biases in Convention.BiasKind.allCases {
    var blueprint = Blueprint(depth: 3...3, activation: .relu, biases: biases, zeroPreactivations: true)
    blueprint.output = .identity
    let state = try draw(blueprint, seed: 3)
    let kink = try #require(state.kinks.first)
    let unit = Entry.z(.number(kink.layer), .at(kink.unit), .at(kink.example))
    let own = Entry.a(.number(kink.layer), .at(kink.unit), .at(kink.example))
    var differences = Evaluator(state: state, judge: .differences)
    let found = try differences.value(of: .derivative(.entry(own), by: .entry(unit)))
    #expect((found.values[0] - 0.5).magnitude < 1e-9)
    #expect(found.errors[0] >= 0.5)
    let met = try #require(differences.kinksMet.first)
    #expect(met.left.magnitude < 1e-9)
    #expect((met.right - 1).magnitude < 1e-9)
    var engine = Evaluator(state: state)
    #expect(try engine.value(of: .derivative(.entry(own), by: .entry(unit))).values == [0.35])
    // ∂max(0, z)/∂z is ε there, too.
    let written = IndexForm.derivative(.maximum([.number(0), .entry(unit)]), by: .entry(unit))
    #expect(try engine.value(of: written).values == [0.35])
  }
}

@Test func `a kink of one example leaves the derivatives of the others alone`() throws {
  let blueprint = Blueprint(depth: 2...2, activation: .relu, output: .identity, zeroPreactivations: true)
  let state = try draw(blueprint, seed: 5)
  let kink = try #require(state.kinks.first)
  let unit = Axis.units(11, "j", of: .number(kink.layer))
  let form = IndexForm.entry(.delta(.number(kink.layer), .along(unit)))
  var engine = Evaluator(state: state, judge: .backpropagation)
  var differences = Evaluator(state: state, judge: .differences)
  let (x, y) = (try engine.value(of: form), try differences.value(of: form))
  for example in 0..<state.pass.examples {
    for unit in 0..<state.network.widths[1] where (example, unit) != (kink.example, kink.unit) {
      let position = [Axis.e.id: example, 11: unit]
      let (l, r) = (try #require(x.number(at: position)), try #require(y.number(at: position)))
      #expect((l.value - r.value).magnitude <= 2 * (l.error + r.error))
      #expect(r.error < 1e-8)
    }
  }
}

@Test func `sampling positions of a derivative gives the entries of the whole`() throws {
  let state = try draw(Blueprint(depth: 3...3), seed: 9)
  let derivative = IndexForm.derivative(.entry(.batchCost), by: .entry(.w(.last, .along(j), .along(k))))
  for judge in Judge.allCases {
    var whole = Evaluator(state: state, judge: judge)
    var sampled = Evaluator(state: state, judge: judge, domains: [j.id: [1], k.id: [1, 0]])
    let (all, some) = (try whole.value(of: derivative), try sampled.value(of: derivative))
    #expect(some.count == 2)
    for (place, position) in [1, 0].enumerated() {
      let l = try #require(all.number(at: [j.id: 1, k.id: position]))
      let r = try #require(some.number(at: [j.id: 0, k.id: place]))
      #expect((l.value - r.value).magnitude <= 1e-15)
    }
  }
}
