import Differences
import Foundation
import Testing

/// Functions with kinks; expected one-sided derivatives by hand.
@Suite struct KinkTests {
  private func sign(_ x: Double) -> Int8 { x > 0 ? 1 : x < 0 ? -1 : 0 }

  @Test func `an exact kink gives both one-sided derivatives`() throws {
    // f = |x − 1| e^x + sin x at 1: f′ = cos 1 ± e.
    let found = try #require(
      Differentiator().derivatives(
        of: { [abs($0 - 1) * exp($0) + sin($0), $0 * $0] }, at: 1, signature: { [sign($0 - 1)] }
      ).first)
    guard case .kink(let left, let right) = found.kind else {
      Issue.record("\(found)")
      return
    }
    #expect(abs(left - (cos(1) - exp(1))) < 1e-8)
    #expect(abs(right - (cos(1) + exp(1))) < 1e-8)
    #expect(abs(found.value - cos(1)) < 1e-8)
    #expect(found.error >= exp(1) && found.error < exp(1) + 1e-6)
    #expect(found.evaluations <= 27)
  }

  @Test func `an output that the kink does not touch keeps its derivative`() throws {
    let found = Differentiator().derivatives(
      of: { [max($0, 0), sin($0) + 2] }, at: 0, signature: { [sign($0)] })
    #expect(found.count == 2)
    #expect(found[1].kind == .central)
    #expect(abs(found[1].value - 1) <= found[1].error)
    #expect(found[1].error < 1e-8)
    guard case .kink = found[0].kind else {
      Issue.record("\(found[0])")
      return
    }
  }

  @Test func `beside a kink, however near, the derivative is that of the side x stands on`() {
    for exponent in 0...300 {
      let distance = pow(10, -Double(exponent) / 25)  // 1 … 1e-12
      for side in [-1.0, 1.0] {
        let x = side * distance
        let f = { (x: Double) in (x > 0 ? 3 : -2) * sin(x) + 0.5 }
        let expected = (side > 0 ? 3 : -2) * cos(x)
        let found = Differentiator().derivatives(of: { [f($0)] }, at: x, signature: { [sign($0)] })
        let error = abs(found[0].value - expected)
        #expect(error <= found[0].error, "at \(x): \(found[0]), expected \(expected)")
        #expect(found[0].error <= 1e-7, "at \(x): \(found[0])")
        #expect(found[0].evaluations <= 27)
      }
    }
  }

  @Test func `two kinks around x leave the piece between them`() {
    for width in [0.05, 1e-2, 1e-4] {
      let f = { (x: Double) in max(-width, min(width, x)) * 2 }
      let found = Differentiator().derivatives(
        of: { [f($0)] }, at: 0, signature: { [sign($0 - width), sign($0 + width)] })
      #expect(abs(found[0].value - 2) <= found[0].error && found[0].error < 1e-7, "\(width): \(found[0])")
    }
  }

  @Test func `a quantity that is zero on both sides is no kink`() {
    let found = Differentiator().derivatives(of: { [exp($0)] }, at: 0, signature: { _ in [0, 0] })
    #expect(found[0].kind == .central)
    #expect(abs(found[0].value - 1) <= found[0].error)
  }
}

@Suite struct NonFiniteTests {
  @Test func `values that are not finite give an infinite error`() {
    let functions: [(Double) -> Double] = [
      { _ in .nan }, { _ in .infinity }, { $0 > 0 ? .nan : 1 }, { 1 / ($0 * 0) },
    ]
    for f in functions {
      #expect(Differentiator().derivative(of: f, at: 0).error == .infinity)
    }
    for x in [Double.nan, .infinity, -.infinity] {
      #expect(Differentiator().derivative(of: sin, at: x).error == .infinity)
    }
    #expect(Differentiator().derivatives(of: { _ in [] }, at: 0).isEmpty)
  }

  @Test func `one output without a value does not spoil the others`() {
    let found = Differentiator().derivatives(of: { [.nan, exp($0)] }, at: 0)
    #expect(found[0].error == .infinity)
    #expect(abs(found[1].value - 1) <= found[1].error && found[1].error < 1e-10)
  }

  @Test func `a step beyond the domain is made smaller`() {
    // log x at 0.02: the first steps reach below 0.
    let found = Differentiator().derivative(of: { log($0) }, at: 0.02)
    #expect(abs(found.value - 50) <= found.error && found.error < 1e-6)
  }

  @Test func `points of any size can be differentiated at`() {
    for exponent in stride(from: -300, through: 300, by: 20) {
      let x = pow(10, Double(exponent))
      let found = Differentiator().derivative(of: { 3 * $0 + 1 }, at: x)
      #expect(abs(found.value - 3) <= found.error && found.error < 1e-8, "\(x): \(found)")
    }
  }
}
