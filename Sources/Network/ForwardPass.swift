/// Everything a network computes on a batch, kept for the way back.
public struct ForwardPass: Sendable, Equatable {
  /// z^l at index l, of shape E × n_l; index 0 holds an empty matrix.
  public var preactivations: [Matrix]
  /// a^l at index l, of shape E × n_l; index 0 holds the inputs.
  public var activations: [Matrix]
  /// y, of shape E × n_L.
  public var targets: Matrix
  /// C_e for each example.
  public internal(set) var costs: [Double]
  /// C of the batch: the mean or the sum of `costs`.
  public internal(set) var cost: Double

  /// E, the number of examples.
  public var examples: Int { targets.rows }
}

extension Network {
  /// The forward pass: z^l = W^l a^(l−1) + b^l and a^l = σ(z^l) for l = 1 … L, then the costs.
  ///
  /// Throws `inputs` or `targets` if the batch has not the network's widths.
  public func forward(_ batch: Batch) throws(NetworkError) -> ForwardPass {
    let examples = batch.examples
    let input = Shape(rows: examples, columns: widths[0])
    let output = Shape(rows: examples, columns: widths[depth])
    guard batch.inputs.shape == input else { throw .inputs(found: batch.inputs.shape, expected: input) }
    guard batch.targets.shape == output else { throw .targets(found: batch.targets.shape, expected: output) }

    let empty = Matrix(rows: 0, columns: 0)
    var pass = ForwardPass(
      preactivations: [empty], activations: [batch.inputs], targets: batch.targets,
      costs: [Double](repeating: 0, count: examples), cost: 0)
    for layer in layers {
      pass.preactivations.append(Matrix(rows: examples, columns: layer.width))
      pass.activations.append(Matrix(rows: examples, columns: layer.width))
    }
    recompute(&pass, downstreamOf: .activation(0))
    return pass
  }

  /// Brings `pass` up to date after one of its quantities, or one of the network's own parameters, changed.
  ///
  /// What stands upstream of the place is held fixed, and so is the place itself; everything downstream of
  /// it is computed again, in place. With a `unit`, only that unit of z^l or a^l, row j of W^l, or b_j
  /// counts as changed, and the layer's other units are left as they are; it is ignored where everything
  /// downstream is touched anyway. A shared bias touches every unit: give no `unit` there.
  public func recompute(_ pass: inout ForwardPass, downstreamOf place: Place, unit: Int? = nil) {
    switch place {
    case .activation(let l):
      computeLayers(l + 1, in: &pass)
    case .weight(let l), .bias(let l):
      computePreactivations(l, unit: unit, in: &pass)
      computeActivations(l, unit: unit, in: &pass)
      computeLayers(l + 1, in: &pass)
    case .preactivation(let l):
      computeActivations(l, unit: unit, in: &pass)
      computeLayers(l + 1, in: &pass)
    case .target:
      break
    }
    computeCosts(in: &pass)
  }

  /// Layers `first` … L from the activations below them.
  private func computeLayers(_ first: Int, in pass: inout ForwardPass) {
    for l in first..<max(first, depth + 1) {
      computePreactivations(l, unit: nil, in: &pass)
      computeActivations(l, unit: nil, in: &pass)
    }
  }

  /// z_j^l = Σ_k w_jk^l a_k^(l−1) + b_j^l for every example, and every unit or one.
  private func computePreactivations(_ l: Int, unit: Int?, in pass: inout ForwardPass) {
    let layer = layers[l - 1]
    let units = unit.map { $0..<$0 + 1 } ?? 0..<layer.width
    pass.preactivations[l].setToProduct(
      pass.activations[l - 1], timesTransposed: layer.weights, columns: units)
    pass.preactivations[l].addToRows(layer.biases, columns: units)
  }

  /// a^l = σ(z^l) for every example. One unit alone is enough where σ acts on each unit for itself.
  private func computeActivations(_ l: Int, unit: Int?, in pass: inout ForwardPass) {
    let activation = layers[l - 1].activation
    if let unit, activation.isElementwise {
      for e in 0..<pass.examples {
        pass.activations[l][e, unit] = activation.value(pass.preactivations[l][e, unit])
      }
      return
    }
    pass.activations[l].withUnsafeMutableRows { a in
      pass.preactivations[l].withUnsafeRows { z in
        for e in 0..<z.count { activation.apply(to: z[e], into: a[e]) }
      }
    }
  }

  /// C_e = cost(a^L_e, y_e), and the batch's C from all of them.
  private func computeCosts(in pass: inout ForwardPass) {
    var total = 0.0
    pass.activations[depth].withUnsafeRows { a in
      pass.targets.withUnsafeRows { y in
        for e in 0..<y.count {
          pass.costs[e] = cost.value(a[e], y[e])
          total += pass.costs[e]
        }
      }
    }
    pass.cost = total * averaging.factor(examples: pass.examples)
  }
}
