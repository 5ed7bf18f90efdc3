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
    var worst = (ratio: 0.0, name: "")
    var worstRelative = (size: 0.0, name: "")
    var evaluations = 0
    var count = 0
    for function in known {
      for i in -20...20 {
        let x = Double(i) * 0.173 + 0.01
        let found = Differentiator().derivative(of: function.f, at: x)
        let expected = function.derivative(x)
        let error = (found.value - expected).magnitude
        #expect(error <= found.error, "\(function.name) at \(x): \(found), expected \(expected)")
        // Rounding of the expected value itself is part of what is compared.
        if error / found.error > worst.ratio { worst = (error / found.error, "\(function.name) at \(x)") }
        let scale = max(expected.magnitude, function.f(x).magnitude)
        #expect(found.error <= 1e-8 * max(scale, 1), "\(function.name) at \(x): \(found)")
        let relative = found.error / max(scale, 1)
        if relative > worstRelative.size { worstRelative = (relative, "\(function.name) at \(x)") }
        evaluations += found.evaluations
        count += 1
        #expect(found.evaluations <= 20)
      }
    }
    print(worst, worstRelative, Double(evaluations) / Double(count))
  }
}
