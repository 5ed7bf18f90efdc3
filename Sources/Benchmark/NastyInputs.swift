/// Formulas that ask for much: each of a kind that once took a minute or a gigabyte, or could.
enum NastyInputs {
  /// What a text holds, and the text.
  static let all: [(name: String, text: String)] = [
    ("100 equal terms", display("a_j^L = " + many("a_j^L", 100, "+"))),
    ("100 costs", display("C = " + many("C", 100, "+"))),
    ("100 weights", display("w = " + many("w", 100, "+"))),
    ("100 different terms", display("\\delta_j^L = " + numbered(100, "+") { "\($0) a_j^L z_j^L" })),
    ("3,000 terms", display("C = " + many("a_1^L", 3_000, "+"))),
    ("20,000 terms", display("C = " + many("a_1^L", 20_000, "+"))),
    ("1,000 true links", display("\\delta_j^L = " + many("2(a_j^L-y_j)\\sigma'(z_j^L)", 1_000, "="))),
    (
      "1,000 false links",
      display("\\delta_j^L = " + numbered(1_000, "=") { "\($0 + 2)(a_j^L-y_j)\\sigma'(z_j^L)" })
    ),
    ("300 factors", display("\\delta_j^L = " + many("a_j^L", 300, " "))),
    ("3,000 factors", display("\\delta_j^L = " + many("a_j^L", 3_000, " "))),
    ("60 times σ", display("a_j^L = " + many("\\sigma(", 60, "") + "z_j^L" + many(")", 60, ""))),
    ("100 brackets", display("a_j^L = " + many("(", 100, "") + "z_j^L" + many(")", 100, ""))),
    ("60 fractions", display("a_j^L = " + many("\\frac{1}{1+", 60, "") + "z_j^L" + many("}", 60, ""))),
    ("6 sums", display("C = " + many("ijkmpq", "") { "\\sum_\($0)" } + many("ijkmpq", "") { "a_\($0)^L" })),
    (
      "10 paths",
      display(
        "\\frac{\\partial C}{\\partial z_j^1} = "
          + many("kmpqrstuvi", "") { "\\sum_\($0)\\frac{\\partial z_\($0)^2}{\\partial a_j^1}" }
          + "\\delta_k^2")
    ),
    (
      "200 cases",
      display(
        "a_j^L = \\begin{cases}" + numbered(200, "\\\\") { "\($0) & \\text{if } z_j^L > \($0)" }
          + "\\end{cases}")
    ),
    (
      "a matrix of 2,500",
      display(
        "W^l = \\begin{pmatrix}"
          + numbered(50, "\\\\") { row in numbered(50, "&") { "w_{\(row % 9 + 1)\($0 % 9 + 1)}^l" } }
          + "\\end{pmatrix}")
    ),
    ("20 derivatives", display(many("\\frac{\\partial}{\\partial w_{jk}^L}", 20, "") + " C = 0")),
    ("a sum to 10⁹", display("C = \\sum_{i=1}^{1000000000} a_1^L")),
    ("dots to 10⁶", display("C = a_1^L + \\dots + a_{1000000}^L")),
    ("a table of 8 indices", display("x = " + many("ijkmpqrs", "") { "a_\($0)^L" })),
    (
      "200 wrong formulas",
      numbered(200, "\n\n") {
        display(
          "\\delta_k^l = \\sum_j \\delta_j^{l+1} (w_{jk}^{l+1})^2 a_k^l + \($0 + 3) a_k^l z_k^l"
            + " - \\frac{\($0 * $0 + 5)}{7} a_k^l")
      }
    ),
    ("2,000 displays", many(display("\\delta_j^L = \\frac{\\partial C}{\\partial z_j^L}"), 2_000, "\n\n")),
  ]

  private static func display(_ formula: String) -> String { "$$\(formula)$$\n" }

  private static func many(_ piece: String, _ count: Int, _ separator: String) -> String {
    numbered(count, separator) { _ in piece }
  }

  private static func many(_ letters: String, _ separator: String, _ piece: (Character) -> String) -> String {
    letters.map(piece).joined(separator: separator)
  }

  private static func numbered(_ count: Int, _ separator: String, _ piece: (Int) -> String) -> String {
    (0..<count).map(piece).joined(separator: separator)
  }
}
