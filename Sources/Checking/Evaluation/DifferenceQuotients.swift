import Formula
import Network

// Derivatives by differences: a coordinate is disturbed, the network recomputed from there on, the form
// evaluated again. Nothing here asks the engine for a gradient or a Jacobian.
extension Evaluator {
  /// ∂(form)/∂(variable), coordinate by coordinate.
  mutating func differenceQuotients(
    of form: IndexForm, by variable: Variable
  ) throws(EvaluationError) -> Tensor {
    // The noise of a difference is that of the form itself.
    let base = try dual(form, by: nil).value
    guard case .entry(let entry) = variable else {
      let value = try dual(variable.form, by: nil).value
      let scale = value.values.reduce(0) { max($0, $1.magnitude) }
      let replacement = { Replacement(variable: variable, value: .shift($0)) }
      let estimates = try estimates(scale: scale, noise: base.errors, together: nil) {
        (evaluator, step) throws(EvaluationError) in
        evaluator.replacements.append(replacement(step))
        evaluator.replacementsOutside += 1
        defer {
          evaluator.replacements.removeLast()
          evaluator.replacementsOutside -= 1
        }
        return try evaluator.probe(form, axes: base.axes, sizes: base.sizes)
      }
      note(estimates, variable, [:])
      return Tensor(axes: base.axes, sizes: base.sizes, estimates)
    }
    return try differenceQuotients(of: form, base: base, by: entry)
  }

  private mutating func differenceQuotients(
    of form: IndexForm, base: Tensor, by entry: Entry
  ) throws(EvaluationError) -> Tensor {
    let axes = try wholeAxes(of: entry)
    // Where each example depends on itself alone, all are disturbed at once.
    var together: Axis?
    if case .along(let axis) = try exampleOf(entry), form.isPerExample(axis) { together = axis }

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
    var result = Tensor(
      axes: all, sizes: sizes, exact: [Double](repeating: 0, count: count), isBounded: true)

    let outer = domains
    defer { domains = outer }
    let single = axes.filter { $0.id != together?.id }
    let wanted = try single.map { (axis) throws(EvaluationError) in try positions(of: axis) }
    for indices in Choices(wanted.map(\.count)) {
      var positions: [Int: Int] = [:]
      var places: [Int: Int] = [:]
      for (i, axis) in single.enumerated() {
        positions[axis.id] = wanted[i][indices[i]]
        places[axis.id] = indices[i]
        domains[axis.id] = [wanted[i][indices[i]]]
      }
      guard let coordinate = try coordinate(entry, at: positions, together: together) else { continue }
      // The form's own axes at this coordinate, in the order of `base`.
      let own = base.axes.map { places[$0] == nil ? base.size(of: $0) ?? 1 : 1 }
      let targets = result.places(of: base.axes, own, at: places, further: together)
      let noise = targets.map { _ in 0.0 }
      var slice = base
      for (axis, place) in places { slice = slice.narrowed(axis, to: place) }
      let exampleOf = together.flatMap { base.axes.firstIndex(of: $0.id) }.map { (dimension: $0, sizes: own) }
      let examples = try together.map { (a) throws(EvaluationError) in try self.positions(of: a) }
      let estimates = try estimates(
        scale: coordinate.scale(in: self), noise: slice.count == targets.count ? slice.errors : noise,
        together: exampleOf.map { grouping in
          targets.indices.map { i in
            examples?[
              (i / Tensor.strides(grouping.sizes)[grouping.dimension]) % grouping.sizes[grouping.dimension]]
              ?? 0
          }
        }
      ) { (evaluator, step) throws(EvaluationError) in
        try evaluator.disturb(coordinate, by: step)
        return try evaluator.probe(form, axes: base.axes, sizes: own)
      }
      try disturb(coordinate, by: 0)
      coordinate.restore(&self)
      note(estimates, .entry(entry), positions)
      for (i, target) in targets.enumerated() where i < estimates.count {
        result.values[target] = estimates[i].value
        result.magnitudes[target] = estimates[i].value.magnitude
        result.errors[target] = estimates[i].error
      }
    }
    return result
  }

  /// Values of the form on the disturbed network, and the activation pattern of each example.
  mutating func probe(_ form: IndexForm, axes: [Int], sizes: [Int]) throws(EvaluationError) -> Probe {
    isBounded = false
    defer { isBounded = true }
    let value = try dual(form, by: nil).value
    return Probe(values: value.arranged(axes, sizes: sizes).values, patterns: try patterns())
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
  fileprivate init(axes: [Int], sizes: [Int], _ estimates: [Estimated]) {
    self.init(
      axes: axes, sizes: sizes, values: estimates.map(\.value), magnitudes: estimates.map(\.value.magnitude),
      errors: estimates.map(\.error), isBounded: true)
  }

  /// The same with one position of an axis left.
  fileprivate func narrowed(_ axis: Int, to place: Int) -> Tensor {
    guard let index = axes.firstIndex(of: axis) else { return self }
    var (order, lengths) = (axes, sizes)
    lengths[index] = 1
    let one = slice(axis, at: place)
    order = axes
    return one.arranged(order, sizes: lengths)
  }

  /// Where in this tensor the numbers of a table over `some` of its axes stand, when other axes are at
  /// `places`.
  fileprivate func places(of some: [Int], _ lengths: [Int], at places: [Int: Int], further: Axis?) -> [Int] {
    let own = strides
    var base = 0
    for (i, axis) in axes.enumerated() { base += (places[axis] ?? 0) * own[i] }
    var targets = [base]
    for (axis, length) in zip(some, lengths) {
      guard let index = axes.firstIndex(of: axis) else { continue }
      targets = targets.flatMap { start in (0..<length).map { start + $0 * own[index] } }
    }
    return targets
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
