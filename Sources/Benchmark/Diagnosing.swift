import Checking
import Formula
import Lessons
import Slips

/// How well the mistakes are named that can be made in the course: every single slip in the right side of every
/// claim that holds.
struct Diagnosing: Sendable {
  /// Only every so many slips is checked.
  var stride: Int
  /// Lists what went wrong as well.
  var isDetailed: Bool
  /// Only this lesson.
  var lesson: Int?

  /// Checks everything, two or more equations at a time, and prints a table.
  func run() async {
    guard let equations = try? equations() else { return print("The course cannot be read.") }
    let start = ContinuousClock.now
    let tallies = await withTaskGroup(of: SlipTally.self) { group in
      for (number, equation) in equations.enumerated() {
        group.addTask {
          var tally = SlipTally()
          tally.take(equation) { place, _ in (place + number) % stride == 0 }
          return tally
        }
      }
      return await group.reduce(SlipTally()) { $0 + $1 }
    }
    report(tallies, equations.count)
    await reportRewrites(of: equations)
    print("\nIn \(Units.time(start.duration(to: .now).seconds)).")
  }

  private func equations() throws -> [SlipEquation] {
    var equations: [SlipEquation] = []
    for lesson in try Course.builtIn().lessons where self.lesson == nil || self.lesson == lesson.number {
      guard let convention = Convention.builtIn(lesson.convention) else { continue }
      for claim in lesson.claims where claim.expected == .holds {
        equations += SlipEquation.links(of: claim.latex, lesson.settings(for: claim, convention: convention))
      }
    }
    return equations
  }

  private func report(_ tally: SlipTally, _ equations: Int) {
    var table = Table([
      "slip", "made", "still true", "accepted", "refused", "wrong", "repaired", "named", "mean", "longest",
      "",
    ])
    var sum = SlipCount()
    for kind in Slip.Kind.allCases {
      let count = tally.counts[kind] ?? SlipCount()
      table.add(row(kind.rawValue, count))
      sum = sum + count
    }
    table.add(row("all", sum))
    print(table.text)
    print(
      "\n\(equations) equations, of which the loops do not know \(tally.unknown.count) and contradict "
        + "\(tally.contradicted.count); \(tally.notJudged) slips that they do not know, \(tally.readOtherwise) that "
        + "are read as something else.")
    guard isDetailed else { return }
    for (title, list) in [("unknown", tally.unknown), ("contradicted", tally.contradicted)]
    where !list.isEmpty {
      print("\n\(title):")
      for text in list { print("  " + text) }
    }
    for kind in Slip.Kind.allCases {
      let count = tally.counts[kind] ?? SlipCount()
      for (title, list) in [
        ("accepted", count.accepted), ("refused", count.refused), ("not named", count.unnamed),
        ("slowest", count.wrong > 0 ? [count.slowest] : []),
      ] where !list.isEmpty {
        print("\n\(kind.rawValue), \(title):")
        for text in list { print("  " + text) }
      }
    }
  }

  /// True formulas written in other ways: none may be refused.
  private func reportRewrites(of equations: [SlipEquation]) async {
    let rewrites = max(1, Self.rewrites / stride)
    let tally = await withTaskGroup(of: RewriteTally.self) { group in
      for (number, equation) in equations.enumerated() {
        group.addTask {
          var tally = RewriteTally()
          tally.take(equation, count: rewrites, seed: number)
          return tally
        }
      }
      return await group.reduce(RewriteTally()) { $0 + $1 }
    }
    var table = Table(["true rewrite", "made", "refused", "undecided", ""])
    var sum = RewriteCount()
    for (law, count) in tally.counts.sorted(by: { $0.key < $1.key }) {
      table.add([law, "\(count.made)", "\(count.refused.count)", "\(count.undecided.count)", ""])
      sum = sum + count
    }
    table.add(["all", "\(sum.made)", "\(sum.refused.count)", "\(sum.undecided.count)", ""])
    print("\n" + table.text)
    print(
      "\n\(tally.notJudged) that the loops do not know, \(tally.contradicted.count) that they contradict.")
    guard isDetailed else { return }
    for (title, list) in [
      ("contradicted", tally.contradicted), ("refused", sum.refused), ("undecided", sum.undecided),
    ] where !list.isEmpty {
      print("\nrewrites \(title):")
      for text in list { print("  " + text) }
    }
  }

  /// How often each equation is rewritten.
  private static let rewrites = 20

  private func row(_ name: String, _ count: SlipCount) -> [String] {
    let checked = max(1, count.wrong - count.accepted.count)
    return [
      name, "\(count.made)", "\(count.trueAnyway)", "\(count.accepted.count)", "\(count.refused.count)",
      "\(count.wrong)", Units.share(count.repaired, of: count.wrong),
      Units.share(count.named, of: count.wrong),
      Units.time(count.milliseconds / 1e3 / Double(checked)), Units.time(count.longest / 1e3), "",
    ]
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
