import Testing

@testable import nnlearn

@Suite struct ChainTextTests {
  @Test func `each step of a chain is told what it is`() {
    let text = #"""
      $$
      \delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)
      = (a_j^L-y_j)\sigma'(z_j^L)
      = (a_j^L-y_j)\sigma'(z_j^L)
      = \sigma'(z_j^L)a_j^L-\sigma'(z_j^L)y_j
      = \sigma'(z_j^L)y_j-\sigma'(z_j^L)a_j^L
      $$
      """#
    let run = CommandRun("check", "-", input: Array(text.utf8))
    #expect(run.status == 1)
    #expect(run.output.contains("step 3 does not follow from step 2"))
    #expect(run.output.contains("The right side lacks a factor 2."))
    #expect(run.output.contains("step 6 does not follow from step 5"))
    #expect(run.output.contains("The right side has the opposite sign."))
    #expect(run.output.contains("Step 5 follows from step 4."))
    #expect(run.output.contains("Step 4 repeats the one before it."))
    #expect(run.output.contains("confirmed on 5 networks drawn anew"))
  }
}
