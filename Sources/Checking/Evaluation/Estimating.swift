import Differences

/// What a form was after a disturbance.
struct Probe: Sendable {
  var values: [Double]
  /// For each example the signs of its ReLU pre-activations; empty on a network without ReLU.
  var patterns: [[Int8]]
}

/// A derivative by differences, with a bound of its error, and the one-sided derivatives at a kink.
struct Estimated: Sendable {
  var value: Double
  var error: Double
  var kink: (left: Double, right: Double)?
}

extension Evaluator {
  /// The derivatives by a step at 0 of everything a probe returns.
  ///
  /// - size: the magnitude of what is disturbed, which rounds the step
  /// - scale: over what distance it may sensibly be changed
  /// - errors: error bounds of the values, which are their noise
  /// - examples: for each value the example it belongs to, where it depends on no other; such values are
  ///   differentiated example by example, so that one example's kink spoils no other's derivative
  mutating func estimates(
    size: Double, scale: Double, errors: [Double], examples: [Int]?,
    _ probe: (inout Evaluator, Double) throws(EvaluationError) -> Probe
  ) throws(EvaluationError) -> [Estimated] {
    var probes: [Double: Probe] = [:]
    var failure: EvaluationError?
    // The differentiator asks for the same steps for each example; each is probed once.
    func probed(_ step: Double) -> Probe {
      if let known = probes[step] { return known }
      var fresh = Probe(values: errors.map { _ in .nan }, patterns: [])
      if failure == nil {
        do throws(EvaluationError) { fresh = try probe(&self, step) } catch { failure = error }
      }
      probes[step] = fresh
      return fresh
    }

    let center = probed(0)
    if let failure { throw failure }
    let differentiator = Differentiator(firstStep: 0.125)
    var result: [DifferenceEstimate] = []
    if let examples, let first = center.patterns.first, !first.isEmpty {
      var found: [Int: DifferenceEstimate] = [:]
      for (e, pattern) in center.patterns.enumerated() {
        let own = examples.indices.filter { examples[$0] == e }
        if own.isEmpty { continue }
        let estimates = differentiator.derivatives(
          observing: { step in
            let probe = probed(step)
            let here = e < probe.patterns.count ? probe.patterns[e] : pattern
            return Observation(values: own.map { probe.values[$0] }, pattern: here)
          }, at: 0, scale: scale)
        for (i, estimate) in zip(own, estimates) { found[i] = estimate }
      }
      result = examples.indices.compactMap { found[$0] }
    } else {
      result = differentiator.derivatives(
        observing: { step in
          let probe = probed(step)
          return Observation(values: probe.values, pattern: probe.patterns.flatMap { $0 })
        }, at: 0, scale: scale)
    }
    if let failure { throw failure }
    let further = result.indices.map { i in
      i < errors.count
        ? furtherNoise(result[i], value: center.values[i], error: errors[i], size: size, scale: scale) : 0
    }
    return zip(result, further).map { estimate, further in
      var kink: (left: Double, right: Double)?
      if case .kink(let left, let right) = estimate.kind { kink = (left, right) }
      return Estimated(value: estimate.value, error: estimate.error + further, kink: kink)
    }
  }

  /// What the differentiator cannot know: that the values are known less well than to a rounding of their
  /// own, and that the step was rounded when it was added to what is disturbed.
  private func furtherNoise(
    _ estimate: DifferenceEstimate, value: Double, error: Double, size: Double, scale: Double
  ) -> Double {
    let known = 4 * Double.ulpOfOne * value.magnitude
    // Its noise is 2 · known / h, from which the step that it settled on can be had.
    var step = scale / 512
    if estimate.noise.isFinite, estimate.noise > 0, known > 0 {
      step = min(scale, 2 * known / estimate.noise)
    }
    let further = 2 * max(0, error - known) / step
    return further + estimate.value.magnitude * Double.ulpOfOne * (size + 1) / step
  }
}
