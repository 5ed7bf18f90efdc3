import Formula
import Network

// Derivatives by differences: a coordinate is disturbed, the network recomputed from there on, the form
// evaluated again. Nothing here asks the engine for a gradient or a Jacobian.
extension Evaluator {
  /// ∂(form)/∂(variable), coordinate by coordinate.
  mutating func differenceQuotients(
    of form: IndexForm, by variable: Variable
  ) throws(EvaluationError) -> Tensor {
    do throws(EvaluationError) {
      guard case .entry(let entry) = variable else { return try quotients(of: form, bySymbol: variable) }
      return try quotients(of: form, by: entry)
    } catch {
      // What broke off in the middle is put right again.
      (network, pass, costs) = (state.network, state.pass, nil)
      throw error
    }
  }

  private mutating func quotients(
    of form: IndexForm, bySymbol variable: Variable
  ) throws(EvaluationError) -> Tensor {
    let base = try dual(form, by: nil).value
    let size = try dual(variable.form, by: nil).value.values.reduce(0) { max($0, $1.magnitude) }
    let scale = max(0.1, min(1, size))
    let estimates = try estimates(size: size, scale: scale, errors: base.errors, examples: nil) {
      (evaluator, step) throws(EvaluationError) in
      evaluator.replacements.append(Replacement(variable: variable, value: .shift(step)))
      evaluator.replacementsOutside += 1
      defer {
        evaluator.replacements.removeLast()
        evaluator.replacementsOutside -= 1
      }
      var probe = try evaluator.probe(form, axes: base.axes, sizes: base.sizes)
      // On the bare unit of a ReLU network the symbol itself is the pre-activation.
      if !probe.patterns.isEmpty {
        let value = try evaluator.dual(variable.form, by: nil).value.values
        probe.patterns = [value.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }]
      }
      return probe
    }
    note(estimates, variable, [:])
    return Tensor(
      axes: base.axes, sizes: base.sizes, values: estimates.map(\.value),
      magnitudes: estimates.map(\.value.magnitude), errors: estimates.map(\.error), isBounded: true)
  }

  private mutating func quotients(of form: IndexForm, by entry: Entry) throws(EvaluationError) -> Tensor {
    let base = try dual(form, by: nil).value
    let axes = try wholeAxes(of: entry)
    // Where each example depends on itself alone, all are disturbed at once; the true class differs between them.
    var together: Axis?
    let namesTrueClass = entry.units.contains(.trueClass)
    if case .along(let axis) = try exampleOf(entry), form.isPerExample(axis), !namesTrueClass {
      together = axis
    }

    var (all, sizes) = (base.axes, base.sizes)
    for axis in axes where !all.contains(axis.id) {
      all.append(axis.id)
      sizes.append(try positions(of: axis).count)
    }
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      count = overflow ? Int.max : product
    }
    try spend(count)
    var result = Tensor(axes: all, sizes: sizes, exact: [Double](repeating: 0, count: count), isBounded: true)

    let outer = domains
    defer { domains = outer }
    let single = axes.filter { $0 != together }
    let wanted = try single.map { (axis) throws(EvaluationError) in try positions(of: axis) }
    for indices in Choices(wanted.map(\.count)) {
      var (positions, places) = ([Int: Int](), [Int: Int]())
      for (i, axis) in single.enumerated() {
        positions[axis.id] = wanted[i][indices[i]]
        places[axis.id] = indices[i]
        domains[axis.id] = [wanted[i][indices[i]]]
      }
      let coordinate = try coordinate(entry, at: positions, together: together)
      // The form's own axes at this coordinate, in the order of `base`.
      let own = zip(base.axes, base.sizes).map { places[$0] == nil ? $1 : 1 }
      let sources = base.offsets(along: base.axes, own, at: places)
      let estimates = try estimates(
        size: coordinate.size, scale: coordinate.scale, errors: sources.map { base.errors[$0] },
        examples: together.map { (axis) throws(EvaluationError) in
          try examples(along: axis, of: base.axes, own)
        }
      ) { (evaluator, step) throws(EvaluationError) in
        try evaluator.disturb(coordinate, by: step)
        return try evaluator.probe(form, axes: base.axes, sizes: own)
      }
      try disturb(coordinate, by: 0)
      costs = nil
      note(estimates, .entry(entry), positions)
      for (target, estimate) in zip(result.offsets(along: base.axes, own, at: places), estimates) {
        result.values[target] = estimate.value
        result.magnitudes[target] = estimate.value.magnitude
        result.errors[target] = estimate.error
      }
    }
    return result
  }

  /// The example that each number of a table over these axes belongs to.
  private func examples(
    along axis: Axis, of axes: [Int], _ sizes: [Int]
  ) throws(EvaluationError) -> [Int] {
    let wanted = try positions(of: axis)
    let count = sizes.reduce(1, *)
    guard let dimension = axes.firstIndex(of: axis.id) else { return [Int](repeating: 0, count: count) }
    let stride = Tensor.strides(sizes)[dimension]
    return (0..<count).map { wanted[$0 / stride % sizes[dimension]] }
  }

  /// Values of the form on the disturbed network, and the activation pattern of each example.
  mutating func probe(_ form: IndexForm, axes: [Int], sizes: [Int]) throws(EvaluationError) -> Probe {
    isBounded = false
    defer { isBounded = true }
    let value = try dual(form, by: nil).value
    return Probe(values: value.arranged(axes, sizes: sizes).values, patterns: patterns())
  }

  /// The axes of an entry, each once.
  private func wholeAxes(of entry: Entry) throws(EvaluationError) -> [Axis] {
    var axes: [Axis] = []
    for position in entry.units + [try exampleOf(entry)].compactMap({ $0 }) {
      if case .along(let axis) = position, !axes.contains(where: { $0.id == axis.id }) { axes.append(axis) }
    }
    return axes
  }

  /// Remembers the kinks among some estimates.
  private mutating func note(_ estimates: [Estimated], _ variable: Variable, _ positions: [Int: Int]) {
    for estimate in estimates {
      guard let (left, right) = estimate.kink else { continue }
      let kink = KinkMet(variable: variable, positions: positions, left: left, right: right)
      if !kinksMet.contains(kink) { kinksMet.append(kink) }
    }
  }

  // MARK: - Error terms

  /// δ_j = ∂C_e/∂z_j by its definition.
  mutating func errorByDifferences(_ entry: Entry, layer l: Int) throws(EvaluationError) -> Tensor {
    let (examples, width) = (pass.examples, network.widths[l])
    guard let unit = entry.units.first else { throw .indexCount(.error, found: 0, expected: 1) }
    var units = Array(0..<width)
    if case .along(let axis) = unit { units = try positions(of: axis) }
    if case .at(let j) = unit { units = [j] }
    if unit == .last { units = [width - 1] }
    let axis = Axis(id: -4, name: "", range: .examples)
    let cost = IndexForm.entry(Entry(role: .cost, layer: nil, units: [], example: .along(axis)))
    var source = Source([examples, width], [Double](repeating: 0, count: examples * width))
    var (magnitudes, errors) = (source.values, source.values)
    for j in units {
      guard j >= 0, j < width else { throw .positionOutOfRange(j, count: width) }
      let key = Cache.UnitKey(layer: l, unit: j)
      if cache.errorsByDifferences[key] == nil {
        let z = Entry(role: .preactivation, layer: .number(l), units: [.at(j)], example: .along(axis))
        let outer = (domains, replacements, replacementsOutside)
        defer { (domains, replacements, replacementsOutside) = outer }
        (replacements, replacementsOutside) = ([], 0)
        let column = try differenceQuotients(of: cost, by: .entry(z))
        cache.errorsByDifferences[key] = (0..<column.count).map { column[$0] }
      }
      for (e, x) in (cache.errorsByDifferences[key] ?? []).enumerated() {
        source.values[e * width + j] = x.value
        magnitudes[e * width + j] = x.magnitude
        errors[e * width + j] = x.error
      }
    }
    (source.magnitudes, source.errors) = (magnitudes, errors)
    return try read(source, at: exampleAndUnits(entry), example: exampleOf(entry))
  }
}

