/// Layouts as MathML Core: each function gives exactly one element.
package enum MathMLText {
  /// The element of a layout.
  static func markup(_ layout: Layout) -> String {
    switch layout {
    case .name(let name): letter(LetterName(name))
    case .digits(let digits): element("mn", escaped(digits))
    case .scientific(let mantissa, let exponent): scientific(mantissa, exponent)
    case .infinity: element("mi", "∞")
    case .word(let word): element("mi", escaped(word))
    case .scripted(let scripted): markup(scripted)
    case .negation(let x): row("<mo form=\"prefix\">−</mo>" + markup(x))
    case .sum(let terms): sum(terms)
    case .product(let factors): product(factors)
    case .infix(let sign, let operands):
      row(
        operands.map(markup).joined(separator: sign == .hadamard ? hadamard : sign == .outer ? outer : cross))
    case .fenced(let fence, let x): fenced(fence, markup(x))
    case .list(let items): row(items.map(markup).joined(separator: comma))
    case .fraction(let a, let b): element("mfrac", markup(a) + markup(b))
    case .derivative(let a, let b): derivative(a, b)
    case .derivativeOperator(let b, let x): derivativeOperator(b, x)
    case .gradient(let b, let x): gradient(b, x)
    case .power(let base, let exponent): element("msup", markup(base) + markup(exponent))
    case .exponential(let x): element("msup", element("mi", "e") + markup(x))
    case .root(let x): element("msqrt", markup(x))
    case .transpose(let x): transpose(x)
    case .call(let name, let arguments): row(markup(name) + application + markup(arguments))
    case .big(let signs, let body): row(signs.map(markup).joined() + markup(body))
    case .subscripted(let x, let indices): element("msub", markup(x) + separated(indices))
    case .cases(let rows): cases(rows)
    case .matrix(let rows): matrix(rows)
    case .evaluated(let x, let assignments): evaluated(x, assignments)
    case .indicator(let condition): row(element("mn", "𝟏") + fenced(.bracket, markup(condition)))
    case .ones: "<mover accent=\"true\"><mn>1</mn><mo stretchy=\"false\">→</mo></mover>"
    case .ellipsis: element("mo", "⋯")
    case .comparison(let sides, let relations): comparison(sides, relations)
    }
  }

  /// Text with everything escaped that XML would take for markup, and without characters XML forbids.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where GlyphTable.isHarmless(scalar) {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A relation sign.
  static func sign(_ relation: Relation) -> String {
    element("mo", escaped(UnicodeText(isASCII: false).sign(relation)))
  }

  private static let comma = "<mo separator=\"true\">,</mo>"
  private static let hadamard = "<mo>⊙</mo>"
  private static let cross = "<mo>×</mo>"
  private static let outer = "<mo>⊗</mo>"
  private static let application = "<mo>&#x2061;</mo>"
  private static let times = "<mo>&#x2062;</mo>"
  private static let invisibleComma = "<mo separator=\"true\">&#x2063;</mo>"

  private static func element(_ name: String, _ content: String) -> String { "<\(name)>\(content)</\(name)>" }

  private static func row(_ content: String) -> String { element("mrow", content) }

  private static func scientific(_ mantissa: String, _ exponent: Int) -> String {
    let power = element("mn", String(exponent.magnitude))
    let signed = exponent < 0 ? row("<mo form=\"prefix\">−</mo>" + power) : power
    return row(element("mn", mantissa) + "<mo>·</mo>" + element("msup", element("mn", "10") + signed))
  }

  private static func sum(_ terms: [Layout.Term]) -> String {
    var content = ""
    for (place, term) in terms.enumerated() {
      if place == 0 {
        if term.isSubtracted { content += "<mo form=\"prefix\">−</mo>" }
      } else {
        content += element("mo", term.isSubtracted ? "−" : "+")
      }
      content += markup(term.layout)
    }
    return row(content)
  }

  private static func product(_ factors: [Layout.Factor]) -> String {
    var content = ""
    for (place, factor) in factors.enumerated() {
      if place > 0 { content += factor.needsDot ? "<mo>·</mo>" : times }
      content += markup(factor.layout)
    }
    return row(content)
  }

  private static func comparison(_ sides: [Layout], _ relations: [Relation]) -> String {
    var content = ""
    for (place, side) in sides.enumerated() {
      if place > 0, place <= relations.count { content += sign(relations[place - 1]) }
      content += markup(side)
    }
    return row(content)
  }

  /// A bracket that grows with its contents, or stays small in a script.
  private static func fenced(_ fence: Layout.Fence, _ content: String, isStretchy: Bool = true) -> String {
    let (open, close) =
      switch fence {
      case .parenthesis: ("(", ")")
      case .bracket: ("[", "]")
      case .bar: ("|", "|")
      case .doubleBar: ("‖", "‖")
      case .angle: ("⟨", "⟩")
      }
    let fences = "stretchy=\"\(isStretchy)\" fence=\"true\""
    return row(
      "<mo \(fences) form=\"prefix\">\(open)</mo>\(content)<mo \(fences) form=\"postfix\">\(close)</mo>")
  }

  private static func separated(_ items: [Layout]) -> String {
    items.count == 1 ? markup(items[0]) : row(items.map(markup).joined(separator: comma))
  }
}

