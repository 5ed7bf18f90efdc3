import Formula

extension [Edit] {
  /// A factor one too many and another missing, as one that stands for the other: σ′(z) for a(1 − a).
  var asOneReplacement: [Edit]? {
    guard count == 2 else { return nil }
    var extra: (factor: Expression, range: SourceRange?)?
    var missing: Expression?
    for edit in self {
      switch edit.kind {
      case .extraFactor(let factor): extra = (factor, edit.range)
      case .missingFactor(let factor): missing = factor
      default: return nil
      }
    }
    guard let extra, let missing else { return nil }
    let isOtherLayer =
      extra.factor.isActivationDerivative && missing.isActivationDerivative
      && extra.factor.hasShape(of: missing)
    let kind =
      isOtherLayer
      ? Edit.Kind.otherLayer(extra.factor, missing)
      : missing.node == .call(.diag, [extra.factor])
        ? .needsHadamard : .otherQuantity(extra.factor, missing)
    return [Edit(kind: kind, result: self[1].result, range: extra.range)]
  }
}

extension Expression {
  /// The same but for layers and indices.
  fileprivate func hasShape(of other: Expression) -> Bool {
    func bare(_ x: Expression) -> Expression {
      x.mappingQuantities { quantity in
        var result = quantity
        result.layer = nil
        result.indices = result.indices.map { _ in .literal(0) }
        return result
      }
    }
    return bare(self) == bare(other)
  }
}
