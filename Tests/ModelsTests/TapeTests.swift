import Differences
import Testing

@testable import Models

/// The reverse sweep against differences, rule by rule.
struct TapeTests {
  @Test(arguments: Elementary.allCases)
  func `the slope of a function of one number is its derivative`(_ function: Elementary) {
    for x in [0.3, 0.8, 1.7] {
      var tape = Tape()
      let point = tape.leaf(x)
      let value = tape.apply(function, point)
      let gradient = tape.gradient(of: value, by: [point])[0]
      let slope = tape.values[gradient]
      let estimate = Differentiator().derivative(of: { function.value($0) }, at: x)
      #expect(
        abs(slope - estimate.value) <= 1e-9 + 10 * (estimate.error + estimate.noise), "\(function) at \(x)")
    }
  }

  @Test func `products, quotients, powers and sums have the derivatives of the textbook`() {
    var tape = Tape()
    let (a, b) = (tape.leaf(1.3), tape.leaf(0.7))
    let power = tape.power(a, b)
    let result = tape.sum([
      tape.quotient(tape.product(a, b), tape.sum([a, power])), tape.inner([a, b], [b, power]),
    ])
    let gradient = tape.gradient(of: result, by: [a, b])
    let slopes = gradient.map { tape.values[$0] }
    for (place, target) in [a, b].enumerated() {
      var rerun = Tape.Rerun(tape, of: result, by: target)
      let estimate = Differentiator().derivative(
        of: { rerun.value(of: result, at: $0) }, at: tape.values[target])
      #expect(abs(slopes[place] - estimate.value) < 1e-8)
    }
  }

  @Test func `a derivative can be differentiated again`() {
    var tape = Tape()
    let x = tape.leaf(0.6)
    let cube = tape.power(x, tape.constant(3))
    let first = tape.gradient(of: cube, by: [x])[0]
    let second = tape.gradient(of: first, by: [x])[0]
    #expect(abs(tape.values[second] - 6 * 0.6) < 1e-12)
  }

  @Test func `the same operation on the same numbers is one number, in index form and in matrix form`() {
    var tape = Tape()
    let weights = [tape.leaf(0.5), tape.leaf(-1.2)]
    let inputs = [tape.leaf(0.9), tape.leaf(0.4)]
    let matrixForm = tape.inner(weights, inputs)
    let indexForm = tape.sum([tape.product(inputs[1], weights[1]), tape.product(weights[0], inputs[0])])
    #expect(matrixForm == indexForm)
  }

  @Test func `what is upstream of the variable is held fixed`() {
    var tape = Tape()
    let x = tape.leaf(0.5)
    let h = tape.apply(.hyperbolicTangent, x)
    let y = tape.sum([tape.product(h, h), x])
    let byH = tape.gradient(of: y, by: [h])[0]
    #expect(abs(tape.values[byH] - 2 * tape.values[h]) < 1e-12)
  }
}
