import Checking
import Formula
import Testing

@Suite struct AcceptanceTests {
  @Test(arguments: AcceptanceOfFirstFormulas.rows)
  func `the formulas that anyone tries first get their verdict`(row: AcceptanceRow) throws { try judge(row) }

  @Test(arguments: AcceptanceOfErrorTerms.rows)
  func `error terms get their verdict`(row: AcceptanceRow) throws { try judge(row) }

  @Test(arguments: AcceptanceOfGradients.rows)
  func `gradients, costs and Jacobians get their verdict`(row: AcceptanceRow) throws { try judge(row) }

  @Test(arguments: AcceptanceOfFunctions.rows)
  func `functions, softmax and batches get their verdict`(row: AcceptanceRow) throws { try judge(row) }

  @Test(arguments: AcceptanceOfWritings.rows)
  func `formulas in the layout of other texts get their verdict`(row: AcceptanceRow) throws { try judge(row) }

  @Test(arguments: AcceptanceOfForms.rows)
  func `a formula gets its verdict in any form it is written in`(row: AcceptanceRow) throws { try judge(row) }

  private func judge(_ row: AcceptanceRow) throws {
    let report = Checker(try #require(row.presumed.settings)).check(formula: row.latex)
    #expect(report.outcome == row.expected)
    if let condition = row.condition { #expect((report.condition ?? "").contains(condition)) }
  }

  /// Chains with the number of the link that does not hold; nil where all hold.
  static let chains: [(latex: String, broken: Int?)] = [
    (
      #"""
      \begin{align}
        \frac{\partial C}{\partial w_{jk}^L}
          &= \frac{\partial C}{\partial z_j^L}\frac{\partial z_j^L}{\partial w_{jk}^L} \\
          &= \delta_j^L a_k^{L-1} \\
          &= 2(a_j^L-y_j)\sigma'(z_j^L)a_k^{L-1}
      \end{align}
      """#, nil
    ),
    (
      #"""
      \begin{aligned}
        \delta_j^L &= \frac{\partial C}{\partial a_j^L}\frac{\partial a_j^L}{\partial z_j^L} \\
          &= (a_j^L-y_j)\frac{\partial a_j^L}{\partial z_j^L} \\
          &= (a_j^L-y_j)\sigma'(z_j^L)
      \end{aligned}
      """#, 1
    ),
    (#"\delta_j^L = 2(a_j^L-y_j) = \frac{\partial C}{\partial a_j^L}"#, 0),
    (
      #"\delta_k^l = \frac{\partial C}{\partial z_k^l} = \sum_j\frac{\partial C}{\partial z_j^{l+1}}"#
        + #"\frac{\partial z_j^{l+1}}{\partial z_k^l} = \sum_j\delta_j^{l+1}w_{jk}^{l+1}"#, 2
    ),
    (
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^la_k^{l-1} = \frac{\partial C}{\partial b_j^l}a_k^{l-1}"#
        + #" = \frac{\partial C}{\partial b_j^l}a_k^{l-1}\cdot 2 = 2\delta_j^la_k^{l-1}"#, 2
    ),
  ]

  @Test func `the first link that does not hold is the one that is named`() {
    for chain in Self.chains {
      let links = Checker(Settings(convention: .standard)).check(formula: chain.latex).links
      #expect(
        links.indices.filter { links[$0].outcome != .holds } == (chain.broken.map { [$0] } ?? []),
        "\(chain.latex)")
    }
  }
}
