import Formula
import Models

extension ShownExample {
  /// An example on the model that a text defines, in the letters of the text.
  init(_ example: HandExample, link: Int) {
    func equation(_ equation: HandExample.Equation) -> Equation {
      Equation(sides: equation.sides.map(ShownFormula.layout))
    }
    func numbers(_ named: [(name: FormulaLayout, value: Int)]) -> JSON {
      .object(named.map { ($0.name.latex, .integer($0.value)) })
    }
    self.init(
      link: link, sentence: Self.sentence(example),
      settings: example.functions.map(equation),
      point: (example.indices + example.sizes).map { (.layout($0.name), $0.value) },
      remarks: example.isRounded ? " Numbers are rounded." : "",
      given: example.given.map { equation($0.equation) }, rows: example.rows.map { $0.map(equation) },
      left: equation(example.left), right: equation(example.right), values: example.values,
      fields: [
        ("indices", numbers(example.indices)),
        ("sizes", example.sizes.isEmpty ? nil : numbers(example.sizes)),
        (
          "functions",
          example.functions.isEmpty
            ? nil
            : .array(
              example.functions.map { .string($0.sides.map(\.latex).joined(separator: "=")) })
        ),
        ("values", .object(example.given.map { ($0.name.latex, Self.value($0.rows)) })),
      ])
  }

  private static func sentence(_ example: HandExample) -> String {
    if example.values == nil { return "shapes that show it" }
    return example.hasEqualSizes ? "numbers that show it where all sizes are equal" : "numbers that show it"
  }

  /// A number, or an array of rows.
  private static func value(_ rows: [[Double]]) -> JSON {
    if rows.count == 1, rows[0].count == 1 { return .number(rows[0][0]) }
    return .array(rows.map { .array($0.map(JSON.number)) })
  }
}
