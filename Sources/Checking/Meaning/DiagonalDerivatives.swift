import Formula

extension Statement {
  /// The statement with Σ′(z), the capital of the activation's letter σ, as the diagonal matrix diag(σ′(z)).
  func writingDiagonals(of activation: String) -> Statement {
    guard activation == "\\sigma" else { return self }
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .call(.other("\\Sigma", let primes), let arguments) = node, primes > 0 else { return node }
        let derivatives = Node.call(.activation(primes: primes, layer: nil), arguments)
        return .call(.diag, [Expression(derivatives, side.range)])
      }
    }
    return result
  }
}
