import Network

// The engine's derivatives with the scale of what they were summed from, and bounds of their rounding errors.
// Values are the engine's; scales follow the same recursions with absolute values.
extension Evaluator {
  /// δ^l = ∂C_e/∂z^l, of extents E × n_l.
  mutating func errorSource(_ l: Int) -> Source {
    if let known = cache.errors[l] { return known }
    let (network, pass) = (state.network, state.pass)
    let values = state.gradients.errors[l]
    let isCancelling =
      l == network.depth && network.cost == .crossEntropy && network.layers[l - 1].activation == .softmax
    var source: Source
    if isCancelling {
      // a_j Σ_i y_i − y_j
      let (a, y, errors) = (pass.activations[l], pass.targets, activationErrors(l) ?? [])
      source = Source([a.rows, a.columns], values.elements)
      let sums = (0..<y.rows).map { e in y.row(e).reduce(0) { $0 + $1.magnitude } }
      let magnitudes = (0..<a.elements.count).map {
        a.elements[$0].magnitude * sums[$0 / a.columns] + y.elements[$0].magnitude
      }
      source.errors = magnitudes.indices.map {
        errors[$0] * sums[$0 / a.columns] + 4 * Bounded.roundoff * magnitudes[$0]
      }
      source.magnitudes = magnitudes
    } else {
      source = gradientSource(l)
      pullBackBounds(&source, rows: pass.examples, layer: l) { $0 }
      source.values = values.elements
    }
    cache.errors[l] = source
    return source
  }

  /// ∂C_e/∂a^l, of extents E × n_l.
  mutating func gradientSource(_ l: Int) -> Source {
    if let known = cache.gradients[l] { return known }
    let values = state.gradients.activations[l]
    var source = Source([values.rows, values.columns], values.elements)
    if l == state.network.depth {
      let (a, y) = (state.pass.activations[l], state.pass.targets)
      let activationErrors = activationErrors(l) ?? []
      let isQuotient = state.network.cost.hasLogarithm
      var (magnitudes, errors) = ([Double](), [Double]())
      for i in a.elements.indices {
        let value = values.elements[i].magnitude
        // −y/a is off by |y|/a² times the error of a; c(a − y) by c times it.
        let slope = state.network.cost.curvature(a.elements[i], target: y.elements[i], width: a.columns)
        let quotient = max(value, state.network.cost.sizeOfQuotients(a.elements[i], y.elements[i]))
        let magnitude = isQuotient ? quotient : slope * (a.elements[i].magnitude + y.elements[i].magnitude)
        magnitudes.append(magnitude)
        errors.append(slope * activationErrors[i] + 4 * Bounded.roundoff * magnitude)
      }
      (source.magnitudes, source.errors) = (magnitudes, errors)
    } else {
      let above = errorSource(l + 1)
      source = timesWeights(above, rows: state.pass.examples, layer: l + 1)
      source.values = values.elements
    }
    cache.gradients[l] = source
    return source
  }

  /// The Jacobian of a place by one upstream of it, for one example, of extents n × n′; both are z or a.
  mutating func jacobianSource(_ key: Cache.JacobianKey) throws(EvaluationError) -> Source {
    if let known = cache.jacobians[key] { return known }
    let (network, e) = (state.network, key.example)
    let rows = network.entryCount(key.of)
    var work = 0
    for width in network.widths { work += rows * width * (network.widths.max() ?? 1) }
    try spendMultiplications(work)
    let values = network.jacobian(of: key.of, by: key.by, in: state.pass, example: e)
    var source = Source([rows, rows], Matrix.identity(rows).elements)
    source.errors = [Double](repeating: 0, count: rows * rows)
    source.magnitudes = source.values
    var here = key.of
    while here != key.by {
      switch here {
      case .activation(let l):
        pullBackBounds(&source, rows: rows, layer: l) { _ in e }
        here = .preactivation(l)
      case .preactivation(let l):
        source = timesWeights(source, rows: rows, layer: l)
        here = .activation(l - 1)
      case .weight, .bias, .target: here = key.by
      }
    }
    source.values = values.elements
    cache.jacobians[key] = source
    return source
  }

  /// Scale and error of rows of derivatives by a^l, turned into derivatives by z^l: times |σ′|.
  private func pullBackBounds(_ source: inout Source, rows: Int, layer l: Int, example: (Int) -> Int) {
    let (z, a) = (state.pass.preactivations[l], state.pass.activations[l])
    let activation = state.network.layers[l - 1].activation
    guard var magnitudes = source.magnitudes, var errors = source.errors else { return }
    let n = z.columns
    for r in 0..<rows {
      let e = example(r)
      if activation == .softmax {
        // a_j (g_j − Σ_i a_i g_i)
        var (magnitude, error) = (0.0, 0.0)
        for i in 0..<n {
          magnitude += a[e, i] * magnitudes[r * n + i]
          error += a[e, i] * errors[r * n + i]
        }
        let rounding = Bounded.roundoff * (4 + Double(n).squareRoot())
        for j in 0..<n {
          magnitudes[r * n + j] = a[e, j] * (magnitudes[r * n + j] + magnitude)
          errors[r * n + j] = a[e, j] * (errors[r * n + j] + error) + rounding * magnitudes[r * n + j]
        }
        continue
      }
      for j in 0..<n {
        let slope = activation.derivative(at: z[e, j], slopeAtZero: state.network.slopeAtZero)
        magnitudes[r * n + j] *= slope
        errors[r * n + j] = slope * errors[r * n + j] + 4 * Bounded.roundoff * magnitudes[r * n + j]
      }
    }
    (source.magnitudes, source.errors) = (magnitudes, errors)
  }

  /// Scale and error of rows of derivatives by z^l, turned into derivatives by a^(l−1): times |W^l|.
  private func timesWeights(_ source: Source, rows: Int, layer l: Int) -> Source {
    let weights = state.network.layers[l - 1].weights
    let absolute = Tensor(
      axes: [1, 2], sizes: [weights.rows, weights.columns], exact: weights.elements.map(\.magnitude),
      isBounded: false)
    func times(_ all: [Double]?) -> [Double] {
      let left = Tensor(axes: [0, 1], sizes: [rows, weights.rows], exact: all ?? [], isBounded: false)
      let product = try? Tensor.contracted([left, absolute], over: [1], spend: { _ in })
      return product?.arranged([0, 2], sizes: [rows, weights.columns]).values ?? []
    }
    let magnitudes = times(source.magnitudes)
    let rounding = Bounded.roundoff * (1 + Double(weights.rows).squareRoot())
    let errors = zip(times(source.errors), magnitudes).map { $0 + rounding * $1 }
    return Source([rows, weights.columns], magnitudes, magnitudes: magnitudes, errors: errors)
  }
}

extension Cost {
  /// |y/a| + |(1 − y)/(1 − a)|, which cancel in the derivative of a binary cross-entropy; 0 for another cost.
  fileprivate func sizeOfQuotients(_ a: Double, _ y: Double) -> Double {
    guard asksForProbabilities else { return 0 }
    return (y == 0 ? 0 : (y / a).magnitude) + (y == 1 ? 0 : ((1 - y) / (1 - a)).magnitude)
  }
}
