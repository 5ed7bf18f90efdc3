import Formula

/// Claims with numbers put in: judged with the numbers that the text gives, to the digits that it writes.
extension LinkJudge {
  /// The verdict on left = right for the text's example; nil where it does not settle both sides.
  func example(_ left: Term, _ right: Term, _ numbers: [Model.Given]) -> LinkVerdict? {
    guard !numbers.isEmpty, case .success(let sides) = typed(left, right), sides.count == 1,
      sides[0].left.shape.isNumber, sides[0].right.shape.isNumber
    else { return nil }
    var program = Program(sides[0].typer, seed: seeds[0])
    program.given = numbers
    program.settings = settings
    guard let a = try? program.value(sides[0].left).entries.first,
      let b = try? program.value(sides[0].right).entries.first
    else { return nil }
    // What was drawn after all leaves the example open.
    let drawn = program.tape.dependents(of: program.undetermined, upTo: max(a, b))
    if drawn[a] || drawn[b] { return nil }
    let (x, y) = (program.tape.values[a], program.tape.values[b])
    guard x.isFinite, y.isFinite else { return nil }
    var verdict = LinkVerdict(.holds)
    verdict.comparisons = 1
    let size = max(abs(x), abs(y))
    if abs(x - y) <= 1e-9 * max(size, 1e-3) { return verdict }
    let bounds = [(left, x), (right, y)].map { Arithmetic.bounds($0.0) ?? (low: $0.1, high: $0.1) }
    if bounds[0].low <= bounds[1].high, bounds[1].low <= bounds[0].high {
      // One number, rounded; several may hide a difference behind their digits.
      if left.isWritten || right.isWritten || abs(x - y) <= 0.02 * size { return verdict }
      return LinkVerdict(.undecided, reason: "rounding hides the difference")
    }
    verdict.outcome = .fails
    verdict.witness = .init(letters: [], left: x, right: y, seed: 0)
    return verdict
  }
}

extension Term {
  /// A number alone, with or without a sign.
  var isWritten: Bool {
    switch node {
    case .number: true
    case .negative(let inner): inner.isWritten
    default: false
    }
  }

  /// Numbers with decimals are put in somewhere.
  var hasDecimals: Bool { contains { $0.isDecimal } }
}

extension Program {
  /// The entry of a leaf that the text's example gives; nil where it does not.
  func givenValue(_ member: Member, _ place: Int, _ dimensions: [Int], _ firsts: [Int]) -> Double? {
    let name = member.family
    let keyed = typer.model.keyPlaces[name] ?? []
    for number in given.reversed() where number.use.name == name {
      guard typer.model.split(number.use).key.map(\.integer) == member.key else { continue }
      let indices = number.use.slots.filter { !keyed.contains($0.place) }.map(\.content.integer)
      if indices.isEmpty, dimensions.isEmpty { return number.value }
      guard indices.count == dimensions.count else { continue }
      var position = 0
      var isInside = true
      for (axis, index) in indices.enumerated() {
        let offset = (index ?? -1) - firsts[axis]
        if offset < 0 || offset >= dimensions[axis] { isInside = false }
        position = position * dimensions[axis] + offset
      }
      if isInside, position == place { return number.value }
    }
    return nil
  }
}
