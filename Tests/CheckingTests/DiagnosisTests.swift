import Checking
import Formula
import Network
import Testing

/// A wrong formula, what is presumed, and the name of the mistake that was made.
struct WrongRow: Sendable, CustomStringConvertible {
  var latex: String
  var name: DiagnosisName
  var presumed = Presumed.standard

  init(_ name: DiagnosisName, _ latex: String, _ presumed: Presumed = .standard) {
    self.latex = latex
    self.name = name
    self.presumed = presumed
  }

  var description: String { "\(name.rawValue): \(latex)" }
}

extension Presumed {
  static let half = Presumed(cost: .halfSumSquares)
  static let mean = Presumed(cost: .meanSquares)
  static let logistic = Presumed(activation: .sigmoid)
  static let sharedBias = Presumed(biases: .shared)
}

/// The names come from the mistake that was put into a formula of the course.
enum WrongRows {
  static let oneLayer: [WrongRow] = [
    WrongRow(.missingFactor2, #"\frac{\partial C}{\partial a_j^L} = a_j^L-y_j"#),
    WrongRow(.missingSum, #"\frac{\partial C}{\partial a_j^L} = \sum_i2(a_i^L-y_i)"#),
    WrongRow(.wrongLayer, #"\frac{\partial C}{\partial a_i^L} = \frac2{n_{L-1}}(a_i^L-y_i)"#, .mean),
    WrongRow(.missingActivationDerivative, #"\delta_j^L = a_j^L-y_j"#, .half),
    WrongRow(.wrongLayer, #"\frac{\partial C}{\partial w_{jk}^L} = 2(a_j^L-y_j)\sigma'(z_j^L)a_j^L"#),
    WrongRow(
      .transposedWeight, #"\frac{\partial C}{\partial w_{jk}^L} = 2(a_k^L-y_k)\sigma'(z_k^L)a_j^{L-1}"#),
    WrongRow(
      .missingOrExtraInputFactor,
      #"\frac{\partial C}{\partial b_j^L} = 2(a_j^L-y_j)\sigma'(z_j^L)\sum_ka_k^{L-1}"#),
    WrongRow(.missingFactor2, #"(b_j^L)_{\text{new}} = b_j^L-\alpha(a_j^L-y_j)a_j^L(1-a_j^L)"#, .logistic),
  ]

  static let manyLayers: [WrongRow] = [
    WrongRow(.missingActivationDerivative, #"\delta_k^l = \sum_j\delta_j^{l+1}w_{jk}^{l+1}"#),
    WrongRow(.transposedWeight, #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{kj}^{l+1}\Big)\sigma'(z_k^l)"#),
    WrongRow(.wrongLayer, #"\delta_k^l = \sum_j\delta_j^{l+1}\sigma'(z_j^{l+1})w_{jk}^{l+1}"#),
    WrongRow(.missingSum, #"\frac{\partial C}{\partial a_k^{L-1}} = 2(a_1^L-y_1)\sigma'(z_1^L)w_{1k}^L"#),
    WrongRow(.wrongLayer, #"\frac{\partial C}{\partial w_{jk}^l} = \delta_k^{l-1}a_j^l"#),
    WrongRow(.wrongLayer, #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^{l+1}a_k^{l+1}"#),
    WrongRow(.missingOrExtraInputFactor, #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^lw_{jk}^l"#),
    WrongRow(.wrongLayer, #"z_j^l = \sum_{k=1}^{n_l}w_{jk}^la_k^{l-1}+b_j^l"#),
    WrongRow(
      .wrongNormalisation, #"\frac{\partial C}{\partial b^l} = \frac1{n_l}\sum_k\delta_k^l"#, .sharedBias),
  ]

  static let wholes: [WrongRow] = [
    WrongRow(.transposedWeight, #"\delta^l = (W^{l+1}\delta^{l+1})\odot\sigma'(z^l)"#),
    WrongRow(.missingActivationDerivative, #"\delta^l = ((W^{l+1})^T\delta^{l+1})\odot\sigma(z^l)"#),
    WrongRow(.wrongLayer, #"\delta^l = (W^{l+1})^T(\delta^{l+1}\odot\sigma'(z^{l+1}))"#),
    WrongRow(.wrongLayer, #"a^L = \sigma(W^{L-1}\sigma(W^La^{L-2}+b^L)+b^{L-1})"#),
    WrongRow(.softmaxDiagonalOnly, #"\frac{\partial a}{\partial z} = \mathrm{diag}(a\odot(1-a))"#, .softmax),
    WrongRow(.trueClassOnly, #"\delta_{L,i} = a_{L,i}-1"#, .softmax),
    WrongRow(.softmaxDiagonalOnly, #"\delta_{L,i} = -y_i(1-a_{L,i})"#, .softmax),
    WrongRow(
      .missingSum, #"\delta_{L-1,i} = (a_{L,c}-1)\theta_{L,ci}a_{L-1,i}(1-a_{L-1,i})"#, .softmax),
  ]
}

@Suite struct DiagnosisTests {
  @Test(arguments: WrongRows.oneLayer) func `a mistake in one layer is named and repaired`(row: WrongRow)
    throws
  {
    try row.isNamedAndRepaired()
  }

  @Test(arguments: WrongRows.manyLayers) func `a mistake between layers is named and repaired`(row: WrongRow)
    throws
  {
    try row.isNamedAndRepaired()
  }

  @Test(arguments: WrongRows.wholes) func `a mistake with whole vectors or softmax is named and repaired`(
    row: WrongRow
  ) throws {
    try row.isNamedAndRepaired()
  }

  @Test func `what is to blame is pointed at`() throws {
    let latex = #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{kj}^{l+1}\Big)\sigma'(z_k^l)"#
    let diagnosis = try #require(Checker(Settings(convention: .standard)).check(formula: latex).diagnosis)
    let range = try #require(diagnosis.range)
    let bytes = Array(latex.utf8)
    #expect(String(decoding: bytes[range.start..<range.end], as: UTF8.self) == "w_{kj}^{l+1}")
    #expect(diagnosis.message.contains("leads to j from k"))
  }

  @Test func `two mistakes are named one after the other`() throws {
    let checker = Checker(Settings(convention: .standard))
    let left = #"\delta_k^l = "#
    let diagnosis = try #require(
      checker.check(formula: left + #"\sum_j\delta_j^{l+1}w_{kj}^{l+1}"#).diagnosis)
    #expect(diagnosis.name == .transposedWeight)
    #expect(diagnosis.message.contains("lacks the factor σ′(z_k^l)"))
    let repair = try #require(diagnosis.repair)
    #expect(checker.check(formula: left + repair).outcome == .holds)
  }

  @Test func `no repair is sought where none is allowed`() throws {
    var settings = Settings(convention: .standard)
    settings.repairCandidates = 0
    let report = Checker(settings).check(formula: #"\delta_k^l = \sum_j\delta_j^{l+1}w_{jk}^{l+1}"#)
    #expect(report.outcome == .fails)
    #expect(report.diagnosis?.repair == nil)
  }
}