/// All choices of one index below each count, last fastest; a single empty one where there are no counts.
struct Choices: Sequence, IteratorProtocol {
  private let counts: [Int]
  private var current: [Int]?

  init(_ counts: [Int]) {
    self.counts = counts
    current = counts.contains(0) ? nil : counts.map { _ in 0 }
  }

  mutating func next() -> [Int]? {
    guard let result = current else { return nil }
    var following = result
    for i in counts.indices.reversed() {
      following[i] += 1
      if following[i] < counts[i] {
        current = following
        return result
      }
      following[i] = 0
    }
    current = nil
    return result
  }
}

extension Tensor {
  /// Where the numbers of a table over `some` of the axes stand in `values`, when other axes are at `places`.
  ///
  /// An axis among both has one position in the table.
  fileprivate func offsets(along some: [Int], _ lengths: [Int], at places: [Int: Int]) -> [Int] {
    let own = strides
    var base = 0
    for (axis, stride) in zip(axes, own) { base += (places[axis] ?? 0) * stride }
    var offsets = [base]
    for (axis, length) in zip(some, lengths) {
      guard let index = axes.firstIndex(of: axis) else { continue }
      offsets = offsets.flatMap { start in (0..<length).map { start + $0 * own[index] } }
    }
    return offsets
  }
}

extension IndexForm {
  /// Whether the value for one example of the axis depends on quantities of that example alone.
  fileprivate func isPerExample(_ axis: Axis) -> Bool {
    var answer = true
    visitEntries { entry in
      switch entry.role {
      case .weight, .bias: break
      case .activation, .preactivation, .error, .target, .cost, .batchCost:
        if entry.example != .along(axis) { answer = false }
      }
    }
    return answer && !boundAxes.contains(axis.id)
  }
}
