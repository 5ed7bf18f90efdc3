import Checking
import Foundation
import Network
import Testing

@testable import nnlearn

/// The four formulas as the course writes them (lessons 7, 10, 7 and 8), with a header.
private func sheet(
  _ header: String = "convention: sigmoid", outputFactor: String = "2",
  hidden: String =
    #"\left( \sum_{j=0}^{n_{l+1}-1} \delta_j^{(l+1)} w_{jk}^{(l+1)} \right) \sigma'(z_k^{(l)})"#,
  bias: String? = #"\frac{\partial C_0}{\partial b_j^{(l)}} = \delta_j^{(l)}"#
) -> [UInt8] {
  var text = """
    ---
    \(header)
    ---
    $$\\delta_j^{(L)} = \(outputFactor)(a_j^{(L)} - y_j) \\, \\sigma'(z_j^{(L)})$$
    $$\\delta_k^{(l)} = \(hidden)$$
    $$\\frac{\\partial C_0}{\\partial w_{jk}^{(l)}} = \\delta_j^{(l)} a_k^{(l-1)}$$

    """
  if let bias { text += "$$\(bias)$$\n" }
  return Array(text.utf8)
}

struct TrainingTests {
  @Test func `the course's formulas train XOR along the engine's curve`() {
    let run = CommandRun("train", "-", "--epochs", "30", "--rate", "1", input: sheet())
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("Gradient descent on xor: 4 examples, network 2-3-1, sigmoid"))
    #expect(run.output.contains("The two curves coincide"))
    #expect(run.output.contains("bias gradient, layers 2, 1"))
  }

  @Test func `a lost factor is marked, and its curve leaves the engine's`() {
    let run = CommandRun("train", "-", "--epochs", "30", "--rate", "1", input: sheet(outputFactor: ""))
    #expect(run.status == 1)
    #expect(run.output.contains("lacks a factor 2"))
    #expect(run.output.contains("error terms: trained with all the same, layer 2"))
    #expect(run.output.contains("The two curves differ"))
  }

  @Test func `half the gradient with twice the rate is the same descent`() {
    func costs(_ words: [String], _ text: [UInt8]) -> [String] {
      var surroundings = Surroundings()
      surroundings.input = { _ in text }
      var (output, errors) = ("", "")
      _ = nnlearn.run(
        arguments: ["train", "-", "--epochs", "5", "--format", "csv"] + words, surroundings: surroundings,
        output: &output, error: &errors)
      return output.split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[1]) }
    }
    let whole = costs(["--rate", "0.5"], sheet())
    let half = costs(["--rate", "1"], sheet(outputFactor: ""))
    // Halves and doubles are exact.
    #expect(whole.count == 6 && whole == half)
  }

  @Test func `parameters without a formula stay as they are on both sides`() {
    let run = CommandRun("train", "-", "--epochs", "10", input: sheet(bias: nil))
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        "note: no formula for the bias gradient of layers 2, 1: biases stay as they"))
  }

  @Test func `a hidden layer without error terms is not trained`() {
    let text = String(decoding: sheet(), as: UTF8.self).split(separator: "\n").filter {
      !$0.contains("delta_k")
    }
    let run = CommandRun("train", "-", "--epochs", "10", input: Array(text.joined(separator: "\n").utf8))
    #expect(run.status == 0)
    #expect(run.output.contains("note: no formula for the error terms of layer 1: weights stay as they are"))
  }

  @Test func `a formula that is not used says why`() {
    let text = #"""
      $$\frac{\partial C}{\partial b_j^L} = 2(a_j^L - y_j) \sigma'(z_j^L)$$
      $$\frac{\partial C}{\partial b^L} = 2(a^L - y) \odot \sigma'(z^L)$$
      $$\frac{\partial C}{\partial w_{jk}^L} = \delta_j^L a_k^{L-1}$$
      $$\frac{\partial C}{\partial b_j^5} = \delta_j^5$$
      """#
    let run = CommandRun("train", "-", "--epochs", "3", input: Array(text.utf8))
    #expect(run.status == 0)
    for words in [
      "line 1: bias gradient, layer 2", "line 2: bias gradient, not used: another formula gives the same",
      "line 3: weight gradient, not used: it needs error terms that no formula gives",
      "line 4: bias gradient, not used: this network has no such layer",
    ] {
      #expect(run.output.contains(words), "\(words)")
    }
  }

  @Test func `softmax with cross-entropy trains iris along the engine's curve`() {
    // Lesson 15: under softmax and cross-entropy δ is a − y, without a slope.
    let formulas = #"""
      $$\delta_j^{(L)} = a_j^{(L)} - y_j$$
      $$\delta^{(l)} = \left( (W^{(l+1)})^T \delta^{(l+1)} \right) \odot \sigma'(z^{(l)})$$
      $$\frac{\partial C_0}{\partial W^{(l)}} = \delta^{(l)} (a^{(l-1)})^T$$
      $$\frac{\partial C_0}{\partial b^{(l)}} = \delta^{(l)}$$
      """#
    let run = CommandRun(
      "train", "-", "--data", "iris", "--convention", "sigmoid", "--output", "softmax", "--cost",
      "cross-entropy", "--epochs", "3", input: Array(formulas.utf8))
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("Gradient descent on iris: 150 examples, network 4-5-3, sigmoid, softmax"))
    #expect(run.output.contains("The two curves coincide"))
  }

  @Test func `the built-in irises are those of the file in Fixtures`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/Iris/iris.csv").standardizedFileURL
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try DataTable.dataSet(text, name: "iris").standardised == DataSet.iris)
  }

  @Test func `a table beside the file is read, and words in its last column are classes`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnlearn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("x,y,kind\n0,1,cat\n1,0.5,dog\n2,2,owl\n".utf8).write(to: folder.appendingPathComponent("t.csv"))
    let file = folder.appendingPathComponent("f.md")
    try Data(sheet("convention: sigmoid\ndata: t.csv\nepochs: 5")).write(to: file)
    let run = CommandRun("train", file.path)
    #expect(run.status == 0 && run.output.contains("Gradient descent on t.csv: 3 examples, network 2-3-3"))
    try Data("1,2,3\n1,x,2\n".utf8).write(to: folder.appendingPathComponent("t.csv"))
    let broken = CommandRun("train", file.path)
    #expect(broken.status == 2 && broken.errors.contains("t.csv:2:1: error: ‘x’ is not a number"))
  }

  @Test func `JSON has the formulas, both curves and the answer`() {
    let run = CommandRun(
      "train", "-", "--epochs", "2", "--format", "json", input: sheet(outputFactor: "", bias: nil))
    #expect(run.status == 1)
    for part in [
      #""gives": "error-terms""#, #""name": "missing-factor-2""#, #""coincide": false"#, #""epoch": 2"#,
      #""gives": "bias-gradient""#,
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
  }

  @Test(arguments: [
    (["train"], "needs a file"), (["train", "/nowhere/x.md"], "there is no file"),
    (["train", "-", "--epochs", "0"], "--epochs cannot be ‘0’"),
    (["train", "-", "--rate", "-1"], "--rate cannot be ‘-1’"),
    (["train", "-", "--rate", "nan"], "--rate cannot be ‘nan’"),
    (["train", "-", "--data", "iriss"], "did you mean iris?"),
    (["train", "-", "--network", "3,2,1"], "a network of 3,2,1 does not fit the data xor"),
    (["train", "-", "--network", "2,4096,4096,1", "--epochs", "100000"], "too much work"),
  ])
  func `what cannot be done is named and ends with 2`(words: [String], message: String) {
    var surroundings = Surroundings()
    surroundings.input = { _ in sheet() }
    var (output, errors) = ("", "")
    let status = nnlearn.run(arguments: words, surroundings: surroundings, output: &output, error: &errors)
    #expect(status == 2 && output.isEmpty && errors.contains(message), "\(errors)")
  }

  @Test func `a formula without a meaning cannot train`() {
    let run = CommandRun(
      "train", "-", input: sheet(hidden: #"\sum_j \delta_j^{(l+1)} w_{kj}^{(l+1)} \sigma'(z_k^{(l)})"#))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("-:5:"))
  }

  @Test func `four formulas in one display are four formulas, each with its verdict`() {
    let display = #"""
      $$\begin{aligned}
      \delta^L &= 2(a^L - y) \odot \sigma'(z^L) \\
      \delta^l &= (W^{l+1})^T \delta^{l+1} \odot \sigma'(z^l) \\
      \frac{\partial C}{\partial W^l} &= 2 \delta^l (a^{l-1})^T \\
      \frac{\partial C}{\partial b^l} &= \delta^l
      \end{aligned}$$
      """#
    let run = CommandRun("train", "-", "--epochs", "5", input: Array(display.utf8))
    #expect(run.status == 1 && run.output.contains("-:4:"))
    #expect(run.output.components(separatedBy: "✓").count == 4)
    let right = display.replacing("2 \\delta", with: "\\delta")
    #expect(CommandRun("train", "-", "--epochs", "5", input: Array(right.utf8)).status == 0)
  }

  @Test func `a text without gradients cannot train`() {
    let run = CommandRun("train", "-", input: Array("$$a^L = \\sigma(z^L)$$\n".utf8))
    #expect(run.status == 2 && run.errors.contains("no formula gives part of a gradient"))
    let errors = CommandRun(
      "train", "-", input: Array("$$\\delta_j^L = 2(a_j^L - y_j)\\sigma'(z_j^L)$$\n".utf8))
    #expect(errors.status == 2 && errors.errors.contains("no formula gives a gradient"))
  }

  @Test func `a wrong header line is named`() {
    let run = CommandRun("train", "-", input: sheet("convention: sigmoid\nlearning-rate: fast"))
    #expect(run.status == 2 && run.errors.contains("-:3:1: error: learning-rate cannot be ‘fast’"))
  }
}
