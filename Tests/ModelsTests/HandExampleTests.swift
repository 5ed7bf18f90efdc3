import Formula
import Foundation
import Models
import Testing
import TextFixtures

/// Numbers to redo by hand: computed once more here, from what is given, by formulas of their own.
struct HandExampleTests {
  /// The examples of a text's links, in its order.
  private func examples(_ text: String) -> [HandExample] {
    TextJudge(Document(text)).explainedVerdicts(withExamples: true).flatMap { $0.links.compactMap(\.example) }
  }

  /// What is given under a name.
  private func given(_ name: String, in example: HandExample) throws -> [[Double]] {
    try #require(example.given.first { $0.name.latex == name }, "\(name)").rows
  }

  private func number(_ name: String, in example: HandExample) throws -> Double {
    let rows = try given(name, in: example)
    #expect(rows.count == 1 && rows[0].count == 1, "\(name)")
    return rows[0][0]
  }

  private func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)) }

  private func text(_ equation: HandExample.Equation) -> String {
    equation.sides.map { $0.line(.unicode) }.joined(separator: " = ")
  }

  private func text(_ example: HandExample) -> String {
    let rows = example.given.map(\.equation) + example.rows.joined() + [example.left, example.right]
    return rows.map(text).joined(separator: "\n")
  }

  private static let logistic = """
    Let $z = w^\\top x + b$, $a = \\frac{1}{1 + e^{-z}}$ and $L = -y \\log a - (1 - y) \\log(1 - a)$.

    $$\\frac{\\partial L}{\\partial b} = (a - y)\\, a (1 - a)$$
    """

  @Test func `logistic regression, redone by its closed form`() throws {
    let example = try #require(examples(Self.logistic).first)
    let (w, x) = (try given("w", in: example), try given("x", in: example))
    let z = try zip(w, x).map { $0[0] * $1[0] }.reduce(number("b", in: example), +)
    let (a, y) = (1 / (1 + exp(-z)), try number("y", in: example))
    // ∂L/∂b = a − y for the cross-entropy of a logistic unit.
    let values = try #require(example.values)
    #expect(isSame(values.left, a - y))
    #expect(isSame(values.right, (a - y) * a * (1 - a)))
    #expect(y == 0 || y == 1)
    #expect(example.given.map(\.rows).joined().joined().count == 4, "one input shows it: \(text(example))")
  }

  @Test func `a net of two layers, redone by loops over its units`() throws {
    let example = try #require(
      examples(
        """
        Let $s = W x + b$, $h = \\tanh(s)$, $o = V h + c$ and $J = \\frac12 \\|o - t\\|^2$.

        $$\\frac{\\partial J}{\\partial W} = V^\\top (o - t)\\, x^\\top$$
        """
      ).first)
    let (W, b) = (try given("W", in: example), try given("b", in: example))
    let (V, c) = (try given("V", in: example), try given("c", in: example))
    let (x, t) = (try given("x", in: example), try given("t", in: example))
    let h = W.indices.map { i in tanh(x.indices.map { W[i][$0] * x[$0][0] }.reduce(b[i][0], +)) }
    let error = V.indices.map { k in h.indices.map { V[k][$0] * h[$0] }.reduce(c[k][0], +) - t[k][0] }
    var right: [Double] = []
    var left: [Double] = []
    for i in W.indices {
      let back = V.indices.map { V[$0][i] * error[$0] }.reduce(0, +)
      for k in x.indices {
        right.append(back * x[k][0])
        left.append(back * (1 - h[i] * h[i]) * x[k][0])
      }
    }
    let values = try #require(example.values)
    let place = try #require(left.indices.first { !isSame(left[$0], right[$0]) })
    #expect(isSame(values.left, left[place]), "\(text(example))")
    #expect(isSame(values.right, right[place]), "\(text(example))")
  }

  @Test func `a function that is left open is one that is easy, and its slope is told`() throws {
    let example = try #require(
      examples(
        """
        Let $s = w x$, $h = \\varphi(s)$ and $J = \\frac12 (h - t)^2$.

        $$\\frac{\\partial J}{\\partial s} = (h - t)\\, \\varphi'(h)$$
        """
      ).first)
    #expect(
      example.functions.map(text) == ["φ(z) = z²", "φ′(z) = 2z"]
        || example.functions.map(text) == ["φ(z) = max(0, z)", "φ′(z) = 𝟏[z > 0]"], "\(text(example))")
    let s = try number("w", in: example) * number("x", in: example)
    let values = try #require(example.values)
    if example.functions.map(text)[0] == "φ(z) = z²" {
      let h = s * s
      #expect(isSame(values.left, try (h - number("t", in: example)) * 2 * s))
      #expect(isSame(values.right, try (h - number("t", in: example)) * 2 * h))
    }
  }

  @Test func `a sum that is missing is shown on two, with what else is as small as can be`() throws {
    let example = try #require(
      examples(
        """
        Let $y_i = w x_i + b$ and $J = \\frac12 \\sum_{i=1}^{N} (y_i - t_i)^2$.

        $$\\frac{\\partial J}{\\partial b} = y_i - t_i$$
        """
      ).first)
    #expect(try given("x", in: example).count == 2)
    let (x, t) = (try given("x", in: example), try given("t", in: example))
    let (w, b) = (try number("w", in: example), try number("b", in: example))
    let errors = x.indices.map { w * x[$0][0] + b - t[$0][0] }
    let index = try #require(example.indices.first { $0.name.latex == "i" }).value
    let values = try #require(example.values)
    #expect(isSame(values.left, errors.reduce(0, +)))
    #expect(isSame(values.right, errors[index - 1]))
  }

  @Test func `the shapes are shown where it is they that do not fit`() throws {
    let example = try #require(
      examples(
        """
        Let $s = W x + b$ and $J = \\frac12 \\|s - t\\|^2$.

        $$\\frac{\\partial J}{\\partial W} = x (s - t)^\\top$$

        $$\\frac{\\partial J}{\\partial x} = W (s - t)$$
        """
      ).first)
    #expect(example.values == nil)
    #expect(text(example.left) == "∂J/∂W ∈ ℝ^(2×3)")
    #expect(text(example.right) == "x(s − t)ᵀ ∈ ℝ^(3×2)")
  }

  @Test func `the same text gives the same numbers`() {
    let first = examples(Self.logistic).map(text)
    #expect(!first.isEmpty)
    #expect(examples(Self.logistic).map(text) == first)
  }

  @Test(arguments: TextsTests.fixtures.prefix(3))
  func `what fails has an example with round numbers, and nothing else has one`(_ fixture: TextFixture) {
    for verdict in TextJudge(Document(fixture.text)).explainedVerdicts(withExamples: true) {
      for link in verdict.links {
        guard let example = link.example else { continue }
        #expect(link.outcome == .fails || link.outcome == .illTyped)
        guard let values = example.values else { continue }
        #expect(abs(values.left - values.right) > 0.02 * max(abs(values.left), abs(values.right)))
        #expect(example.left.sides.last != example.right.sides.last)
        for number in example.given.flatMap({ $0.rows.joined() }) {
          #expect(abs(number) <= 4 && (ShortDecimals.count(number) ?? 9) <= 2, "\(text(example))")
        }
      }
      if verdict.outcome == .holds { #expect(verdict.links.allSatisfy { $0.example == nil }) }
    }
  }
}
