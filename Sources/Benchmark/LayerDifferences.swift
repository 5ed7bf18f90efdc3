import Differences
import Network

/// All error terms of one layer from values of the cost alone: (δ_j^l)_e = ∂C_e/∂(z_j^l)_e.
struct LayerDifferences {
  let network: Network
  let pass: ForwardPass
  let layer: Int

  /// δ^l, of shape E × n_l.
  ///
  /// A unit's z is disturbed in all examples at once, since the cost of one example depends on no other; only
  /// what stands downstream of the unit is computed again.
  func errors() -> Matrix {
    var errors = Matrix(rows: pass.examples, columns: network.widths[layer])
    var disturbed = pass
    let differentiator = Differentiator()
    for j in 0..<errors.columns {
      let estimates = differentiator.derivatives(
        of: { step in
          for e in 0..<pass.examples {
            disturbed.preactivations[layer][e, j] = pass.preactivations[layer][e, j] + step
          }
          network.recompute(&disturbed, downstreamOf: .preactivation(layer), unit: j)
          return disturbed.costs
        }, at: 0)
      for (e, estimate) in estimates.enumerated() { errors[e, j] = estimate.value }
      for e in 0..<pass.examples { disturbed.preactivations[layer][e, j] = pass.preactivations[layer][e, j] }
      network.recompute(&disturbed, downstreamOf: .preactivation(layer), unit: j)
    }
    return errors
  }
}
