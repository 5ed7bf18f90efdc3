import Checking
import Formula
import Testing

/// Steps behind a wrong one; the verdicts follow from which sides are equal.
@Suite struct LaterLinkTests {
  private func report(_ latex: String, _ convention: String = "standard") -> ClaimReport {
    Checker(Settings(convention: Convention.builtIn(convention) ?? .standard)).check(formula: latex)
  }

  private func message(_ report: ClaimReport, _ link: Int) -> String {
    report.links.indices.contains(link) ? report.links[link].diagnosis?.message ?? "" : "no such link"
  }

  @Test(arguments: [
    // The sign goes wrong, and right again.
    (
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L) = 2(y_j-a_j^L)\sigma'(z_j^L) = 2\sigma'(z_j^L)(a_j^L-y_j)"#,
      2,
      "Step 4 agrees with step 2 again: the mistake of step 3 is undone here."
    ),
    // The first step is wrong already.
    (
      #"\delta_j^L = (a_j^L-y_j)\sigma'(z_j^L) = 2(a_j^L-y_j)\sigma'(z_j^L)"#, 1,
      "Step 3 agrees with step 1 again: the mistake of step 2 is undone here."
    ),
    // The step between has no meaning: j runs over two layers.
    (
      #"\delta_k^l = \sum_j w_{jk}^{l+1}\delta_j^{l+1}\sigma'(z_k^l) = \sum_j w_{jk}^l\delta_j^{l+1}\sigma'(z_k^l) = \sigma'(z_k^l)\sum_j w_{jk}^{l+1}\delta_j^{l+1}"#,
      2, "Step 4 agrees with step 2 again: the mistake of step 3 is undone here."
    ),
  ])
  func `a step that is true again is told so and repaired by nothing`(
    latex: String, link: Int, message: String
  ) {
    let report = report(latex)
    #expect(self.message(report, link) == message)
    let last = report.links.last
    #expect(last?.diagnosis?.name == .other && last?.diagnosis?.repair == nil)
    #expect(last?.outcome == .fails || last?.outcome == .illTyped)
  }

  @Test func `a second mistake is repaired to what is true from the start`() throws {
    // First the 2 is lost, then σ′.
    let report = report(
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L) = (a_j^L-y_j)\sigma'(z_j^L) = a_j^L-y_j"#)
    #expect(report.links.map(\.outcome) == [.holds, .fails, .fails])
    #expect(report.links.last?.diagnosis?.name == .missingActivationDerivative)
    #expect(message(report, 2).contains("Step 3") || message(report, 2).contains("step 3"))
    let repair = try #require(report.links.last?.diagnosis?.repair)
    #expect(self.report(#"\delta_j^L = "# + repair).outcome == .holds)
  }

  @Test(arguments: [
    (
      #"\delta_k^l = \sum_j w_{kj}^{l+1}\delta_j^{l+1}\sigma'(z_k^l) = \sigma'(z_k^l)\sum_j w_{kj}^{l+1}\delta_j^{l+1}"#,
      "standard", true
    ),
    (
      #"\delta^l = (W^l)^T\delta^{l+1}\odot\sigma'(z^l) = \sigma'(z^l)\odot((\delta^{l+1})^TW^l)^T"#,
      "standard", true
    ),
    // The order of the indices changes on the way.
    (
      #"\delta_k^l = \sum_j w_{kj}^{l+1}\delta_j^{l+1}\sigma'(z_k^l) = \sigma'(z_j^l)\sum_j w_{kj}^{l+1}\delta_j^{l+1}"#,
      "standard", false
    ),
  ])
  func `a step follows from one without meaning where both can be computed on layers of one width`(
    latex: String, convention: String, follows: Bool
  ) {
    let report = report(latex, convention)
    #expect(report.outcome == .illTyped && report.links.first?.outcome == .illTyped)
    #expect((report.links.last?.outcome == .holds) == follows, "\(message(report, 1))")
  }

  @Test func `a step that cannot be compared is given no advice`() {
    let report = report(
      #"\delta_k^l = \sum_j w_{kj}^{l+1}\delta_j^{l+1}\sigma'(z_k^l) = \sum_j w_{kj}^l\delta_j^{l+2}\log(z_k^{l+1})"#
    )
    #expect(report.links.last?.outcome == .illTyped)
    #expect(report.links.last?.diagnosis?.repair == nil)
    #expect(message(report, 1).hasPrefix("Step 2 has no meaning: step 3 cannot be compared with it."))
  }

  @Test func `what is wrong with a step is told once, and later ones have examples too`() {
    let checker = Checker(Settings(convention: .standard))
    let report = checker.check(
      formula: #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L) = (a_j^L-y_j)\sigma'(z_j^L) = a_j^L-y_j"#)
    #expect(checker.counterexamples(for: report).map(\.link) == [1, 2])
  }

  @Test func `an aligned display that begins with a relation goes on with the one before`() {
    let text = #"""
      $$\begin{aligned}\delta^L &= (a^L-y)\odot\sigma'(z^L)\end{aligned}$$

      With the logistic function this is

      $$\begin{aligned}&= (a^L-y)\odot\sigma(z^L)\odot(1-\sigma(z^L)) \\ &= (a^L-y)\odot\sigma(z^L)\end{aligned}$$
      """#
    let settings = Settings(convention: Convention.builtIn("nielsen") ?? .standard)
    let report = Checker(settings).check(document: text)
    #expect(report.claims.count == 1)
    #expect(report.claims.first?.links.map(\.outcome) == [.holds, .holds, .fails])
  }
}

/// `*` as writers of code use it.
@Suite struct StarTests {
  private func report(_ latex: String, _ convention: String = "ng") -> ClaimReport {
    Checker(Settings(convention: Convention.builtIn(convention) ?? .standard)).check(formula: latex)
  }

  @Test(arguments: [
    (#"dz^{[l]} = W^{[l+1]T}dz^{[l+1]} * g^{[l]\prime}(z^{[l]})"#, "ng"),
    (#"dz^{[l]} = g^{[l]\prime}(z^{[l]}) * W^{[l+1]T}dz^{[l+1]}"#, "ng"),
    (#"dZ^{[l]} = W^{[l+1]T} * dZ^{[l+1]} * g^{[l]\prime}(Z^{[l]})"#, "ng"),
    (#"z^{[l]} = W^{[l]} * a^{[l-1]} + b^{[l]}"#, "ng"),
    (#"dW^{[l]} = \frac1m dZ^{[l]} * A^{[l-1]T}"#, "ng"),
    (#"\delta^l = (w^{l+1})^T * \delta^{l+1} * \sigma'(z^l)"#, "nielsen"),
    (#"\delta_j^L = (a_j^L-y_j) * \sigma'(z_j^L)"#, "nielsen"),
  ])
  func `the shapes beside a star say what it is`(latex: String, convention: String) {
    #expect(report(latex, convention).outcome == .holds)
  }

  @Test(arguments: ["*", #"\odot "#])
  func `a star explains as the elementwise product does`(sign: String) throws {
    let report = report(
      #"dz^{[l]} = W^{[l+1]T}dz^{[l+1]}"# + sign + #"g^{[l]\prime}(z^{[l]}) = W^{[l+1]T}dz^{[l+1]}"# + sign
        + "g^{[l]}(z^{[l]})")
    #expect(report.links.map(\.outcome) == [.holds, .fails])
    #expect(report.links.last?.diagnosis?.name == .missingActivationDerivative)
  }

  @Test(arguments: [
    #"dz^{[l]} = W^{[l+1]T}dz^{[l+1]} * a^{[l]}"#, #"dW^{[l]} = dZ^{[l]} * A^{[l-1]T}"#,
    #"z^{[l]} = a^{[l-1]} * W^{[l]} + b^{[l]}"#,
  ])
  func `a star makes nothing true`(latex: String) {
    let outcome = report(latex).outcome
    #expect(outcome == .fails || outcome == .illTyped)
  }
}
