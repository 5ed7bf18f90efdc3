import Checking
import Formula
import Network
import Testing

/// Mistakes of one edit in chains of Jacobians, of one operation for another, and of softmax.
enum MistakesOfOneEdit {
  static let chains: [WrongRow] = [
    WrongRow(.missingActivationDerivative, #"\frac{\partial z^{l+1}}{\partial z^l} = W^{l+1}"#),
    WrongRow(.other, #"(\delta^l)^T = (\delta^{l+1})^T\mathrm{diag}(\sigma'(z^l))"#),
    WrongRow(
      .other,
      #"\frac{\partial a^L}{\partial a^{L-2}} = \mathrm{diag}(\sigma'(z^L))W^L\mathrm{diag}(\sigma'(z^{L-1}))"#
    ),
    WrongRow(.shapeMismatch, #"\delta^l = \sigma'(z^l)\big((W^{l+1})^T\delta^{l+1}\big)"#),
    WrongRow(.transposedWeight, #"\frac{\partial C}{\partial W^l} = a^{l-1}\delta^l"#),
  ]

  static let operations: [WrongRow] = [
    WrongRow(.other, #"\delta_j^L = \frac{2(a_j^L-y_j)}{\sigma'(z_j^L)}"#),
    WrongRow(.missingSum, #"z_j^l = \prod_kw_{jk}^la_k^{l-1}+b_j^l"#),
    WrongRow(.other, #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l+a_k^{l-1}"#),
    WrongRow(.other, #"\delta_j^L = 2(a_j^L-y_j)^2\sigma'(z_j^L)"#),
    WrongRow(.transposedWeight, #"\delta^l = \big((W^{l+1})^{-1}\delta^{l+1}\big)\odot\sigma'(z^l)"#),
    WrongRow(
      .wrongNormalisation,
      #"\frac{\partial C}{\partial b_j^l} = \frac1{n_l}\sum_{e=1}^E(\delta_j^l)_e"#),
  ]

  static let softmax: [WrongRow] = [
    WrongRow(.missingActivationDerivative, #"\delta_{L,i} = -\frac{y_i}{a_{L,i}}"#, .softmax),
    WrongRow(
      .softmaxDiagonalOnly,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = a_{L,i}(1-a_{L,i})\mathbf 1[i=j]"#, .softmax),
    WrongRow(.trueClassOnly, #"\frac{\partial\mathcal L}{\partial a_{L,i}} = -\frac1{a_{L,i}}"#, .softmax),
  ]
}

@Suite struct DiagnosisOfOneEditTests {
  @Test(arguments: MistakesOfOneEdit.chains) func `a gap or a turn in a chain of matrices is named`(
    row: WrongRow
  ) throws {
    try row.isNamedAndRepaired()
  }

  @Test(arguments: MistakesOfOneEdit.operations) func `one operation for another is named`(row: WrongRow)
    throws
  {
    try row.isNamedAndRepaired()
  }

  @Test(arguments: MistakesOfOneEdit.softmax) func `a half of the softmax derivative is named`(row: WrongRow)
    throws
  {
    try row.isNamedAndRepaired()
  }

  @Test func `a number of examples that is lost besides is said`() throws {
    let row = WrongRow(
      .missingActivationDerivative,
      #"\frac{\partial C}{\partial b_k^l} = \sum_e\Big(\sum_j(\delta_j^{l+1})_ew_{jk}^{l+1}\Big)"#)
    #expect(try row.isNamedAndRepaired().message.contains("1/E"))
  }

  @Test func `an arrow update with the wrong sign is repaired like any other`() throws {
    let checker = Checker(Settings(convention: .standard))
    let report = checker.check(formula: #"b_j^l \leftarrow b_j^l+\alpha\frac{\partial C}{\partial b_j^l}"#)
    #expect(report.outcome == .fails)
    #expect(report.diagnosis?.name == .signError)
    #expect(report.diagnosis?.repair == #"b_{j}^{l}-\alpha\frac{\partial C}{\partial b_{j}^{l}}"#)
  }

  @Test func `a sum that runs too far leaves nothing out`() throws {
    let row = WrongRow(.indexMismatch, #"z_j^l = \sum_{k=0}^{n_{l-1}}w_{jk}^la_k^{l-1}+b_j^l"#)
    #expect(try row.isNamedAndRepaired().message.contains("beyond"))
  }

  @Test func `what no small change makes right is told with the closed form`() throws {
    let row = WrongRow(.other, #"\delta_j^L = \sin(y_j)+\frac{n_L}{1+z_j^L}"#)
    let diagnosis = try row.isNamedAndRepaired()
    #expect(diagnosis.message.contains("2(a_j^L − y_j) · σ′(z_j^L)"))
  }

  @Test func `a factor 2 is put down to the cost only where a cost can help`() throws {
    let checker = Checker(Settings(convention: .standard))
    let weight = checker.check(formula: #"\frac{\partial z_j^l}{\partial b_j^l} = \frac12"#)
    #expect(weight.diagnosis?.message.contains("It would be right for") == false)
    let error = checker.check(formula: #"\delta_j^L = (a_j^L-y_j)\sigma'(z_j^L)"#)
    #expect(error.diagnosis?.message.contains("It would be right for C = ½Σ(a − y)²") == true)
  }
}

extension WrongRow {
  /// The mistake is named, and what is shown as a repair is true.
  @discardableResult
  func isNamedAndRepaired() throws -> Diagnosis {
    let checker = Checker(try #require(presumed.settings))
    let report = checker.check(formula: latex)
    #expect(report.outcome != .holds)
    let diagnosis = try #require(report.diagnosis)
    #expect(diagnosis.name == name, "\(diagnosis.message)")
    let repair = try #require(diagnosis.repair, "\(diagnosis.message)")
    let left = try #require(latex.split(separator: "=").first)
    #expect(checker.check(formula: "\(left) = \(repair)").outcome == .holds, "\(repair)")
    return diagnosis
  }
}