extension MathMLText {
  /// One element for a letter with all its scripts: base, index row, layer row.
  private static func markup(_ scripted: Layout.ScriptedName) -> String {
    let base = markup(scripted.base)
    let below = scripted.subscripts.map { $0.map(markup).joined(separator: invisibleComma) }
    var above = scripted.superscripts.map { part in
      part.fence.map { fenced($0, markup(part.layout), isStretchy: false) } ?? markup(part.layout)
    }
    if scripted.primes > 0 { above.append(element("mo", String(repeating: "′", count: scripted.primes))) }
    switch (below.isEmpty, above.isEmpty) {
    case (true, true): return base
    case (false, true): return element("msub", base + row(below.joined(separator: comma)))
    case (true, false): return element("msup", base + row(above.joined()))
    case (false, false):
      return element("msubsup", base + row(below.joined(separator: comma)) + row(above.joined()))
    }
  }

  private static func derivative(_ a: Layout, _ b: Layout) -> String {
    "<mfrac intent=\"partial-derivative($f,$x)\">"
      + row("<mo>∂</mo><mrow arg=\"f\">\(markup(a))</mrow>")
      + row("<mo>∂</mo><mrow arg=\"x\">\(markup(b))</mrow>") + "</mfrac>"
  }

  private static func derivativeOperator(_ b: Layout, _ x: Layout) -> String {
    let fraction = element("mfrac", "<mo>∂</mo>" + row("<mo>∂</mo><mrow arg=\"x\">\(markup(b))</mrow>"))
    return "<mrow intent=\"partial-derivative($f,$x)\">\(fraction)\(application)"
      + "<mrow arg=\"f\">\(fenced(.parenthesis, markup(x)))</mrow></mrow>"
  }

  private static func gradient(_ b: Layout?, _ x: Layout) -> String {
    let nabla = "<mo>∇</mo>"
    return row((b.map { element("msub", nabla + markup($0)) } ?? nabla) + application + markup(x))
  }

  private static func transpose(_ x: Layout) -> String {
    "<msup intent=\"transpose($a)\"><mrow arg=\"a\">\(markup(x))</mrow><mi mathvariant=\"normal\">T</mi></msup>"
  }

  private static func markup(_ sign: Layout.BigSign) -> String {
    let letter = "<mo movablelimits=\"false\">\(sign.kind == .sum ? "∑" : "∏")</mo>"
    return switch (sign.lower, sign.upper) {
    case (nil, nil): letter
    case (let lower?, nil): element("munder", letter + markup(lower))
    case (nil, let upper?): element("mover", letter + markup(upper))
    case (let lower?, let upper?): element("munderover", letter + markup(lower) + markup(upper))
    }
  }

  private static func cases(_ rows: [Layout.Row]) -> String {
    let table = rows.map { branch in
      let condition =
        branch.condition.map { element("mtext", "if\u{A0}") + markup($0) } ?? element("mtext", "otherwise")
      return element("mtr", element("mtd", markup(branch.value)) + element("mtd", condition))
    }
    return row(
      "<mo stretchy=\"true\" fence=\"true\" form=\"prefix\">{</mo>"
        + "<mtable class=\"nnlearn-cases\">\(table.joined())</mtable>"
        + "<mo stretchy=\"true\" fence=\"true\" form=\"postfix\"></mo>")
  }

