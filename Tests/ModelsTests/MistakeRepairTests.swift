import Formula
import Models
import Testing

/// What is offered in the place of a wrong side is what one would write by hand.
struct MistakeRepairTests {
  /// A wrong formula, and its right side mended.
  struct Row: Sendable, CustomTestStringConvertible {
    var page: Page
    var wrong: String
    var repair: String
    var testDescription: String { wrong }
  }

  private static let tanh = Page.standard.activation("tanh")
  private static let relu = Page.standard.activation("relu")
  private static let means = Page.standard.cost(.meanSquares)
  private static let classes = Page.standard.output("softmax").cost(.crossEntropy)

  static let rows: [Row] = [
    // Signs: the one that is there goes sooner than another is added.
    Row(
      page: classes, wrong: #"\delta_j^L = y_j - a_j^L"#, repair: #"a_j^L - y_j"#),
    Row(
      page: classes, wrong: #"\frac{\partial C}{\partial w_{jk}^L} = -(a_j^L - y_j) a_k^{L-1}"#,
      repair: #"\left(a_j^L - y_j\right) \, a_k^{L - 1}"#),
    // Counts: what cancels is gone.
    Row(
      page: means, wrong: #"\frac{\partial C}{\partial a_j^L} = 2 (a_j^L - y_j)"#,
      repair: #"\frac{2}{n_L} \, \left(a_j^L - y_j\right)"#),
    Row(
      page: .standard, wrong: #"C = \frac{1}{2E} \sum_e \sum_j \big((a_j^L)_e - (y_j)_e\big)^2"#,
      repair: #"\frac{1}{E} \, \sum_{e} \sum_{j} \left((a_j^L)_{e} - (y_j)_{e}\right)^{2}"#),
    // A factor 1 is none.
    Row(page: .standard, wrong: #"\frac{\partial z_j^l}{\partial w_{jk}^l} = 1"#, repair: #"a_k^{l - 1}"#),
    // Transposed: the factors change places.
    Row(
      page: .standard, wrong: #"\frac{\partial C}{\partial W^l} = a^{l-1} (\delta^l)^T"#,
      repair: #"\delta^l \, (a^{l - 1})^\top"#),
    // The slope of another function.
    Row(
      page: tanh, wrong: #"\delta_k^l = a_k^l (1 - a_k^l) \sum_j \delta_j^{l+1} w_{jk}^{l+1}"#,
      repair: #"\left(1 - (a_k^l)^{2}\right) \, \sum_{j} \delta_j^{l + 1} \, w_{jk}^{l + 1}"#),
    Row(
      page: relu, wrong: #"\sigma'(z) = \begin{cases} 1 & z > 0 \\ -1 & z < 0 \end{cases}"#,
      repair: #"\begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}"#),
    // The slope of another layer, at another place.
    Row(
      page: .standard,
      wrong: #"\delta^l = (W^{l+1})^T \operatorname{diag}(\sigma'(z^{l+1})) \delta^{l+1}"#,
      repair: #"(W^{l + 1})^{T} \, \delta^{l + 1} \odot \sigma'(z^l)"#),
    // Functions and powers.
    Row(
      page: .standard, wrong: #"a_j^l = \sigma\Big(\sum_k w_{jk}^l a_k^{l-1}\Big) + b_j^l"#,
      repair: #"\sigma(\sum_{k} w_{jk}^l \, a_k^{l - 1} + b_j^l)"#),
    Row(
      page: tanh, wrong: #"\sigma'(z) = 1 - \tanh(z^2)"#, repair: #"1 - \left(\tanh(z)\right)^{2}"#),
    // The chain rule, where nothing smaller is true.
    Row(
      page: classes, wrong: #"\frac{\partial C}{\partial a_j^L} = a_j^L - y_j"#,
      repair: #"-\frac{y_j}{a_j^L}"#),
    Row(
      page: .standard, wrong: #"\frac{\partial C}{\partial a_k^{l-1}} = 7 + a_k^{l-1}"#,
      repair: #"\sum_{j} \delta_j^l \, w_{jk}^l"#),
  ]

  @Test(arguments: rows)
  func `a repair is what a tutor would write`(_ row: Row) throws {
    let judge = TextJudge(Document("$$\n\(row.wrong)\n$$"), page: row.page, isLaw: true)
    let verdict = try #require(judge.explainedVerdicts().last)
    let diagnosis = try #require(verdict.links.compactMap(\.diagnosis).first)
    #expect(diagnosis.latex == row.repair, "\(diagnosis.remark.line())")
  }

  @Test func `a side of which nothing is right is mended by the chain rule`() throws {
    let derivatives = [
      #"\frac{\partial C}{\partial a_j^L}"#, #"\frac{\partial C}{\partial z_j^L}"#,
      #"\frac{\partial C}{\partial w_{jk}^l}"#, #"\frac{\partial C}{\partial b_j^l}"#,
      #"\delta_j^{l}"#, #"\frac{\partial C}{\partial a_k^{l-1}}"#,
    ]
    for derivative in derivatives {
      let text = derivative + " = 7 + \\exp(3)"
      let judge = TextJudge(Document("$$\n\(text)\n$$"), page: .standard, isLaw: true)
      let verdict = try #require(judge.explainedVerdicts().last)
      let diagnosis = try #require(verdict.links.compactMap(\.diagnosis).first, "\(text)")
      let again = TextJudge(
        Document("$$\n\(derivative) = \(diagnosis.latex)\n$$"), page: .standard, isLaw: true)
      #expect(again.verdicts().last?.outcome == .holds, "\(derivative) = \(diagnosis.latex)")
    }
  }
}
