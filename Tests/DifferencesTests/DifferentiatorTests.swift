import Differences
import Foundation
import Testing

/// A function with its derivative, both written by hand.
private struct Known: Sendable {
  let name: String
  let f: @Sendable (Double) -> Double
  let derivative: @Sendable (Double) -> Double
}

@Sendable private func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

private let known: [Known] = [
  Known(name: "sigmoid", f: sigmoid, derivative: { sigmoid($0) * sigmoid(-$0) }),
  Known(name: "tanh", f: { tanh($0) }, derivative: { 1 / (cosh($0) * cosh($0)) }),
  Known(name: "softplus", f: { log1p(exp($0)) }, derivative: sigmoid),
  Known(name: "exp", f: { exp($0) }, derivative: { exp($0) }),
  Known(name: "sin", f: { sin($0) }, derivative: { cos($0) }),
  Known(name: "square", f: { $0 * $0 }, derivative: { 2 * $0 }),
  Known(name: "cubic", f: { $0 * $0 * $0 - 2 * $0 }, derivative: { 3 * $0 * $0 - 2 }),
  Known(name: "fifth power", f: { pow($0, 5) }, derivative: { 5 * pow($0, 4) }),
  Known(name: "ninth power", f: { pow($0, 9) }, derivative: { 9 * pow($0, 8) }),
  Known(name: "linear", f: { 3 * $0 - 1 }, derivative: { _ in 3 }),
  Known(name: "constant", f: { _ in 2.5 }, derivative: { _ in 0 }),
  Known(
    name: "steep sigmoid", f: { sigmoid(20 * $0) }, derivative: { 20 * sigmoid(20 * $0) * sigmoid(-20 * $0) }),
  Known(name: "wave", f: { sin(30 * $0) }, derivative: { 30 * cos(30 * $0) }),
  Known(name: "log of softmax", f: { log(1 / (1 + exp(-$0))) }, derivative: { sigmoid(-$0) }),
  Known(name: "tiny", f: { 1 + 1e-9 * sin($0) }, derivative: { 1e-9 * cos($0) }),
  Known(name: "offset", f: { 1e6 + sin($0) }, derivative: { cos($0) }),
  Known(name: "bell", f: { exp(-$0 * $0) }, derivative: { -2 * $0 * exp(-$0 * $0) }),
  Known(name: "Runge", f: { 1 / (1 + 25 * $0 * $0) }, derivative: { -50 * $0 / pow(1 + 25 * $0 * $0, 2) }),
  Known(
    name: "squared error", f: { pow(sigmoid($0) - 1, 2) },
    derivative: { 2 * (sigmoid($0) - 1) * sigmoid($0) * sigmoid(-$0) }),
  Known(
    name: "deep", f: { sigmoid(2 * tanh(sigmoid($0) - 0.5)) },
    derivative: {
      let u = sigmoid($0) - 0.5
      let s = sigmoid(2 * tanh(u))
      return s * (1 - s) * 2 / (cosh(u) * cosh(u)) * sigmoid($0) * sigmoid(-$0)
    }),
]

@Suite struct DifferentiatorTests {
  @Test func `the true error never exceeds the estimate, and the estimate is small`() {
    for function in known {
      for i in -20...20 {
        let x = Double(i) * 0.173 + 0.01
        let found = Differentiator().derivative(of: function.f, at: x)
        let expected = function.derivative(x)
        let error = (found.value - expected).magnitude
        #expect(error <= found.error, "\(function.name) at \(x): \(found), expected \(expected)")
        let scale = max(expected.magnitude, function.f(x).magnitude, 1)
        #expect(found.error <= 1e-8 * scale, "\(function.name) at \(x): \(found)")
        #expect(found.evaluations <= 20)
      }
    }
  }

  @Test func `a smooth derivative of its own scale is found to ten digits`() {
    for function in known
    where ["sigmoid", "tanh", "softplus", "squared error", "deep"].contains(function.name) {
      for i in -10...10 {
        let x = Double(i) * 0.173 + 0.01
        let found = Differentiator().derivative(of: function.f, at: x)
        let expected = function.derivative(x)
        #expect((found.value - expected).magnitude <= 1e-10 * expected.magnitude, "\(function.name) at \(x)")
      }
    }
  }

  @Test func `sums, products and chains of drawn functions obey the bound`() {
    // The rules for sums, products and chains, applied to known derivatives.
    var state: UInt64 = 11
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let inner = known.filter { ["sigmoid", "tanh", "softplus", "sin", "square", "linear"].contains($0.name) }
    for _ in 0..<600 {
      let (a, b, c) = (inner[draw(inner.count)], inner[draw(inner.count)], inner[draw(inner.count)])
      let weight = Double(draw(2000) - 1000) / 500
      let x = Double(draw(4000) - 2000) / 1000
      let f = { (x: Double) in a.f(weight * b.f(x)) * c.f(x) + b.f(x) }
      let expected =
        a.derivative(weight * b.f(x)) * weight * b.derivative(x) * c.f(x)
        + a.f(weight * b.f(x)) * c.derivative(x) + b.derivative(x)
      let found = Differentiator().derivative(of: f, at: x)
      let error = (found.value - expected).magnitude
      #expect(error <= found.error, "\(a.name)(\(weight) \(b.name)) \(c.name) at \(x): \(found), \(expected)")
      #expect(found.error <= 1e-8 * max(expected.magnitude, f(x).magnitude, 1))
    }
  }

  @Test func `all outputs are differentiated by one set of evaluations`() {
    var calls = 0
    let found = Differentiator().derivatives(
      of: { x in
        calls += 1
        return known.map { $0.f(x) }
      }, at: 0.37)
    #expect(found.count == known.count)
    for (estimate, function) in zip(found, known) {
      #expect((estimate.value - function.derivative(0.37)).magnitude <= estimate.error, "\(function.name)")
      #expect(estimate.evaluations == calls)
    }
    #expect(calls <= 20)
  }

  @Test func `a well-behaved function needs few evaluations`() {
    #expect(Differentiator().derivative(of: { 3 * $0 }, at: 0.4).evaluations <= 6)
    #expect(Differentiator().derivative(of: { $0 * $0 }, at: 0.4).evaluations <= 6)
    #expect(Differentiator().derivative(of: sigmoid, at: 0.4).evaluations <= 10)
  }
}
