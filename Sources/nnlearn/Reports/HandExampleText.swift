/// An example that refutes a link, for a terminal: all of it, or what it is and what comes out.
struct HandExampleText {
  let example: ShownExample
  let screen: Screen
  /// `step 3`, where an example stands apart from its step and there are several; else empty.
  let step: String

  /// Shows the example of a claim.
  ///
  /// - namesStep: the example stands apart from what is said about its step.
  init(example: ShownExample, claim: CheckedClaim, screen: Screen, namesStep: Bool = false) {
    self.example = example
    let isOneOfMany = namesStep && claim.examples.count > 1
    step = isOneOfMany ? "step \(claim.report.step(ofLink: example.link))" : ""
    self.screen = screen
  }

  /// Every number on the way from what is given to the two sides.
  var lines: [Line] {
    var lines = unbroken(title)
    lines += rows(of: example.given)
    for row in example.rows { lines += rows(of: row) }
    lines += side("left", example.left) + side("right", example.right)
    return lines
  }

  /// What is given, and the two values.
  var shortLines: [Line] {
    let given = example.given.map { equation in
      [equation.sides.first, equation.sides.last].compactMap { $0 }.map { $0.line(screen.style) }
        .joined(separator: "\u{A0}=\u{A0}")
    }.joined(separator: ", ")
    let values =
      example.values.map { "left \(value($0.left)), right \(value($0.right))" }
      ?? "left \(text(example.left)), right \(text(example.right))"
    let parts = [example.network.keptTogether] + settings + points
    let setting = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return unbroken([setting, given, values].filter { !$0.isEmpty }.joined(separator: ": "))
  }

  /// A paragraph whose equations are not broken.
  private func unbroken(_ text: String) -> [Line] {
    let label = "by hand: "
    let width = screen.width - 3 - columns(label)
    return wrapped(harmless(text), width: width).enumerated().map { place, text in
      let text = text.replacing("\u{A0}", with: " ")
      let indent = String(repeating: " ", count: place == 0 ? 3 : 3 + columns(label))
      return place == 0 ? Line(indent) + Line(label, .strong) + Line(text) : Line(indent + text)
    }
  }

  private var title: String {
    let with = settings.isEmpty ? [] : ["with " + settings.joined(separator: ", ")]
    return (step.isEmpty ? "" : step + ": ")
      + ([example.sentence.keptTogether] + with + points).joined(separator: ", ") + "." + example.remarks
  }

  /// `t = 1`, not broken at the end of a line.
  private var points: [String] {
    example.point.map { "\($0.name.line(screen.style))\u{A0}=\u{A0}\($0.value)" }
  }

  /// `φ(z) = z²`
  private var settings: [String] { example.settings.map { text($0).replacing(" ", with: "\u{A0}") } }

  private func value(_ x: Double) -> String { ShownFormula.written(x).line(screen.style) }

  private func text(_ equation: ShownExample.Equation) -> String {
    equation.sides.map { $0.line(screen.style) }.joined(separator: " = ")
  }

  /// Equations side by side, as many on a line as fit; a long one is broken at its equals signs.
  private func rows(of equations: [ShownExample.Equation]) -> [Line] {
    var lines: [String] = []
    for equation in equations {
      let text = text(equation)
      if let last = lines.last, columns(last) + 3 + columns(text) <= screen.width {
        lines[lines.count - 1] = last + "   " + text
      } else {
        lines += broken(equation, indent: "     ")
      }
    }
    return lines.map { Line($0) }
  }

  private func side(_ name: String, _ equation: ShownExample.Equation) -> [Line] {
    let label = "   " + name + String(repeating: " ", count: 7 - name.count)
    return broken(equation, indent: label).enumerated().map { place, text in
      place == 0 ? Line(label, .strong) + Line(String(text.dropFirst(columns(label)))) : Line(text)
    }
  }

  private func broken(_ equation: ShownExample.Equation, indent: String) -> [String] {
    let space = String(repeating: " ", count: columns(indent))
    var lines: [String] = []
    for (place, side) in equation.sides.enumerated() {
      let text = (place == 0 ? "" : "= ") + side.line(screen.style)
      if let last = lines.last, columns(last) + 1 + columns(text) <= screen.width {
        lines[lines.count - 1] = last + " " + text
        continue
      }
      let prefix = place == 0 ? indent : space + "  "
      let parts = wrapped(text, width: screen.width - columns(prefix), indent: 2)
      lines += parts.enumerated().map { ($0.offset == 0 ? prefix : space + "  ") + $0.element }
    }
    return lines
  }
}

extension String {
  /// With no line broken at an equals sign.
  fileprivate var keptTogether: String { replacing(" = ", with: "\u{A0}=\u{A0}") }
}
