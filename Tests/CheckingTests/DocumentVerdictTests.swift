import Checking
import Slips
import Testing

/// The equations of the five source documents, against verdicts worked out by hand.
@Suite struct DocumentVerdictTests {
  /// The settings for a document; looking for repairs is left out, it changes no verdict.
  private func settings(_ name: String) throws -> Settings {
    var settings = Settings(convention: try #require(Convention.builtIn(name)))
    settings.repairCandidates = 0
    return settings
  }

  @Test(arguments: DocumentFixture.names)
  func `every equation of a document comes out as it was worked out, and its trace shows that`(name: String)
    throws
  {
    let fixture = try DocumentFixture(name)
    let checker = Checker(try settings(name))
    let report = checker.check(document: fixture.text)
    var differences: [String] = []
    for equation in fixture.equations {
      let found = report.claims.first { equation.range.contains($0.range.start) }
      guard let outcome = found?.outcome, equation.outcomes.contains(outcome) else {
        differences.append(
          "\(equation.id): \(equation.outcomes[0].rawValue), not \(found?.outcome.rawValue ?? "missing")")
        continue
      }
    }
    #expect(differences == [])
    // What is shown is what was judged.
    let breaches = report.claims.flatMap { claim in
      TraceLaw(claim, checker).breaches.map { "\(claim.id): \($0)" }
    }
    #expect(breaches == [])
    // Two of the documents are transcribed from handwriting; in the others nearly all displays are read.
    if name != "jacobian", name != "theta" {
      #expect(report.summary[.unreadable] * 50 <= fixture.equations.count)
    }
  }

  @Test(arguments: DocumentFixture.names)
  func `an equation that is not true has a reason, and its name is unique`(name: String) throws {
    let fixture = try DocumentFixture(name)
    for equation in fixture.equations where ![.holds, .definition].contains(equation.outcomes[0]) {
      #expect(equation.reason != nil, "\(equation.id)")
    }
    #expect(Set(fixture.equations.map(\.id)).count == fixture.equations.count)
  }

  @Test(arguments: DocumentFixture.names)
  func `what is given as right in place of an error holds`(name: String) throws {
    let fixture = try DocumentFixture(name)
    let corrected = fixture.corrected
    let report = Checker(try settings(name)).check(document: corrected.text)
    var wrong: [String] = []
    for (id, range) in corrected.ranges {
      let outcome = report.claims.first { range.contains($0.range.start) }?.outcome
      if outcome != .holds && outcome != .definition {
        wrong.append("\(id): \(outcome?.rawValue ?? "missing")")
      }
    }
    #expect(wrong == [])
  }
}
