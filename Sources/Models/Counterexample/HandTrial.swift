import Formula

/// A link on one choice of numbers, at the point that shows its difference best.
struct HandTrial {
  /// The program with the two sides computed.
  var program: Program
  let side: LinkJudge.Sides
  let numbers: NumbersByHand
  /// The indices at which the sides are compared.
  var letters: [(name: String, value: Int)]
  var left: Value
  var right: Value
  /// The first entries that differ clearly.
  var place: Int
  var effort: Double

  /// Points compared at most.
  private static let points = 24

  /// Computes a link; nil where its sides have no value, or do not differ clearly. What was asked for is told in any
  /// case, and whether the sides had values that are equal.
  static func run(
    _ side: LinkJudge.Sides, _ relation: Relation, _ numbers: NumbersByHand, _ judge: LinkJudge
  ) -> (trial: HandTrial?, program: Program, isEqual: Bool) {
    var program = Program(side.typer, byHand: numbers, judge)
    let free = side.typer.letters.compactMap { name, meaning -> (name: String, size: Sizes.Size)? in
      if case .unit(let size) = meaning { (name, size) } else { nil }
    }.sorted { $0.name < $1.name }
    let counts = free.map { program.number($0.size) }
    var best: HandTrial?
    var isEqual = false
    for number in 0..<min(counts.reduce(1, *), points) {
      var rest = number
      var letters: [(name: String, value: Int)] = []
      for (letter, count) in zip(free, counts).reversed() {
        letters.insert((letter.name, rest % count + program.first(letter.size)), at: 0)
        rest /= count
      }
      for letter in letters { program.letters[letter.name] = letter.value }
      guard let (left, right) = try? sides(side, &program) else { continue }
      guard let place = difference(left, right, relation, program.tape) else {
        isEqual = isEqual || left.isEqual(to: right, program.tape)
        continue
      }
      var trial = HandTrial(
        program: program, side: side, numbers: numbers, letters: letters, left: left, right: right,
        place: place, effort: 0)
      guard trial.isFinite, trial.hasNoTies else { continue }
      trial.effort = HandEffort(trial).total + 0.05 * Double(number)
      if trial.effort < best?.effort ?? .infinity { best = trial }
    }
    return (best, program, isEqual)
  }

  /// The values of both sides where the claim is meant.
  private static func sides(
    _ side: LinkJudge.Sides, _ program: inout Program
  ) throws(EvaluationProblem) -> (Value, Value) {
    // All that the sides are made of is asked for, wherever the claim is meant.
    let values = (try program.value(side.left), try program.value(side.right))
    for condition in side.conditions {
      let holds = try program.condition(condition)
      if holds.entries.contains(where: { program.tape.values[$0] == 0 }) { throw .noCase }
    }
    return values
  }

  /// The first entries that differ for everyone to see; nil where there are none.
  private static func difference(
    _ left: Value, _ right: Value, _ relation: Relation, _ tape: Tape
  ) -> Int? {
    let (a, b) = (left.numbers(tape), right.numbers(tape))
    guard (a + b).allSatisfy({ $0.value.isFinite && abs($0.value) < 1e6 }) else { return nil }
    let scale = (a + b).map { abs($0.value) }.max() ?? 0
    return (0..<max(a.count, b.count)).first { place in
      let (x, y) = (a[a.count == 1 ? 0 : place], b[b.count == 1 ? 0 : place])
      let size = max(abs(x.value), abs(y.value))
      let isClear =
        size > 1e-3 && abs(x.value - y.value) > 0.02 * size && size > 0.02 * scale
        && abs(x.value - y.value) > 1e4 * (x.error + y.error)
      return isClear && (!relation.isComparison || !Tape.holds(relation, x.value, y.value))
    }
  }

  /// The numbers that differ.
  var values: (left: Double, right: Double) {
    func value(_ side: Value) -> Double {
      program.tape.values[side.entries[side.entries.count == 1 ? 0 : place]]
    }
    return (value(left), value(right))
  }

  /// All that is shown is a number.
  private var isFinite: Bool {
    program.members.values.allSatisfy { $0.allSatisfy { program.tape.values[$0].isFinite } }
  }

  /// Nothing stands exactly where a slope jumps.
  private var hasNoTies: Bool {
    let tape = program.tape
    return tape.operations.indices.allSatisfy { index in
      switch tape.operations[index] {
      case .comparison(let relation, let a, let b):
        relation == .equal || relation == .notEqual || tape.values[a] != tape.values[b]
          || tape.constantValue(a) != nil && tape.constantValue(b) != nil
      case .elementary(.absolute, let a), .elementary(.sign, let a): tape.values[a] != 0
      default: true
      }
    }
  }
}

extension Value {
  /// Whether all entries are numbers, the same on both sides and not all 0.
  fileprivate func isEqual(to other: Value, _ tape: Tape) -> Bool {
    let (a, b) = (entries.map { tape.values[$0] }, other.entries.map { tape.values[$0] })
    return a.count == b.count && a.contains { $0 != 0 }
      && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-9 * max(abs($0), abs($1)) }
  }
}
