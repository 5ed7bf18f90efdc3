import Formula

extension Statement {
  /// The statement with Σ′(z), the capital of the activation's letter σ, as the diagonal matrix diag(σ′(z)).
  func writingDiagonals(of activation: String) -> Statement {
    func isDiagonal(_ node: Node) -> Bool {
      if case .call(.other("\\Sigma", let primes), _) = node { primes > 0 } else { false }
    }
    guard activation == "\\sigma", sides.contains(where: { $0.contains(where: isDiagonal) }) else {
      return self
    }
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
