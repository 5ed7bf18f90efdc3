/// What a form was at a step.
struct Probe {
  var values: [Double]
  /// The activation pattern of each example.
  var patterns: [UInt64]
}

/// A derivative by differences, with a bound of its error, and the one-sided derivatives at a kink.
struct Estimated {
  var value: Double
  var error: Double
  var kink: (left: Double, right: Double)?
}

extension Evaluator {
  /// The derivatives by a step at 0 of everything a probe returns.
  ///
  /// - scale: the size of what is disturbed
  /// - noise: error bounds of the values
  /// - together: for each value the example it belongs to, where it depends on no other
  mutating func estimates(
    scale: Double, noise: [Double], together: [Int]?,
    _ probe: (inout Evaluator, Double) throws(EvaluationError) -> Probe
  ) throws(EvaluationError) -> [Estimated] {
    let center = try probe(&self, 0)
    var (steps, right, left) = ([Double](), [Probe](), [Probe]())
    var h = 0.125
    for _ in 0..<7 {
      steps.append(h)
      right.append(try probe(&self, h))
      left.append(try probe(&self, -h))
      h /= 2
    }
    func isSmooth(_ i: Int, _ value: Int) -> Bool {
      guard let together else {
        return right[i].patterns == center.patterns && left[i].patterns == center.patterns
      }
      let e = together[value]
      return right[i].patterns[e] == center.patterns[e] && left[i].patterns[e] == center.patterns[e]
    }
    return center.values.indices.map { v in
      let usable = steps.indices.filter { isSmooth($0, v) }
      if usable.count >= 3 {
        return extrapolated(
          usable.map { steps[$0] },
          usable.map { (right[$0].values[v] - left[$0].values[v]) / (2 * steps[$0]) },
          powers: 4, noise: noise[v])
      }
      let f = center.values[v]
      let later = steps.indices.suffix(5)
      let up = extrapolated(
        later.map { steps[$0] }, later.map { (right[$0].values[v] - f) / steps[$0] }, powers: 2,
        noise: noise[v])
      let down = extrapolated(
        later.map { steps[$0] }, later.map { (f - left[$0].values[v]) / steps[$0] }, powers: 2,
        noise: noise[v])
      let spread = (up.value - down.value).magnitude
      if spread <= 4 * (up.error + down.error) {
        return Estimated(value: (up.value + down.value) / 2, error: up.error + down.error)
      }
      return Estimated(
        value: (up.value + down.value) / 2, error: spread / 2 + up.error + down.error,
        kink: (left: down.value, right: up.value))
    }
  }

  /// Richardson's extrapolation of quotients at halved steps, whose errors go with h², h⁴, … or h, h², ….
  private func extrapolated(
    _ steps: [Double], _ quotients: [Double], powers: Double, noise: Double
  ) -> Estimated {
    var column = quotients
    var best = Estimated(value: .nan, error: .infinity)
    var factor = powers
    for order in 1..<max(2, quotients.count) {
      var next: [Double] = []
      for i in 1..<max(1, column.count) {
        let value = (factor * column[i] - column[i - 1]) / (factor - 1)
        let rounding = 4 * noise / steps[i + order - 1]
        let error = max((value - column[i]).magnitude, (value - column[i - 1]).magnitude) + rounding
        if error < best.error { best = Estimated(value: value, error: error) }
        next.append(value)
      }
      column = next
      factor *= powers
    }
    best.error += 4e-15 * best.value.magnitude
    return best
  }
}
