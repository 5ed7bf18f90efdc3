import Formula
import Models
import Testing

/// What a text uses and does not define is looked for on a page; what nobody stated may be otherwise.
struct PageChoiceTests {
  private func verdicts(
    _ text: String, page: Page? = nil, isLaw: Bool = false, presumed: Unstated = []
  ) -> [StatementVerdict] {
    TextJudge(Document(text), page: page, isLaw: isLaw, presumed: presumed).verdicts()
  }

  private func formula(_ latex: String, on name: String? = nil) throws -> [StatementVerdict] {
    let text = "$$\n\(latex)\n$$\n"
    let named = try #require(Page.named(name ?? "standard"))
    let page = named.form(for: Document(text), isNamed: name != nil)
    return verdicts(text, page: page, isLaw: true, presumed: name == nil ? .all : [])
  }

  @Test(arguments: [
    (#"\delta_j^L = 2(a_j^L - y_j)\,\sigma'(z_j^L)"#, "standard"),
    (#"dz^{[L]} = a^{[L]} - y"#, "ng"),
    (
      #"\boldsymbol{g}^{(k)} = (\boldsymbol{W}^{(k+1)})^\top \boldsymbol{g}^{(k+1)} \odot f'(\boldsymbol{a}^{(k)})"#,
      "goodfellow"
    ),
  ])
  func `the page is found by the letters`(latex: String, name: String) throws {
    let page = Page.standard.form(for: Document("$$\n\(latex)\n$$\n"), isNamed: false)
    #expect(page.name == name)
    #expect(try formula(latex, on: name).map(\.outcome) == [.holds])
  }

  @Test func `a formula that is right under what nobody stated says under what`() throws {
    let half = try formula(#"\delta_j^L = (a_j^L - y_j)\,\sigma'(z_j^L)"#)
    #expect(half.map(\.outcome) == [.holdsIf])
    #expect(half.first?.condition == "the cost ½ Σ(a − y)²")
    let both = try formula(#"\delta_j^L = (a_j^L - y_j)\,a_j^L(1 - a_j^L)"#)
    #expect(both.first?.condition == "sigmoid units and the cost ½ Σ(a − y)²")
    let turned = try formula(#"\frac{\partial C}{\partial w_{ij}^l} = \delta_j^l a_i^{l-1}"#)
    #expect(turned.map(\.outcome) == [.holdsIf])
  }

  @Test func `where the page was named it is as the page says`() throws {
    #expect(
      try formula(#"\delta_j^L = (a_j^L - y_j)\,\sigma'(z_j^L)"#, on: "standard").map(\.outcome) == [.fails])
  }

  @Test func `examples of a batch stand outside of brackets or above`() throws {
    let mean = #"\frac{\partial C}{\partial b_j^l} = \frac{1}{E} \sum_{e=1}^{E} (\delta_j^l)_e"#
    #expect(try formula(mean, on: "standard").map(\.outcome) == [.holds])
    let sum = #"\frac{\partial C}{\partial b_j^l} = \sum_{e=1}^{E} (\delta_j^l)_e"#
    #expect(try formula(sum, on: "standard").map(\.outcome) != [.holds])
    let some = #"\frac{\partial C}{\partial b_j^l} = \frac{1}{|B|} \sum_{e \in B} (\delta_j^l)_e"#
    #expect(try formula(some, on: "standard").map(\.outcome) == [.holds])
  }

  @Test func `a text may define its own cost and activation`() {
    let text = #"""
      Let $\sigma(z) = \tanh(z)$ and $C = \frac{1}{4}\sum_j (a_j^L - y_j)^4$.

      $$\delta_j^L = (a_j^L - y_j)^3 (1 - (a_j^L)^2)$$

      $$\delta_j^L = (a_j^L - y_j)^3 a_j^L (1 - a_j^L)$$
      """#
    #expect(verdicts(text).suffix(2).map(\.outcome) == [.holds, .fails])
  }

  @Test func `shapes are claims about what the page has`() throws {
    #expect(try formula(#"W^l \in \mathbb{R}^{n_l \times n_{l-1}}"#).map(\.outcome) == [.holds])
    #expect(try formula(#"a^l \in \mathbb{R}^{1 \times n_l}"#).map(\.outcome) == [.illTyped])
  }

  @Test func `names without their layer are those of one unit`() throws {
    #expect(try formula(#"\sigma'(z) = a(1 - a)"#).first?.condition == "sigmoid units")
  }
}
