/// An example that refutes a link, as rows of an alignment in LaTeX.
struct HandExampleRows {
  let example: ShownExample

  /// The rows of the example of a claim's link; nil where it has none.
  init?(_ claim: CheckedClaim, link: Int) {
    guard let example = claim.example(of: link) else { return nil }
    self.example = example
  }

  /// Columns of a page.
  private static let width = 76

  /// `L = 1,\ j = 1` as LaTeX.
  var point: String {
    example.point.map { "\(LaTeXText.math($0.name.latex)) = \($0.value)" }.joined(separator: ",\\ ")
  }

  /// `\varphi(z) = z^2` as LaTeX, one for each function that was chosen.
  var settings: [String] {
    example.settings.map { LaTeXText.math($0.sides.map(\.latex).joined(separator: " = ")) }
  }

  /// What stands between `\begin{…}` and `\end{…}` of an alignment.
  var alignment: String {
    var rows = rows(of: example.given)
    for row in example.rows { rows += self.rows(of: row) }
    rows += side("left", example.left) + side("right", example.right)
    return LaTeXText.math(rows.map { "  " + $0 }.joined(separator: " \\\\\n"))
  }

  /// Equations side by side while they fit; the first one's equals sign is aligned.
  private func rows(of equations: [ShownExample.Equation]) -> [String] {
    var rows: [String] = []
    var used = 0
    for equation in equations {
      let width = columns(equation.sides.map { $0.line(.unicode) }.joined(separator: " = "))
      if !rows.isEmpty, used + 4 + width <= Self.width {
        rows[rows.count - 1] +=
          " \\qquad " + equation.sides.map(\.latex).joined(separator: " = ")
        used += 4 + width
      } else {
        rows += broken(equation)
        used = width > Self.width ? Self.width : width
      }
    }
    return rows
  }

  /// One equation, broken at its equals signs where it is long.
  private func broken(_ equation: ShownExample.Equation) -> [String] {
    guard let name = equation.sides.first else { return [] }
    return broken(equation, after: name.latex + " &", sign: "= ")
  }

  /// left: or right:, then the side of the link and its values.
  private func side(_ name: String, _ equation: ShownExample.Equation) -> [String] {
    guard let formula = equation.sides.first else { return [] }
    let opening = "\\text{\(name):}\\quad &" + formula.latex
    return broken(equation, after: opening, sign: "\\quad = ")
  }

  private func broken(
    _ equation: ShownExample.Equation, after opening: String, sign: String
  ) -> [String] {
    var rows = [opening]
    var used = width(equation.sides[0])
    for (place, side) in equation.sides.enumerated().dropFirst() {
      let width = width(side) + 3
      let isBroken = used + width > Self.width && !(place == 1 && sign == "= ")
      rows.append(contentsOf: isBroken ? ["&"] : [])
      used = isBroken ? 4 + width : used + width
      let last = rows[rows.count - 1]
      rows[rows.count - 1] += (last.hasSuffix("&") ? sign : " = ") + side.latex
    }
    return rows
  }

  private func width(_ formula: ShownFormula) -> Int { columns(formula.line(.unicode)) }

  /// The size of type in which the widest row stays on a page of LaTeX: empty, or a command.
  var size: String {
    let equations = example.rows.joined() + [example.left, example.right]
    let widest = equations.flatMap(\.sides).map(width).max() ?? 0
    return widest > 110 ? "\\scriptsize" : widest > 80 ? "\\footnotesize" : ""
  }
}
