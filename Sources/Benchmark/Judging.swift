import Checking

/// The judgement of the hidden error term's formula, in process.
final class Judging {
  // A class, because the verdict of the last run is told after all of them.
  private let checker: Checker
  private var verdict = ""

  static let formula = #"\delta_k^l = \left( \sum_j \delta_j^{l+1} w_{jk}^{l+1} \right) \sigma'(z_k^l)"#

  /// On five networks of these widths; of a few units each if there are none.
  init(widths: [Int]? = nil, examples: Int? = nil) {
    checker = Checker(Settings(convention: .standard, widths: widths, examples: examples))
  }

  /// Reads and judges the formula once.
  func run() {
    let report = checker.check(formula: Self.formula)
    verdict = report.outcome.rawValue
    if let evidence = report.evidence {
      verdict += ", \(evidence.comparisons) comparisons on \(evidence.networks) networks"
    }
  }

  /// The verdict.
  var remark: String { verdict }
}
