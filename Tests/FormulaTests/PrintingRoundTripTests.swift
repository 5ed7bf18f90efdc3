import Formula
import Testing

/// read(print(x)) = x
@Suite struct PrintingRoundTripTests {
  /// What a printed tree is read as; the left side makes j and k known as indices.
  private func reread(_ expression: Expression, _ notation: Notation) -> (text: String, tree: Expression?) {
    let statement = Statement([.quantity(.weight, .output, "j", "k"), expression], [.equal])
    let text = LaTeXPrinter(notation: notation).print(statement)
    let reading = FormulaReader(notation: notation).read(text)
    guard let statements = reading.alternatives.first?.statements, statements.count == 1,
      statements[0].sides.count == 2
    else { return (text, nil) }
    return (text, statements[0].sides[1])
  }

  @Test func `every kind of node in every kind of place is read back`() {
    // A cost in a formula about examples is the batch's; a lone letter beside = may be an index.
    for sample in Notation.samples {
      for expression in Samples.expressions where expression != .cost && !expression.speaksOfExamples {
        let (text, tree) = reread(expression, sample.notation)
        #expect(tree == expression, "\(sample.name): \(text)")
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3]) func `random trees are read back`(seed: UInt64) {
    for sample in Notation.samples {
      var random = RandomExpressions(seed: seed, notation: sample.notation)
      var smallest: String?
      for place in 0..<200 {
        let expression = random.expression(depth: 1 + place % 4)
        let (text, tree) = reread(expression, sample.notation)
        if tree != expression, text.utf8.count < smallest?.utf8.count ?? .max { smallest = text }
      }
      #expect(smallest == nil, "\(sample.name), seed \(seed)")
    }
  }

  @Test func `brackets around a product of two vectors stay, those around other products go`() throws {
    let notation = try #require(Notation.samples.first?.notation)
    for (latex, printed) in [
      (
        #"((a^l)^T \delta^l) a^l"#,
        #"\left(\left(a^{l}\right)^{T}\delta^{l}\right)a^{l}"#
      ),
      (#"(2 z_j^l) a_j^l"#, #"2z_{j}^{l}a_{j}^{l}"#),
    ] {
      let reading = FormulaReader(notation: notation).read("w_{jk}^L = " + latex)
      let tree = try #require(reading.alternatives.first?.statements.first?.sides.last)
      #expect(LaTeXPrinter(notation: notation).print(tree) == printed)
      #expect(reread(tree, notation).tree == tree)
    }
  }
}
