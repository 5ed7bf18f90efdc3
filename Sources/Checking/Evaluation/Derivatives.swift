import Formula

extension Evaluator {
  /// ∂(form)/∂(variable) by the judge.
  ///
  /// Nothing in the form may be a derivative itself, and no axis of the variable may be bound in it.
  mutating func derivative(of form: IndexForm, by: Variable) throws(EvaluationError) -> Tensor {
    let variable = try resolved(by)
    if case .entry(let entry) = variable {
      if entry.role == .error { throw .notDifferentiable(.error) }
      try checkIndices(of: entry)
    }
    let bound = form.boundAxes
    for axis in variable.axes where bound.contains(axis) { throw .capturedIndex(axis: axis) }
    if form.containsDerivative { throw .secondDerivative }

    let key = Cache.DerivativeKey(form: form, variable: variable, layers: layers, domains: domains)
    if replacements.isEmpty, let known = cache.derivatives[key] { return known }
    let outside = replacementsOutside
    replacementsOutside = replacements.count
    defer { replacementsOutside = outside }
    var result: Tensor
    switch judge {
    case .backpropagation: result = try dual(form, by: variable).tangent ?? exact(0).value
    case .differences: result = try differenceQuotients(of: form, by: variable)
    }
    if replacements.isEmpty { cache.derivatives[key] = result }
    return result
  }
}
