import TextFixtures

/// How many formulas of texts that define their own model are judged as they were proven.
struct Texts {
  /// What is not right is listed.
  let isDetailed: Bool

  func run() {
    guard let fixtures = try? TextFixture.all() else { return print("The texts cannot be read.") }
    var table = Table(["text", "right", "refused", "passed", "undecided", "time"])
    var totals: [TextFixture.Agreement: Int] = [:]
    let clock = ContinuousClock()
    for fixture in fixtures {
      var findings: [TextFixture.Finding] = []
      let time = clock.measure { findings = fixture.findings() }.components
      let seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
      let counts = Dictionary(grouping: findings, by: \.agreement).mapValues(\.count)
      for (agreement, count) in counts { totals[agreement, default: 0] += count }
      table.add(
        [fixture.name] + TextFixture.Agreement.allCases.map { "\(counts[$0] ?? 0)" } + [
          Units.time(seconds)
        ])
      guard isDetailed else { continue }
      for finding in findings where finding.agreement != .right {
        print("\(finding.agreement.rawValue) \(finding.file):\(finding.equation.line) \(finding.note ?? "")")
      }
    }
    table.add(["all"] + TextFixture.Agreement.allCases.map { "\(totals[$0] ?? 0)" } + [""])
    print(table.text)
  }
}
