import Formula

/// How hard an example is to compute by hand, and how little it shows: the smaller the better.
struct HandEffort {
  private(set) var total = 0.0

  init(_ trial: HandTrial) {
    let program = trial.program
    let values = program.tape.values
    total = Self.size(program)
    var seen: [Double: Int] = [:]
    for (member, _) in program.asked.leaves {
      let isDistribution = [.oneHot, .distribution, .classNumber].contains(program.kind(of: member.family))
      for entry in program.members[member] ?? [] {
        let x = values[entry]
        total += Self.digits(x) + (x < 0 ? 0.3 : 0)
        if isDistribution { continue }
        total += 0.3 * Double(seen[x, default: 0])
        seen[x, default: 0] += 1
      }
    }
    for (member, entries) in program.members where program.typer.bodies[member] != nil {
      // A unit that is off hides what stands behind it.
      for entry in entries { total += Self.digits(values[entry]) + (values[entry] == 0 ? 3 : 0) }
    }
    for operation in program.tape.operations {
      guard case .elementary(let function, let argument) = operation else { continue }
      total += Self.work(function, at: values[argument])
    }
    for side in [trial.left, trial.right] {
      for entry in side.entries { total += Self.digits(values[entry]) + (values[entry] == 0 ? 2 : 0) }
    }
    let (left, right) = trial.values
    if left == 0 || right == 0 { total += 12 }
    // A difference that is plain to see.
    if abs(left - right) < 0.15 * max(abs(left), abs(right)) { total += 4 }
    if !program.asked.functions.isEmpty { total += trial.numbers.function.effort }
  }

  /// The effort of looking a function up; where it is saturated nothing is left to see.
  private static func work(_ function: Elementary, at x: Double) -> Double {
    switch function {
    case .exponential: x == 0 ? 0 : abs(x) > 6 ? 8 : 0.5
    case .hyperbolicTangent: x == 0 ? 0 : abs(x) > 2 ? 12 : 0.5
    case .logarithm: x == 1 ? 0 : 0.5
    case .sine, .cosine, .errorFunction, .arcTangent: x == 0 ? 0 : 0.5
    case .absolute, .sign: 0
    }
  }

  /// The numbers that are shown, whatever they are.
  static func size(_ program: Program) -> Double {
    var total = 0.0
    for (member, entries) in program.members {
      total += (program.typer.bodies[member] == nil ? 1 : 1.5) * Double(entries.count)
    }
    return total
  }

  /// The effort of writing a number down and multiplying with it.
  static func digits(_ x: Double) -> Double {
    let x = x.withoutNoise
    if x != 0, abs(x) < 0.01 { return 8 }
    guard let decimals = ShortDecimals.count(x) else { return 4 }
    let size = abs(x) > 200 ? 4 : abs(x) > 40 ? 1.5 : abs(x) > 12 ? 0.5 : 0
    return size + 0.02 * abs(x) + (x < 0 ? 0.1 : 0) + [0, 0.3, 0.6, 1, 1.5, 2.5, 3.5][decimals]
  }
}
