import Checking
import Testing

/// The mistakes that are planted in programs for gradient checks to find, written as formulas.
enum PlantedMistakes {
  static let rows: [WrongRow] = [
    // dW2 * 2
    WrongRow(.wrongNormalisation, #"\nabla_{W^L}C = 2\delta^L(a^{L-1})^T"#),
    // db *= 4
    WrongRow(.wrongNormalisation, #"\frac{\partial C}{\partial b_j^l} = 4\delta_j^l"#),
    // without the / m
    WrongRow(
      .wrongNormalisation, #"\frac{\partial C}{\partial w_{jk}^l} = \sum_{e=1}^E(\delta_j^l)_e(a_k^{l-1})_e"#),
    // for i in range(m - 1)
    WrongRow(
      .missingSum,
      #"\frac{\partial C}{\partial w_{jk}^l} = \frac1E\sum_{e=1}^{E-1}(\delta_j^l)_e(a_k^{l-1})_e"#),
    // for i in range(1, m)
    WrongRow(
      .missingSum, #"\frac{\partial C}{\partial b_j^l} = \frac1E\sum_{e=2}^E(\delta_j^l)_e"#),
    // the gradient of the last example only
    WrongRow(.missingSum, #"\frac{\partial C}{\partial b_j^l} = (\delta_j^l)_1"#),
    // delta1 = W2.T @ delta2
    WrongRow(.missingActivationDerivative, #"\delta^l = (W^{l+1})^T\delta^{l+1}"#),
    WrongRow(
      .missingActivationDerivative, #"\delta_k^{L-1} = \sum_j2(a_j^L-y_j)\sigma'(z_j^L)w_{jk}^L"#),
    // dW1 = delta2 @ a0.T
    WrongRow(.wrongLayer, #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^{l+1}a_k^{l-1}"#),
    WrongRow(.wrongLayer, #"\frac{\partial C}{\partial b_k^{L-1}} = \delta_k^L"#),
    // dW = delta @ a.T with the layer's own a
    WrongRow(.wrongLayer, #"\nabla_{W^l}C = \delta^l(a^l)^T"#),
    // w += rate * dw
    WrongRow(
      .signError,
      #"(w_{jk}^l)_{\text{new}} = w_{jk}^l+\alpha\frac{\partial C}{\partial w_{jk}^l}"#),
    // sigmoid(a) * (1 - sigmoid(a))
    WrongRow(.other, #"\delta_j^L = 2(a_j^L-y_j)\sigma'(a_j^L)"#),
  ]

  /// Right, in forms that nobody may have thought of.
  static let unusual: [WrongRow] = [
    WrongRow(.other, #"\delta_j^L = 2a_j^L\sigma'(z_j^L)-2y_j\sigma'(z_j^L)"#),
    WrongRow(.other, #"\delta_j^L = \sum_i2(a_i^L-y_i)\sigma'(z_i^L)\delta_{ij}"#),
    WrongRow(
      .other,
      #"\delta_j^L = 2\left(\frac1{1+e^{-z_j^L}}-y_j\right)\frac{e^{-z_j^L}}{(1+e^{-z_j^L})^2}"#, .logistic),
    WrongRow(
      .other, #"\delta_j^L = 2(a_j^L-y_j)\left(\frac14-\left(a_j^L-\frac12\right)^2\right)"#, .logistic),
    WrongRow(
      .other,
      #"\delta_m^{L-2} = \sum_j\sum_k\sigma'(z_m^{L-2})w_{km}^{L-1}\sigma'(z_k^{L-1})w_{jk}^L\delta_j^L"#),
    WrongRow(.other, #"\delta_k^l = \left((W^{l+1})^T\delta^{l+1}\right)_k\sigma'(z_k^l)"#),
    WrongRow(
      .other, #"\frac{\partial C}{\partial w_{jk}^l} = \left(\delta^l(a^{l-1})^T\right)_{jk}"#),
    WrongRow(
      .other,
      #"\frac{\partial z_i^l}{\partial w_{jk}^l} = \sum_m\delta_{ij}\delta_{mk}a_m^{l-1}"#),
    WrongRow(
      .other, #"\delta_{L,i} = \sum_k y_k(a_{L,i}-\mathbf 1[k=i])"#, .softmax),
    WrongRow(
      .other, #"\frac{\partial a_{L,k}}{\partial z_{L,i}} = a_{L,k}\mathbf 1[k=i]-a_{L,k}a_{L,i}"#, .softmax),
    WrongRow(
      .other,
      #"\frac{\partial C}{\partial w_{jk}^l} = \frac1E\sum_e(\delta_j^l)_e\sigma\Big(\sum_mw_{km}^{l-1}(a_m^{l-2})_e+b_k^{l-1}\Big)"#
    ),
  ]
}

@Suite struct MistakesInCodeTests {
  @Test(arguments: PlantedMistakes.rows) func `a mistake planted in code fails as a formula, with its name`(
    row: WrongRow
  ) throws {
    let report = Checker(try #require(row.presumed.settings)).check(formula: row.latex)
    #expect(report.outcome == .fails || report.outcome == .illTyped || report.outcome == .holdsIf)
    let diagnosis = try #require(report.diagnosis)
    #expect(diagnosis.name == row.name, "\(diagnosis.message)")
    #expect(diagnosis.repair != nil, "\(diagnosis.message)")
    #expect((diagnosis.confirmation?.networks ?? 0) >= 3)
  }

  @Test(arguments: PlantedMistakes.unusual) func `a right answer in an unusual form is not refused`(
    row: WrongRow
  ) throws {
    let report = Checker(try #require(row.presumed.settings)).check(formula: row.latex)
    #expect(report.outcome == .holds, "\(report.diagnosis?.message ?? "")")
  }
}
