import Formula
import Models
import Testing

/// Every kind of mistake against its own example: it is found, it has its name, and what is offered instead holds.
struct MistakesTests {
  @Test(arguments: Mistake.all)
  func `the example of a mistake is named and repaired`(_ mistake: Mistake) throws {
    let example = mistake.example
    let judge = TextJudge(
      example.document(example.latex), page: example.page, isLaw: example.page != nil)
    let verdict = try #require(judge.explainedVerdicts().last)
    #expect(verdict.outcome == .fails || verdict.outcome == .illTyped)
    let diagnosis = try #require(verdict.links.compactMap(\.diagnosis).first)
    #expect(diagnosis.kind == mistake.title)
    // What is left of the sign of equality stays.
    let left = example.latex.prefix { $0 != "=" }
    let repaired = example.document(left + "= " + diagnosis.latex)
    let again = TextJudge(repaired, page: example.page, isLaw: example.page != nil).verdicts().last
    // A step that is true gives its name the next value.
    let isTrue = again?.outcome == .holds || again?.outcome == .definition
    #expect(isTrue, "\(diagnosis.latex)")
  }

  @Test(arguments: Mistake.all)
  func `a repair has no mistake`(_ mistake: Mistake) throws {
    let example = mistake.example
    let judge = TextJudge(
      example.document(example.latex), page: example.page, isLaw: example.page != nil)
    let verdict = try #require(judge.explainedVerdicts().last)
    let latex = try #require(verdict.links.compactMap(\.diagnosis).first?.latex)
    let left = example.latex.prefix { $0 != "=" }
    let again = TextJudge(
      example.document(left + "= " + latex), page: example.page, isLaw: example.page != nil)
    #expect(again.explainedVerdicts().flatMap(\.links).allSatisfy { $0.diagnosis == nil })
  }

  @Test func `every name has a kind`() {
    // Which factor it was can give the name. What says nothing, and letters that nobody knows, have no repair.
    let given = Mistake.all.flatMap { mistake in
      let example = mistake.example
      let judge = TextJudge(
        example.document(example.latex), page: example.page, isLaw: example.page != nil)
      return [mistake.name] + judge.explainedVerdicts().flatMap(\.links).compactMap(\.diagnosis?.name)
    }
    for name in MistakeName.allCases where name != .wrongQuantity && name != .saysNothing {
      #expect(given.contains(name), "\(name.rawValue)")
    }
    #expect(Set(Mistake.all.map(\.title)).count == Mistake.all.count)
  }

  @Test func `remarks are pieces, and formulas in them are set for where they are shown`() throws {
    let example = MistakeExample(#"\delta_j^L = 2(y_j - a_j^L) \, \sigma'(z_j^L)"#)
    let judge = TextJudge(example.document(example.latex), page: .named("standard"), isLaw: true)
    let diagnosis = try #require(judge.explainedVerdicts().first?.links.first?.diagnosis)
    #expect(diagnosis.remark.pieces.count > 2)
    #expect(diagnosis.latex == #"2 \, \left(a_j^L - y_j\right) \, \sigma'(z_j^L)"#)
  }
}

extension Mistake: CustomTestStringConvertible {
  /// The title of the kind.
  public var testDescription: String { title }
}
