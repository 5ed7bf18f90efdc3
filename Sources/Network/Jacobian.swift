extension Network {
  /// ∂(of)/∂(by) for one example: every entry of the one by every entry of the other.
  ///
  ///     rows     the entries of `of`: the units of z^m or a^m
  ///     columns  the entries of `by`: units; w_jk at column j · n_(l−1) + k; b_j, or one where b is shared
  ///
  /// What stands upstream of `by` is held fixed. The Jacobian of a place by itself is the identity; it is
  /// zero where `by` is not upstream of `of`, as for anything by the targets. Parameters and targets
  /// depend on nothing.
  public func jacobian(of: Place, by: Place, in pass: ForwardPass, example e: Int) -> Matrix {
    let rows = entryCount(of)
    if of == by { return .identity(rows) }
    guard isQuantity(of), isUpstream(by, of: of) else {
      return Matrix(rows: rows, columns: entryCount(by))
    }
    return pullBack(.identity(rows), from: of, to: by, in: pass, example: e)
  }

  /// ∂C_e/∂(by) for one example's own cost, in the order of the columns of `jacobian`.
  public func costGradient(by place: Place, in pass: ForwardPass, example e: Int) -> [Double] {
    if place == .target {
      let (a, y) = (pass.activations[depth], pass.targets)
      return (0..<a.columns).map { cost.gradientByTarget(a[e, $0], target: y[e, $0], width: a.columns) }
    }
    let output = Place.activation(depth)
    let row = Matrix(rows: 1, columns: widths[depth]) { _, j in
      cost.gradientByActivation(
        pass.activations[depth][e, j], target: pass.targets[e, j], width: widths[depth])
    }
    if place == output { return row.elements }
    if hasCancellingOutput {
      let (a, y) = (pass.activations[depth].row(e), pass.targets.row(e))
      let sum = y.reduce(0, +)
      let errors = Matrix(rows: 1, columns: widths[depth]) { _, j in
        a[a.startIndex + j] * sum - y[y.startIndex + j]
      }
      return pullBack(errors, from: .preactivation(depth), to: place, in: pass, example: e).elements
    }
    return pullBack(row, from: output, to: place, in: pass, example: e).elements
  }

  /// How many numbers stand at a place for one example: n_l, n_l · n_(l−1), or the number of biases.
  public func entryCount(_ place: Place) -> Int {
    switch place {
    case .preactivation(let l):
      precondition(l >= 1 && l <= depth, "no such layer")
      return widths[l]
    case .activation(let l): return widths[l]
    case .weight(let l): return layers[l - 1].weights.elements.count
    case .bias(let l): return layers[l - 1].biases.count
    case .target: return widths[depth]
    }
  }

  /// Rows of derivatives by `from`, turned into rows of derivatives by `to`: the chain rule, link by link.
  private func pullBack(
    _ start: Matrix, from: Place, to: Place, in pass: ForwardPass, example e: Int
  ) -> Matrix {
    var rows = start
    var here = from
    while here != to {
      switch here {
      case .activation(let l):
        // ∂/∂z^l = ∂/∂a^l · ∂a^l/∂z^l
        multiplyByActivationDerivative(&rows, layer: l, in: pass, example: e)
        here = .preactivation(l)
      case .preactivation(let l):
        if to == .weight(l) { return derivativesByWeights(rows, below: pass.activations[l - 1].row(e)) }
        if to == .bias(l) { return derivativesByBiases(rows, layers[l - 1].biases) }
        // ∂/∂a^(l−1) = ∂/∂z^l · W^l
        var below = Matrix(rows: rows.rows, columns: widths[l - 1])
        below.setToProduct(rows, times: layers[l - 1].weights)
        rows = below
        here = .activation(l - 1)
      case .weight, .bias, .target:
        return rows
      }
    }
    return rows
  }

  /// ∂/∂w_jk = ∂/∂z_j · a_k.
  private func derivativesByWeights(_ rows: Matrix, below a: ArraySlice<Double>) -> Matrix {
    Matrix(rows: rows.rows, columns: rows.columns * a.count) { r, column in
      rows[r, column / a.count] * a[a.startIndex + column % a.count]
    }
  }

  /// ∂/∂b_j = ∂/∂z_j, and ∂/∂b = Σ_j ∂/∂z_j for a shared bias.
  private func derivativesByBiases(_ rows: Matrix, _ biases: Biases) -> Matrix {
    switch biases {
    case .perNeuron: return rows
    case .shared: return Matrix(rows: rows.rows, columns: 1) { r, _ in rows.row(r).reduce(0, +) }
    case .none: return Matrix(rows: rows.rows, columns: 0)
    }
  }

  /// Whether anything is computed at this place, so that it can depend on another.
  private func isQuantity(_ place: Place) -> Bool {
    switch place {
    case .preactivation, .activation: return true
    case .weight, .bias, .target: return false
    }
  }

  private func isUpstream(_ place: Place, of other: Place) -> Bool {
    guard let mine = position(place), let its = position(other) else { return false }
    return mine < its
  }

  /// Where a place stands in the order of dependence a^0, W^1 b^1, z^1, a^1, W^2 b^2, …; the targets
  /// stand outside it.
  private func position(_ place: Place) -> Int? {
    switch place {
    case .activation(let l): return 3 * l
    case .weight(let l), .bias(let l): return 3 * l - 2
    case .preactivation(let l): return 3 * l - 1
    case .target: return nil
    }
  }
}
