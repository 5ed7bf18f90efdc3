import Formula

/// Looks for the smallest sizes, and with them for the friendliest numbers, on which a link does not hold.
struct HandSearch {
  let judge: LinkJudge
  let sides: [LinkJudge.Sides]
  let relation: Relation
  /// Evaluations that may still be made.
  private(set) var budget: Int

  /// Evaluations for one link.
  static let most = 2500
  /// Numbers drawn of one size and function before it is given up.
  private static let drawn = 12
  /// Draws on which the sides were equal, after which they are taken to be equal on this size.
  private static let equal = 6
  /// Numbers that are given and computed at most.
  private static let mostNumbers = 90.0
  /// Sizes that are tried behind the first one that shows the difference.
  private static let further = 3

  init(_ judge: LinkJudge, _ sides: [LinkJudge.Sides], _ relation: Relation, budget: Int = most) {
    self.judge = judge
    self.sides = sides
    self.relation = relation
    self.budget = budget
  }

  /// One choice of member and sizes.
  private struct Setting {
    var side: Int
    var numbers: NumbersByHand
    /// How many numbers are shown.
    var size: Double
    /// The functions that may be put in for those that the text leaves open.
    var functions: [FunctionByHand]
    /// The leaves that numbers are put in for.
    var leaves: [LeafByHand]
  }

  /// The example with the least effort that was found; nil where no small one shows the difference.
  mutating func smallest() -> HandTrial? {
    var best: HandTrial?
    var left = Self.further
    for setting in settings() {
      if let best, setting.size > best.effort || left == 0 { break }
      if best != nil { left -= 1 }
      for function in setting.functions where budget > 0 {
        var setting = setting
        setting.numbers.function = function
        guard var found = start(setting) else { continue }
        improve(&found)
        let isBetter = found.effort < best?.effort ?? .infinity
        if isBetter, isConfirmed(found) { best = found }
      }
      if budget <= 0 { break }
    }
    return best
  }

  /// What is tried, from the fewest numbers on.
  private mutating func settings() -> [Setting] {
    var all: [Setting] = []
    for (place, side) in sides.prefix(6).enumerated() {
      var numbers = NumbersByHand()
      for size in side.typer.sizes.classes { numbers.sizes[size] = 2 }
      guard let whole = program(side, numbers) else { continue }
      let least = leastSizes(side)
      let asked = whole.asked.sizes.filter { least[$0] ?? 1 < 2 }.sorted().prefix(6)
      let functions = whole.asked.functions.isEmpty ? [FunctionByHand.relu] : FunctionByHand.allCases
      var seen: Set<[Int: Int]> = []
      for bits in 0..<(1 << asked.count) {
        var numbers = numbers
        for (bit, size) in asked.enumerated() { numbers.sizes[size] = 1 + (bits >> bit & 1) }
        guard let program = program(side, numbers), seen.insert(program.sizeValues).inserted else { continue }
        let size = HandEffort.size(program)
        guard size <= Self.mostNumbers else { continue }
        let leaves = program.asked.leaves.map { LeafByHand(program, $0.member, $0.dimensions) }
        all.append(
          Setting(side: place, numbers: numbers, size: size, functions: functions, leaves: leaves))
      }
    }
    let sorted = all.enumerated().sorted { ($0.element.size, $0.offset) < ($1.element.size, $1.offset) }
    return sorted.map(\.element)
  }

  /// The program for plain numbers.
  private mutating func program(_ side: LinkJudge.Sides, _ numbers: NumbersByHand) -> Program? {
    guard budget > 0 else { return nil }
    budget -= 1
    return HandTrial.run(side, relation, numbers, judge).program
  }

  /// Sizes of which 1 shows nothing: classes, what a softmax runs over.
  private func leastSizes(_ side: LinkJudge.Sides) -> [Sizes.Size: Int] {
    var least: [Sizes.Size: Int] = [:]
    let typer = side.typer
    func two(_ size: Sizes.Size?) { if let size { least[typer.sizes.root(size)] = 2 } }
    for (member, type) in typer.types {
      switch judge.oneHot.contains(member.family) ? .oneHot : typer.model.leafKinds[member.family] {
      case .oneHot?, .distribution?: two(type.axes.last)
      case .classNumber?: two(typer.classSizes[member.family])
      default: break
      }
    }
    func look(_ typed: Typed) {
      typed.visit { part in
        guard case .softmax(_, let overColumns) = part.operation else { return }
        two(part.shape.length ?? (overColumns ? part.shape.rows : part.shape.columns))
      }
    }
    for body in typer.bodies.values { look(body.value) }
    look(side.left)
    look(side.right)
    return least
  }

  // MARK: - Numbers

  /// The best of the plainest numbers and some drawn ones; nil where they show no difference.
  private mutating func start(_ setting: Setting) -> HandTrial? {
    var best: HandTrial?
    var equal = 0
    for number in 0...Self.drawn where budget > 0 {
      var numbers = setting.numbers
      if number > 0 { numbers = drawn(setting, number) }
      budget -= 1
      let run = HandTrial.run(sides[setting.side], relation, numbers, judge)
      if let found = run.trial, found.effort < best?.effort ?? .infinity { best = found }
      if run.trial == nil, run.isEqual { equal += 1 }
      if best == nil, equal >= Self.equal { return nil }
    }
    return best
  }

  /// Numbers drawn from the lists, every other time the friendlier ones more often.
  private func drawn(_ setting: Setting, _ number: Int) -> NumbersByHand {
    var numbers = setting.numbers
    for leaf in setting.leaves {
      var draw = Draw(seed: UInt64(number), name: "by hand " + leaf.member.family, key: leaf.member.key)
      let choices = leaf.choices
      var values = leaf.plain
      for group in leaf.groups {
        let other = number % 2 == 0 ? choices.count : draw.number(upTo: choices.count)
        let place = min(draw.number(upTo: choices.count), other) - 1
        values.replaceSubrange(group, with: choices[place])
      }
      numbers.values[leaf.member] = leaf.lawful(values)
    }
    return numbers
  }

  /// Puts other numbers in, one at a time, as long as that makes it easier.
  private mutating func improve(_ found: inout HandTrial) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for (member, dimensions) in found.program.asked.leaves {
        let leaf = LeafByHand(found.program, member, dimensions)
        for group in leaf.groups {
          for choice in leaf.choices {
            let entries = found.program.members[member] ?? []
            let values = entries.map { found.program.tape.values[$0] }
            guard values.indices.contains(group.upperBound - 1), Array(values[group]) != choice else {
              continue
            }
            var numbers = found.numbers
            var changed = values
            changed.replaceSubrange(group, with: choice)
            numbers.values[member] = leaf.lawful(changed)
            guard budget > 0 else { return }
            budget -= 1
            guard let other = HandTrial.run(found.side, relation, numbers, judge).trial,
              other.effort < found.effort - 1e-9
            else { continue }
            found = other
            isBetter = true
          }
        }
      }
    }
  }

  /// Whether differences of the program agree with the derivatives in it.
  private func isConfirmed(_ found: HandTrial) -> Bool {
    if case .disagree = judge.differences(found.program, 0) { return false }
    return true
  }
}
