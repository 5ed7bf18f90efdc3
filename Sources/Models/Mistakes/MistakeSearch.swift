import Formula

/// Looks for the mistake that makes a link false: the edits of every kind are tried in their order, and the first
/// side that the judge finds true names it.
struct MistakeSearch {
  let link: WrongLink
  /// Tells in a moment that a side is false; what it lets pass is judged.
  var trial: MistakeTrial
  /// A side as it is read in the reading in which the link has a meaning.
  let read: (Term) -> Term
  /// Whether the link holds with another right side, as if it had been typed in.
  let holds: (Term) -> Bool
  /// Whether the wrong side is equal to something.
  let isRight: (Term) -> Bool

  /// How many sides are tried.
  static let tries = 6000
  /// How many are judged.
  static let verdicts = 12

  /// The mistake, with what is said of it and the side mended.
  mutating func find() -> (mistake: Mistake, edit: Mistake.Edit)? {
    var seen: Set<Term> = [link.right]
    var (tries, verdicts) = (0, 0)
    for mistake in Mistake.all {
      for edit in mistake.edits(link) where seen.insert(edit.right).inserted {
        tries += 1
        guard tries <= Self.tries else { return nil }
        guard trial.mayHold(read(edit.right)) else { continue }
        verdicts += 1
        guard verdicts <= Self.verdicts else { return nil }
        guard edit.evidence.isEmpty || edit.evidence.contains(where: isRight) else { continue }
        if holds(edit.right) { return (mistake, edit) }
      }
    }
    return nil
  }
}

/// A few points of one draw at which the left side has its values.
struct MistakeTrial {
  private let judge: LinkJudge
  private let left: Term
  private let keys: [String: Int]
  private let program: Program
  private let points: [(letters: [String: Int], values: [(value: Double, error: Double)])]

  /// How many points a side is compared at.
  private static let count = 12

  /// Computes the left side; nil where it has no value.
  init?(_ judge: LinkJudge, _ left: Term, _ keys: [String: Int], _ sides: LinkJudge.Sides?) {
    guard let sides = sides ?? (try? judge.sides(left, left, keys, judge.typer(for: keys))) else { return nil }
    self.judge = judge
    self.left = left
    self.keys = keys
    var program = judge.program(sides.typer, seed: 1)
    var points: [(letters: [String: Int], values: [(value: Double, error: Double)])] = []
    let letters = left.unitLetters(judge.base.model).compactMap { name -> (String, Sizes.Size)? in
      if case .unit(let size)? = sides.typer.letters[name] { (name, size) } else { nil }
    }
    for number in 0..<Self.count {
      var (rest, own): (Int, [String: Int]) = (number, [:])
      for (letter, size) in letters {
        let count = program.number(size)
        own[letter] = rest % count + program.first(size)
        rest /= count
      }
      if rest > 0 { break }
      program.letters = own
      guard let value = try? program.value(sides.left) else { continue }
      points.append((own, value.numbers(program.tape)))
    }
    if points.isEmpty { return nil }
    self.program = program
    self.points = points
  }

  /// False where the left side and another one differ at one of the points, or do not fit together.
  func mayHold(_ right: Term) -> Bool {
    guard let sides = try? judge.sides(left, right, keys, judge.typer(for: keys)) else { return false }
    var program = program
    let fresh = Program(sides.typer, seed: 1)
    program.typer = sides.typer
    if fresh.sizeValues.contains(where: { program.sizeValues[$0.key] != nil && program.sizeValues[$0.key] != $0.value }) {
      program = judge.program(sides.typer, seed: 1)
    } else {
      program.sizeValues.merge(fresh.sizeValues) { $1 }
    }
    program.work = 0
    let others = sides.typer.letters.compactMap { name, meaning -> (String, Sizes.Size)? in
      if case .unit(let size) = meaning { (name, size) } else { nil }
    }
    var isCompared = false
    for point in points {
      program.letters = point.letters
      for (letter, size) in others where program.letters[letter] == nil {
        program.letters[letter] = program.first(size)
      }
      guard let isMeant = try? judge.isMeant(sides, &program), isMeant else { continue }
      guard let value = try? program.value(sides.right) else { continue }
      let values = value.numbers(program.tape)
      guard values.count == point.values.count else { return false }
      isCompared = true
      for (a, b) in zip(point.values, values) {
        let size = max(abs(a.value), abs(b.value))
        if abs(a.value - b.value) > 1e-7 * size + 64 * (a.error + b.error) { return false }
      }
    }
    return isCompared
  }
}

extension TextModel {
  /// What is wrong with the link at a place of a statement, where one change explains it.
  ///
  /// Every change makes a side of its own, so that work and memory grow as the square: long sides are not explained.
  func diagnosis(
    at number: Int, _ place: Int, _ sides: [Term], _ relation: Relation, _ judge: LinkJudge
  ) -> LinkVerdict.Diagnosis? {
    let (left, right) = (sides[place], sides[place + 1])
    guard left.size + right.size <= Self.longest else { return nil }
    let summed = { (term: Term) in
      model.isEinstein ? Einstein.summed(term, Einstein.freeLetters(sides[0]), model) : term
    }
    for (way, reading) in readings(judge, summed(left), summed(right)).enumerated() {
      guard let keys = reading.judge.firstMembers(reading.left, reading.right),
        let trial = MistakeTrial(reading.judge, reading.left, keys.keys, keys.sides)
      else { continue }
      let link = WrongLink(
        model: model, left: reading.left, right: right,
        typer: reading.judge.shaped(reading.left, reading.right, keys.keys))
      var search = MistakeSearch(
        link: link, trial: trial,
        read: { side in
          let ways = way == 0 ? [] : readings(judge, summed(left), summed(side))
          return ways.indices.contains(way) ? ways[way].right : summed(side)
        },
        holds: { bestReading(judge, summed(left), relation, summed($0)).outcome == .holds },
        isRight: { judge.verdict(right, .equal, $0).outcome == .holds })
      guard let (mistake, edit) = search.find() else { continue }
      return LinkVerdict.Diagnosis(
        name: edit.name ?? mistake.name, kind: mistake.title, remark: edit.remark, repair: edit.right)
    }
    return nil
  }

  /// Parts of a formula up to which it is explained.
  private static let longest = 300
}

extension LinkJudge {
  /// The typer of one choice of members, with the shapes of the parts of both sides.
  func shaped(_ left: Term, _ right: Term, _ keys: [String: Int]) -> Typer {
    var typer = typer(for: keys)
    typer.shapes = [:]
    _ = try? typer.type(left)
    _ = try? typer.type(right)
    return typer
  }

  /// The first members for which the link has a meaning, else for which its left side has.
  func firstMembers(_ left: Term, _ right: Term) -> (keys: [String: Int], sides: Sides?)? {
    if case .success(let sides) = typed(left, right), let first = sides.first { return (first.keys, first) }
    if case .success(let sides) = typed(left, left), let first = sides.first { return (first.keys, nil) }
    return nil
  }
}
