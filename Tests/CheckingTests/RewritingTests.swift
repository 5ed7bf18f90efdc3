import Checking
import Formula
import Slips
import Testing

import enum Network.Activation

@Suite struct RewritingTests {
  /// Each formula so many times; `swift run -c release Benchmark --diagnosis` rewrites the whole course.
  static let count = 2

  @Test(arguments: [Activation.sigmoid, nil])
  func `no true formula is refused because it is written otherwise`(
    activation: Activation?
  ) {
    var settings = Settings(convention: .standard)
    settings.convention.activation = activation
    var tally = RewriteTally()
    for (number, latex) in (TrueFormulas.indexed + TrueFormulas.whole).enumerated() {
      guard let equation = SlipEquation(latex, settings) else { continue }
      tally.take(equation, count: Self.count, seed: number)
    }
    let counts = tally.counts.values
    let made = counts.reduce(0) { $0 + $1.made }
    #expect(made > 20)
    #expect(counts.flatMap(\.refused) == [])
    #expect(counts.flatMap(\.undecided) == [])
    // The loops do not follow every index that stands in Kronecker deltas only.
    #expect(tally.contradicted.count * 10 < made)
  }
}
