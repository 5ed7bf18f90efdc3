import Testing

@testable import Checking
@testable import nnlearn

/// What is said of how a formula was read is the same in every command and every form.
struct ReadingTests {
  private func text(_ formula: String) -> [UInt8] { Array("$$\n\(formula)\n$$\n".utf8) }

  @Test(arguments: [
    #"C = (a^L - y)\cdot(a^L - y)"#, #"C = (a^L - y)^2"#,
    #"z_j^L = w_j^L\cdot a^{L-1} + b_j^L"#,
  ])
  func `a document has the notes that a formula alone has`(formula: String) {
    let alone = CommandRun("check", "--equation", formula).output
    let document = CommandRun("check", "-", input: text(formula)).output
    let notes = alone.split(separator: "\n").filter { $0.contains("note: ") }
    #expect(!notes.isEmpty)
    for note in notes { #expect(document.contains(note), "\(document)") }
    let traced = CommandRun("trace", "-", input: text(formula)).output
    for note in notes { #expect(traced.contains(note.drop { $0 == " " }), "\(traced)") }
  }

  @Test(arguments: ["text", "latex", "markdown", "json"])
  func `every form of a verdict says how the formula was read`(format: String) {
    let run = CommandRun("check", "-", "--format", format, input: text(#"C = (a^L - y)^2"#))
    #expect(run.output.contains("the square of a vector as the sum of its squares"))
  }

  @Test func `a trace ends in the number that was judged`() {
    let run = CommandRun("trace", "lesson17", "--claim", "cost-as-vector")
    #expect(run.output.contains("= 3.2313\n\n  where   C = 3.2313"))
    #expect(!run.output.contains("["))
  }

  /// The first formula is read so only where the network has one output, and the one that is trained has.
  @Test func `what a check reads, training reads`() {
    let sheet = #"""
      $$\delta^L = 2(a^L - y) \cdot \sigma'(z^L)$$
      $$\frac{\partial C}{\partial b^L} = \delta^L$$
      $$\frac{\partial C}{\partial W^L} = \delta^L (a^{L-1})^T$$

      """#
    let check = CommandRun("check", "-", input: Array(sheet.utf8))
    #expect(check.output.contains("holds only for: a single output unit"))
    let run = CommandRun("train", "-", "--epochs", "5", input: Array(sheet.utf8))
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("The two curves coincide"))
  }

  @Test func `of two formulas in a display each is trained as it was judged`() {
    let sheet = #"""
      $$\delta^L = 2(a^L - y) * \sigma'(z^L), \quad \frac{\partial C}{\partial b^L} = \delta^L$$

      """#
    let run = CommandRun("train", "-", "--epochs", "5", input: Array(sheet.utf8))
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("The two curves coincide"))
  }
}
