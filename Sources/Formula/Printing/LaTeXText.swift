/// LaTeX under construction; keeps commands apart from letters that follow them.
struct LaTeXText {
  /// What was written so far.
  private(set) var string = ""
  /// The text ends with a command such as `\alpha`, which a letter would lengthen.
  private var endsWithCommand = false

  /// Writes LaTeX as it stands, with a space before it where a command would swallow its first letter.
  mutating func write(_ latex: String) {
    guard let first = latex.utf8.first else { return }
    if endsWithCommand, isLetter(first) { string += " " }
    string += latex
    let letters = latex.utf8.reversed().prefix(while: isLetter).count
    if letters == latex.utf8.count {
      endsWithCommand = false
    } else {
      let before = latex.utf8.dropLast(letters).last
      endsWithCommand = letters > 0 && before == UInt8(ascii: "\\")
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Writes a layout.
  mutating func append(_ layout: Layout) {
    switch layout {
    case .name(let name), .digits(let name): write(name)
    case .scientific(let mantissa, let exponent): write("\(mantissa)\\cdot10^{\(exponent)}")
    case .infinity: write("\\infty")
    case .word(let word): append(word: word)
    case .scripted(let scripted): append(scripted)
    case .negation(let x): append("-", x)
    case .sum(let terms): append(terms)
    case .product(let factors): append(factors)
    case .infix(let sign, let operands):
      append(operands, separator: sign == .hadamard ? "\\odot" : sign == .outer ? "\\otimes" : "\\times")
    case .fenced(let fence, let x): append(x, in: fence)
    case .list(let items): append(items, separator: ",")
    case .fraction(let a, let b): appendFraction(a, b)
    case .derivative(let a, let b): appendDerivative(a, b)
    case .derivativeOperator(let b, let x): appendOperator(b, x)
    case .gradient(let b, let x): appendGradient(b, x)
    case .power(let base, let exponent): append(base, superscript: exponent)
    case .exponential(let x): append(.name("e"), superscript: x)
    case .root(let x): append(command: "\\sqrt", x)
    case .transpose(let x): append(x, superscript: .name("T"))
    case .call(let name, let arguments): append([name, arguments])
    case .big(let signs, let body): append(signs, body)
    case .subscripted(let x, let indices): append(x, subscript: .list(indices))
    case .cases(let rows): append(rows)
    case .matrix(let rows): append(rows)
    case .evaluated(let x, let assignments): appendEvaluated(x, assignments)
    case .indicator(let condition): append([.name("\\mathbf{1}"), .fenced(.bracket, condition)])
    case .ones: write("\\vec{1}")
    case .ellipsis: write("\\cdots")
    case .comparison(let sides, let relations): append(sides, relations)
    }
  }
}

extension LaTeXText {
  /// The LaTeX of a relation sign.
  static func sign(_ relation: Relation) -> String {
    switch relation {
    case .equal: "="
    case .defined: ":="
    case .identical: "\\equiv"
    case .approximately: "\\approx"
    case .notEqual: "\\neq"
    case .less: "<"
    case .lessOrEqual: "\\leq"
    case .greater: ">"
    case .greaterOrEqual: "\\geq"
    case .proportional: "\\propto"
    case .element: "\\in"
    case .implies: "\\Rightarrow"
    case .maps: "\\to"
    case .assigned: "\\leftarrow"
    }
  }

  private mutating func append(_ layouts: [Layout], separator: String = "") {
    for (place, layout) in layouts.enumerated() {
      if place > 0 { write(separator) }
      append(layout)
    }
  }

  private mutating func append(_ sign: String, _ x: Layout) {
    write(sign)
    append(x)
  }

  private mutating func append(command: String, _ x: Layout) {
    write(command + "{")
    append(x)
    write("}")
  }

  /// Words that LaTeX has a command for; all others are set upright.
  private mutating func append(word: String) {
    switch word {
    case "max", "min": write("\\" + word)
    case _ where ElementaryFunction(word: word)?.row.isCommand == true: write("\\" + word)
    default: write("\\mathrm{\(word)}")
    }
  }

  private mutating func append(_ terms: [Layout.Term]) {
    for (place, term) in terms.enumerated() {
      if term.isSubtracted { write("-") } else if place > 0 { write("+") }
      append(term.layout)
    }
  }

  private mutating func append(_ factors: [Layout.Factor]) {
    for factor in factors {
      if factor.needsDot { write("\\cdot ") }
      append(factor.layout)
    }
  }

  private mutating func append(_ x: Layout, in fence: Layout.Fence) {
    let (open, close) =
      switch fence {
      case .parenthesis: ("(", ")")
      case .bracket: ("[", "]")
      case .bar: ("|", "|")
      case .doubleBar: ("\\|", "\\|")
      case .angle: ("\\langle", "\\rangle")
      }
    write("\\left" + open)
    append(x)
    write("\\right" + close)
  }

  private mutating func appendFraction(_ a: Layout, _ b: Layout) {
    append(command: "\\frac", a)
    append(command: "", b)
  }

  private mutating func appendDerivative(_ a: Layout, _ b: Layout) {
    write("\\frac{\\partial")
    append(a)
    write("}{\\partial")
    append(b)
    write("}")
  }

  private mutating func appendOperator(_ b: Layout, _ x: Layout) {
    write("\\frac{\\partial}{\\partial")
    append(b)
    write("}")
    append(x, in: .parenthesis)
  }

  private mutating func appendGradient(_ b: Layout?, _ x: Layout) {
    write("\\nabla")
    if let b { append(command: "_", b) }
    append(x)
  }

  private mutating func append(_ base: Layout, superscript: Layout) {
    append(base)
    append(command: "^", superscript)
  }

  private mutating func append(_ base: Layout, subscript: Layout) {
    append(base)
    append(command: "_", `subscript`)
  }

  private mutating func append(_ scripted: Layout.ScriptedName) {
    append(scripted.base)
    if !scripted.subscripts.isEmpty {
      write("_{")
      for (place, group) in scripted.subscripts.enumerated() {
        if place > 0 { write(",") }
        append(group)
      }
      write("}")
    }
    guard !scripted.superscripts.isEmpty else {
      return write(String(repeating: "'", count: scripted.primes))
    }
    write("^{")
    for part in scripted.superscripts { append(part) }
    for _ in 0..<scripted.primes { write("\\prime") }
    write("}")
  }

  private mutating func append(_ part: Layout.Superscript) {
    switch part.fence {
    case nil: append(part.layout)
    case .bracket:
      append("[", part.layout)
      write("]")
    default:
      append("(", part.layout)
      write(")")
    }
  }

  private mutating func append(_ signs: [Layout.BigSign], _ body: Layout) {
    for sign in signs {
      write(sign.kind == .sum ? "\\sum" : "\\prod")
      if let lower = sign.lower { append(command: "_", lower) }
      if let upper = sign.upper { append(command: "^", upper) }
    }
    append(body)
  }

  private mutating func append(_ rows: [Layout.Row]) {
    write("\\begin{cases}")
    for (place, row) in rows.enumerated() {
      if place > 0 { write("\\\\ ") }
      append(row.value)
      write(row.condition == nil ? " & \\text{otherwise}" : " & \\text{if } ")
      if let condition = row.condition { append(condition) }
    }
    write("\\end{cases}")
  }

  private mutating func append(_ rows: [[Layout]]) {
    write("\\begin{bmatrix}")
    for (place, row) in rows.enumerated() {
      if place > 0 { write("\\\\ ") }
      append(row, separator: " & ")
    }
    write("\\end{bmatrix}")
  }

  private mutating func appendEvaluated(_ x: Layout, _ assignments: [Layout]) {
    write("\\left.")
    append(x)
    write("\\right|_{")
    append(assignments, separator: ",")
    write("}")
  }

  private mutating func append(_ sides: [Layout], _ relations: [Relation]) {
    for (place, side) in sides.enumerated() {
      if place > 0, place <= relations.count { write(Self.sign(relations[place - 1])) }
      append(side)
    }
  }
}

extension LaTeXText {
  /// Writes a statement on one line, or in an `aligned` environment with one side a row.
  mutating func append(_ statement: StatementLayout, aligned: Bool) {
    let lines = aligned ? statement.lines : [statement.rows]
    if lines.count > 1 { write("\\begin{aligned}") }
    for (place, line) in lines.enumerated() {
      if place > 0 { write("\\\\ ") }
      append(line, isRow: lines.count > 1)
      if place == lines.count - 1 { appendEnd(statement) }
      if lines.count > 1, let note = line.last?.note { write(" && \\text{\(note)}") }
    }
    if lines.count > 1 { write("\\end{aligned}") }
    for mark in statement.marks { write("\\tag{\(mark)}") }
  }

  private mutating func append(_ line: [StatementLayout.Row], isRow: Bool) {
    for (place, row) in line.enumerated() {
      if let relation = row.relation {
        write((place > 0 ? " " : "") + (isRow ? "&" : "") + Self.sign(relation) + " ")
      }
      append(row.side)
    }
  }

  private mutating func appendEnd(_ statement: StatementLayout) {
    if let trailing = statement.trailing { write(" " + Self.sign(trailing)) }
    for condition in statement.conditions {
      write("\\quad ")
      append(condition)
    }
  }
}