  private static func matrix(_ rows: [[Layout]]) -> String {
    let table = rows.map { element("mtr", $0.map { element("mtd", markup($0)) }.joined()) }
    return fenced(.bracket, element("mtable", table.joined()))
  }

  private static func evaluated(_ x: Layout, _ assignments: [Layout]) -> String {
    let bar = "<mo stretchy=\"true\" fence=\"true\" form=\"postfix\">|</mo>"
    return element("msub", row(markup(x) + bar) + separated(assignments))
  }
}

extension MathMLText {
  private static func letter(_ name: LetterName) -> String {
    switch name {
    case .text(let text): identifier(text)
    case .faced(.upright, let inner): upright(inner)
    case .faced(let face, let inner): faced(face, inner)
    case .accented(let accent, let inner): accented(accent, letter(inner))
    case .circled(let inner): element("mi", escaped(GlyphTable.circled(inner.characters)))
    case .row(let parts): row(parts.map(letter).joined())
    case .scripted(let base, let sub, let sup): scripted(letter(base), sub.map(letter), sup.map(letter))
    }
  }

  private static func identifier(_ text: String) -> String {
    let isNumber = !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
    return element(isNumber ? "mn" : text == "′" ? "mo" : "mi", escaped(text))
  }

  private static func upright(_ name: LetterName) -> String {
    let word = escaped(name.characters)
    return name.characters.count == 1 ? "<mi mathvariant=\"normal\">\(word)</mi>" : element("mi", word)
  }

  private static func faced(_ face: LetterName.Face, _ inner: LetterName) -> String {
    guard case .text(let text) = inner, let glyph = GlyphTable.letter(text, face: face) else {
      return letter(inner)
    }
    return element("mi", glyph)
  }

  private static func accented(_ accent: LetterName.Accent, _ base: String) -> String {
    let mark =
      switch accent {
      case .hat: "^"
      case .tilde: "~"
      case .bar, .underline: "‾"
      case .dot: "˙"
      case .doubleDot: "¨"
      case .vector: "→"
      }
    let sign = "<mo stretchy=\"false\">\(mark)</mo>"
    return accent == .underline
      ? "<munder accentunder=\"true\">\(base)\(sign)</munder>"
      : "<mover accent=\"true\">\(base)\(sign)</mover>"
  }

  private static func scripted(_ base: String, _ sub: String?, _ sup: String?) -> String {
    switch (sub, sup) {
    case (nil, nil): base
    case (let sub?, nil): element("msub", base + sub)
    case (nil, let sup?): element("msup", base + sup)
    case (let sub?, let sup?): element("msubsup", base + sub + sup)
    }
  }
}

extension MathMLText {
  /// The element of a statement: one row, or a table with one side a row.
  static func markup(_ statement: StatementLayout, aligned: Bool) -> String {
    let lines = aligned ? statement.lines : [statement.rows]
    guard lines.count > 1 else { return row(line(statement.rows) + end(of: statement)) }
    let table = lines.enumerated().map { place, rows in
      let isLast = place == lines.count - 1
      let left = place == 0 ? Array(rows.prefix(1)) : []
      let right = line(Array(rows.dropFirst(left.count))) + (isLast ? end(of: statement) : "")
      return element(
        "mtr",
        "<mtd class=\"nnlearn-right\">\(line(left))</mtd><mtd class=\"nnlearn-left\">\(right)</mtd>"
          + "<mtd class=\"nnlearn-note\">\(note(rows.last?.note))</mtd>")
    }
    return "<mtable class=\"nnlearn-chain\" displaystyle=\"true\">\(table.joined())</mtable>"
  }

  private static func line(_ rows: [StatementLayout.Row]) -> String {
    rows.map { ($0.relation.map(sign) ?? "") + markup($0.side) }.joined()
  }

  private static func note(_ text: String?) -> String { text.map { element("mtext", escaped($0)) } ?? "" }

  private static func end(of statement: StatementLayout) -> String {
    let trailing = statement.trailing.map(sign) ?? ""
    let conditions = statement.conditions.map { "<mspace width=\"1em\"></mspace>" + markup($0) }.joined()
    let marks = statement.marks.map {
      "<mspace width=\"2em\"></mspace>" + element("mtext", "(\(escaped($0)))")
    }
    return trailing + conditions + marks.joined()
  }
}
