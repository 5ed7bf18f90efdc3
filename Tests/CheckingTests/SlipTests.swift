import Checking
import Formula
import Slips
import Testing

@Suite struct SlipTests {
  /// A slip of a kind in a formula that has a place for it. `swift run -c release Benchmark --diagnosis` tries
  /// every one in every claim of the course.
  @Test(arguments: [
    Slip.Kind.swappedIndices, .otherLayer, .sumDropped, .primeDropped, .sign, .otherQuantity, .factorDropped,
    .transpose,
  ]) func `a slip is not accepted, and the diagnosis names it`(
    kind: Slip.Kind
  ) throws {
    let formulas = [
      #"z_j^l = \sum_{k=1}^{n_{l-1}}w_{jk}^la_k^{l-1}+b_j^l"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\delta^l = \mathrm{diag}(\sigma'(z^l))(W^{l+1})^T\delta^{l+1}"#,
      #"\nabla_{W^l}C = \delta^l(a^{l-1})^T"#,
      #"a^l = \sigma(W^la^{l-1}+b^l)"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#,
    ]
    let equations = formulas.compactMap { SlipEquation($0, Settings(convention: .standard)) }
    #expect(equations.count == formulas.count)
    // Now and then a slip changes nothing: diag(vᵀ) is diag(v).
    var found: SlipCount?
    for equation in equations where found == nil {
      let places = Slip.all(in: equation.statement).enumerated().filter { $0.element.kind == kind }
      for place in places.map(\.offset) where found == nil {
        var tally = SlipTally()
        tally.take(equation) { number, _ in number == place }
        if let count = tally.counts[kind], count.wrong == 1 { found = count }
      }
    }
    let count = try #require(found)
    #expect(count.accepted == [])
    #expect(count.unnamed == [])
  }
}
