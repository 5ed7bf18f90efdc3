import Formula

/// A few points of one draw at which the left side has its values: most wrong sides differ there.
struct MistakeTrial {
  private let judge: LinkJudge
  private let left: Term
  /// The left side as it was settled: right sides that fit it need it no second time.
  private let settled: LinkJudge.Sides
  private let keys: [String: Int]
  private let seed: UInt64
  /// The draw as it was when the left side was computed.
  private let base: Program
  /// The draw with what was computed of it since.
  private var program: Program
  private let points: [Point]

  private struct Point {
    var letters: [String: Int]
    var values: [(value: Double, error: Double)]
  }

  /// The operations that were done.
  private(set) var work = 0
  /// What it takes to find the types of a side, in operations.
  private static let typing = 200

  /// How many points a side is compared at.
  private static let count = 12
  /// Numbers up to which a draw is gone on with.
  private static let longest = 500_000
  /// Draws in which sizes are not as small as they can be.
  private static let seeds: [UInt64] = [2, 4, 1, 3, 5]

  /// Computes the left side in the draw that says most; nil where it has no value in any, or is zero in all.
  init?(_ judge: LinkJudge, _ left: Term, members: [LinkJudge.Sides]) {
    var best: (seed: UInt64, sides: LinkJudge.Sides, program: Program, points: [Point], count: Int)?
    search: for sides in members.prefix(4) {
      for seed in Self.seeds {
        for domain in Program.Domain.allCases {
          var program = judge.program(sides.typer, seed: seed)
          program.domain = domain
          let points = Self.points(judge, left, sides, &program)
          guard points.allSatisfy({ $0.values.allSatisfy(\.value.isFinite) }) else { continue }
          // What is zero says little.
          let count = points.filter { $0.values.contains { $0.value != 0 } }.count
          if count > best?.count ?? 0 { best = (seed, sides, program, points, count) }
          if count > 0, count * 2 >= points.count { break search }
          break
        }
      }
    }
    guard let best else { return nil }
    self.judge = judge
    self.left = left
    settled = best.sides
    keys = best.sides.keys
    seed = best.seed
    base = best.program
    program = best.program
    points = best.points
  }

  private static func points(
    _ judge: LinkJudge, _ left: Term, _ sides: LinkJudge.Sides, _ program: inout Program
  ) -> [Point] {
    let letters = left.unitLetters(judge.base.model).compactMap { name -> (String, Sizes.Size)? in
      if case .unit(let size)? = sides.typer.letters[name] { (name, size) } else { nil }
    }
    var points: [Point] = []
    var number = 0
    while points.count < count, number < 60 {
      var (rest, own): (Int, [String: Int]) = (number, [:])
      for (letter, size) in letters {
        let length = program.number(size)
        own[letter] = rest % length + program.first(size)
        rest /= length
      }
      if rest > 0 { break }
      number += 1
      program.letters = own
      guard (try? judge.isMeant(sides, &program)) == true, let value = try? program.value(sides.left) else {
        continue
      }
      points.append(Point(letters: own, values: value.numbers(program.tape)))
    }
    return points
  }

  /// False where the left side and another one differ at one of the points, or do not fit together.
  mutating func mayHold(_ right: Term) -> Bool {
    work += Self.typing
    guard let sides = sides(right) else { return false }
    var fresh = judge.program(sides.typer, seed: seed)
    fresh.domain = base.domain
    if program.tape.count > Self.longest || !Self.fits(program, fresh) { program = base }
    guard Self.fits(program, fresh) else {
      defer { work += fresh.work }
      return agrees(sides, &fresh)
    }
    program.typer = sides.typer
    program.sizeValues = fresh.sizeValues
    program.work = 0
    defer { work += program.work }
    return agrees(sides, &program)
  }

  /// The sides with another right one; nil where they do not fit together.
  private func sides(_ right: Term) -> LinkJudge.Sides? {
    guard settled.conditions.isEmpty, judge.conditions.isEmpty, !settled.left.isRowTaken else {
      return try? judge.sides(left, right, keys, judge.typer(for: keys))
    }
    var sides = settled
    do throws(TypeProblem) {
      sides.right = try sides.typer.type(right)
      let (l, r) = (sides.left, sides.right)
      let isFitting =
        l.isLiteral && l.shape.isNumber || r.isLiteral && r.shape.isNumber
        || l.shape.isNumber && sides.typer.isSingle(r.shape)
        || r.shape.isNumber && sides.typer.isSingle(l.shape)
      if isFitting { return sides }
      return try sides.typer.isSame(l.shape, r.shape) ? sides : nil
    } catch {
      // A name without a shape of its own: there may be one that fits.
      guard case .needsRank = error.kind else { return nil }
      return try? judge.sides(left, right, keys, judge.typer(for: keys))
    }
  }

  private func agrees(_ sides: LinkJudge.Sides, _ program: inout Program) -> Bool {
    let others = sides.typer.letters.compactMap { name, meaning -> (String, Sizes.Size)? in
      if case .unit(let size) = meaning { (name, size) } else { nil }
    }
    var isCompared = false
    for point in points {
      program.letters = point.letters
      for (letter, size) in others where program.letters[letter] == nil {
        program.letters[letter] = program.first(size)
      }
      guard (try? judge.isMeant(sides, &program)) == true, let value = try? program.value(sides.right) else {
        continue
      }
      let values = value.numbers(program.tape)
      guard values.count == point.values.count || values.count == 1 else { return false }
      isCompared = true
      for place in point.values.indices {
        let (a, b) = (point.values[place], values[values.count == 1 ? 0 : place])
        let size = max(abs(a.value), abs(b.value))
        if !(abs(a.value - b.value) <= 1e-7 * size + 64 * (a.error + b.error)) { return false }
      }
    }
    return isCompared
  }

  /// Whether what was computed of one draw is right for the sizes of another.
  private static func fits(_ program: Program, _ other: Program) -> Bool {
    func dimensions(_ member: Member, _ program: Program) -> [Int]? {
      program.typer.types[member]?.axes.map { program.sizeValues[program.typer.sizes.root($0)] ?? -1 }
    }
    return program.members.keys.allSatisfy { dimensions($0, program) == dimensions($0, other) }
  }
}
