/// Layouts as one line of text.
struct UnicodeText {
  /// Only ASCII characters are written.
  let isASCII: Bool
  /// Inside a subscript or superscript: no spaces around signs.
  var isScript = false

  /// A layout as text.
  func line(_ layout: Layout) -> String {
    switch layout {
    case .name(let name): self.name(LetterName(name))
    case .digits(let digits): digits
    case .scientific(let mantissa, let exponent): scientific(mantissa, exponent)
    case .infinity: glyph("∞", "inf")
    case .word(let word): harmless(word)
    case .scripted(let scripted): line(scripted)
    case .negation(let x): negation(x)
    case .sum(let terms): line(terms)
    case .product(let factors): line(factors)
    case .infix(let sign, let operands): line(operands, sign)
    case .fenced(let fence, let x): line(x, in: fence)
    case .list(let items): list(items)
    case .fraction(let a, let b): fraction(a, b)
    case .derivative(let a, let b): derivative(a, b)
    case .derivativeOperator(let b, let x): derivativeOperator(b, x)
    case .gradient(let b, let x): gradient(b, x)
    case .power(let base, let exponent): power(base, exponent)
    case .exponential(let x): exponential(x)
    case .root(let x): root(x)
    case .transpose(let x): transpose(x)
    case .call(let name, let arguments): call(name, arguments)
    case .big(let signs, let body): big(signs, body)
    case .subscripted(let x, let indices): subscripted(x, indices)
    case .cases(let rows): line(rows)
    case .matrix(let rows): matrix(rows)
    case .evaluated(let x, let assignments): evaluated(x, assignments)
    case .indicator(let condition): indicator(condition)
    case .ones: glyph("1\u{20D7}", "ones")
    case .ellipsis: glyph("⋯", "...")
    case .comparison(let sides, let relations): line(sides, relations)
    }
  }

  /// A layout as text in a script, without spaces.
  func script(_ layout: Layout) -> String {
    var text = self
    text.isScript = true
    return text.line(layout)
  }

  /// A relation sign.
  func sign(_ relation: Relation) -> String {
    switch relation {
    case .equal: "="
    case .defined: ":="
    case .identical: glyph("≡", "==")
    case .approximately: glyph("≈", "~=")
    case .notEqual: glyph("≠", "!=")
    case .less: "<"
    case .lessOrEqual: glyph("≤", "<=")
    case .greater: ">"
    case .greaterOrEqual: glyph("≥", ">=")
    case .proportional: glyph("∝", "~")
    case .element: glyph("∈", "in")
    case .implies: glyph("⇒", "=>")
    case .maps: glyph("→", "->")
    case .assigned: glyph("←", "<-")
    }
  }

  /// The text without characters that steer a terminal; in ASCII, others become `?`.
  func harmless(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where GlyphTable.isHarmless(scalar) {
      result.append(isASCII && !scalar.isASCII ? "?" : scalar)
    }
    return String(result)
  }

  func glyph(_ unicode: String, _ ascii: String) -> String { isASCII ? ascii : unicode }

  private func scientific(_ mantissa: String, _ exponent: Int) -> String {
    isASCII ? "\(mantissa)e\(exponent)" : mantissa + "·10" + superscript(String(exponent))
  }

  private func superscript(_ number: String) -> String {
    String(number.map { $0 == "-" ? "⁻" : GlyphTable.superscriptDigit($0) ?? $0 })
  }

  private func line(_ terms: [Layout.Term]) -> String {
    var text = ""
    for (place, term) in terms.enumerated() {
      let sign = term.isSubtracted ? glyph("−", "-") : "+"
      if place == 0 {
        if term.isSubtracted { text += sign }
      } else {
        text += isScript ? sign : " \(sign) "
      }
      text += line(term.layout)
    }
    return text
  }

  private func line(_ operands: [Layout], _ sign: Layout.InfixSign) -> String {
    let separator =
      switch sign {
      case .hadamard: glyph(" ⊙ ", " .* ")
      case .outer: glyph(" ⊗ ", " (x) ")
      case .times: glyph("×", "x")
      }
    let dot = glyph(" · ", " * ")
    let texts = operands.map { operand in
      let text = line(operand)
      guard case .product(let factors) = operand else { return text }
      let hasDot = factors.indices.dropFirst().contains {
        self.separator(factors[$0 - 1], factors[$0]) == dot
      }
      return hasDot ? "(\(text))" : text
    }
    return texts.joined(separator: separator)
  }

  private func line(_ x: Layout, in fence: Layout.Fence) -> String {
    switch fence {
    case .parenthesis: "(" + line(x) + ")"
    case .bracket: "[" + line(x) + "]"
    case .bar: "|" + line(x) + "|"
    case .doubleBar: glyph("‖", "||") + line(x) + glyph("‖", "||")
    case .angle: glyph("⟨", "<") + line(x) + glyph("⟩", ">")
    }
  }

  private func line(_ rows: [Layout.Row]) -> String {
    let texts = rows.map { row in
      line(row.value) + (row.condition.map { " if " + line($0) } ?? " otherwise")
    }
    return "{ " + texts.joined(separator: "; ") + " }"
  }

  private func line(_ sides: [Layout], _ relations: [Relation]) -> String {
    var text = ""
    for (place, side) in sides.enumerated() {
      if place > 0, place <= relations.count {
        let sign = self.sign(relations[place - 1])
        text += isScript && sign != "in" ? sign : " \(sign) "
      }
      text += line(side)
    }
    return text
  }
}

extension UnicodeText {
  private func negation(_ x: Layout) -> String { glyph("−", "-") + line(x) }

  private func list(_ items: [Layout]) -> String { items.map(line).joined(separator: isScript ? "," : ", ") }

  private func fraction(_ a: Layout, _ b: Layout) -> String { closed(a) + "/" + closed(b) }

  private func derivative(_ a: Layout, _ b: Layout) -> String {
    glyph("∂", "d ") + line(a) + "/" + glyph("∂", "d ") + line(b)
  }

  private func derivativeOperator(_ b: Layout, _ x: Layout) -> String {
    glyph("∂", "d ") + "(" + line(x) + ")/" + glyph("∂", "d ") + line(b)
  }

  private func gradient(_ b: Layout?, _ x: Layout) -> String {
    let by = b.map { "_" + grouped($0) } ?? ""
    return glyph("∇", "grad") + by + (b == nil && !isASCII ? "" : " ") + line(x)
  }

  private func power(_ base: Layout, _ exponent: Layout) -> String { line(base) + power(exponent) }

  private func exponential(_ x: Layout) -> String { "e" + raised(x) }

  private func transpose(_ x: Layout) -> String { line(x) + glyph("ᵀ", "^T") }

  private func call(_ name: Layout, _ arguments: Layout) -> String { line(name) + line(arguments) }

  private func big(_ signs: [Layout.BigSign], _ body: Layout) -> String {
    signs.map(sign).joined() + line(body)
  }

  private func subscripted(_ x: Layout, _ indices: [Layout]) -> String {
    line(x) + "_" + grouped(.list(indices))
  }

  private func matrix(_ rows: [[Layout]]) -> String {
    "[" + rows.map { $0.map(line).joined(separator: ", ") }.joined(separator: "; ") + "]"
  }

  private func evaluated(_ x: Layout, _ assignments: [Layout]) -> String {
    closed(x) + "|_{" + script(.list(assignments)) + "}"
  }

  private func indicator(_ condition: Layout) -> String { glyph("𝟏", "1") + "[" + line(condition) + "]" }
}

extension UnicodeText {
  private func line(_ factors: [Layout.Factor]) -> String {
    var text = ""
    for (place, factor) in factors.enumerated() {
      if place > 0 { text += separator(factors[place - 1], factor) }
      text += line(factor.layout)
    }
    return text
  }

  /// What stands between two factors: nothing where that is plain, a dot where juxtaposition could be
  /// taken for a call or for part of a fraction, else a space.
  private func separator(_ left: Layout.Factor, _ right: Layout.Factor) -> String {
    let dot = glyph(" · ", " * ")
    if right.needsDot || isSolid(left.layout) || isSolid(right.layout) { return dot }
    switch (left.layout, right.layout) {
    case (.digits, .name(let name)): return LetterName(name).isSingle ? "" : " "
    case (.digits, .fenced), (.digits, .scripted), (.fenced(.parenthesis, _), .fenced(.parenthesis, _)):
      return ""
    case (.name(let name), .fenced(.parenthesis, _)): return LetterName(name).isSingle && !isASCII ? "" : dot
    case (.scripted, .fenced), (.name, .fenced), (.scripted, .subscripted), (.name, .subscripted): return dot
    case (.scripted, .transpose), (.name, .transpose), (.scripted, .power(.fenced, _)),
      (.name, .power(.fenced, _)):
      return dot
    case (.fenced(.bar, _), _), (_, .fenced(.bar, _)), (.fenced(.doubleBar, _), _),
      (_, .fenced(.doubleBar, _)):
      return dot
    default: return " "
    }
  }

  /// What needs a dot on both sides: functions, fractions, words.
  private func isSolid(_ layout: Layout) -> Bool {
    switch layout {
    case .fraction, .derivative, .derivativeOperator, .call, .exponential, .root, .gradient, .indicator,
      .cases,
      .evaluated, .word, .scientific, .matrix:
      true
    case .name, .digits, .infinity, .scripted, .negation, .sum, .product, .infix, .fenced, .list, .power,
      .transpose, .big, .subscripted, .ones, .ellipsis, .comparison:
      false
    }
  }

  /// A part of a fraction: in brackets unless it is one thing.
  private func closed(_ layout: Layout) -> String {
    switch layout {
    case .negation, .sum, .product, .infix, .fraction, .derivative, .derivativeOperator, .gradient, .big,
      .scientific,
      .comparison, .list:
      "(" + line(layout) + ")"
    case .name, .digits, .infinity, .word, .scripted, .fenced, .power, .exponential, .root, .transpose, .call,
      .subscripted, .cases, .matrix, .evaluated, .indicator, .ones, .ellipsis:
      line(layout)
    }
  }

  private func power(_ exponent: Layout) -> String {
    if case .digits(let digits) = exponent, !isASCII, digits.allSatisfy({ $0.isNumber }) {
      return superscript(digits)
    }
    return raised(exponent)
  }

  /// ^x, with brackets round anything but a letter or number.
  private func raised(_ exponent: Layout) -> String {
    switch exponent {
    case .name, .digits, .infinity, .fenced(.parenthesis, _): "^" + script(exponent)
    default: "^(" + line(exponent) + ")"
    }
  }

  private func root(_ x: Layout) -> String {
    switch x {
    case .name where !isASCII, .digits where !isASCII: "√" + line(x)
    default: glyph("√", "sqrt") + "(" + line(x) + ")"
    }
  }

  /// Σ_j, Σ_{j=1}^{n_l}; without limits where they say nothing that the body does not.
  private func sign(_ sign: Layout.BigSign) -> String {
    let letter = sign.kind == .sum ? glyph("Σ", "sum") : glyph("Π", "prod")
    if let short = sign.short { return letter + "_" + grouped(short) + " " }
    return letter + (sign.lower.map { "_" + grouped($0) } ?? "")
      + (sign.upper.map { "^" + grouped($0) } ?? "") + " "
  }

  /// A script's content, in braces unless it is a single letter or number.
  private func grouped(_ layout: Layout) -> String {
    let text = script(layout)
    switch layout {
    case .name, .digits: return text.count == 1 || layout.isDigits ? text : "{\(text)}"
    case .list(let items) where items.count == 1: return grouped(items[0])
    default: return "{\(text)}"
    }
  }
}

extension UnicodeText {
  private func line(_ scripted: Layout.ScriptedName) -> String {
    let primes = String(repeating: glyph("′", "'"), count: scripted.primes)
    return line(scripted.base) + subscripts(scripted.subscripts) + superscripts(scripted.superscripts)
      + primes
  }

  private func subscripts(_ groups: [[Layout]]) -> String {
    guard !groups.isEmpty else { return "" }
    let items = groups.flatMap { $0 }
    let text = groups.map { $0.map(script).joined() }.joined(separator: ",")
    if groups.count == 1, items.allSatisfy(\.isDigits) {
      return isASCII ? "_" + text : String(text.map { GlyphTable.subscriptDigit($0) ?? $0 })
    }
    let isPlain = groups.count == 1 && items.allSatisfy { $0.isDigits || script($0).count == 1 }
    return isPlain ? "_" + text : "_{\(text)}"
  }

  private func superscripts(_ parts: [Layout.Superscript]) -> String {
    guard !parts.isEmpty else { return "" }
    let texts = parts.map { part in
      let text = script(part.layout)
      return switch part.fence {
      case nil: parts.count == 1 && text.count > 1 && !part.layout.isDigits ? "(\(text))" : text
      case .bracket: "[\(text)]"
      default: "(\(text))"
      }
    }
    return "^" + texts.joined()
  }

  private func name(_ name: LetterName) -> String {
    switch name {
    case .text(let text): isASCII ? ascii(text) : harmless(text)
    case .faced(let face, let inner): faced(face, inner)
    case .accented(let accent, let inner): accented(accent, self.name(inner))
    case .circled(let inner): isASCII ? "(\(self.name(inner)))" : GlyphTable.circled(inner.characters)
    case .row(let parts): parts.map(self.name).joined()
    case .scripted(let base, let sub, let sup): self.name(base) + script("_", sub) + script("^", sup)
    }
  }

  private func script(_ sign: String, _ name: LetterName?) -> String {
    guard let name else { return "" }
    let text = self.name(name)
    if sign == "_", !isASCII, text.allSatisfy({ GlyphTable.subscriptDigit($0) != nil }) {
      return String(text.map { GlyphTable.subscriptDigit($0) ?? $0 })
    }
    return sign + (text.count == 1 ? text : "{\(text)}")
  }

  private func faced(_ face: LetterName.Face, _ inner: LetterName) -> String {
    guard !isASCII, case .text(let letter) = inner, let glyph = GlyphTable.letter(letter, face: face) else {
      return name(inner)
    }
    return glyph
  }

  private func accented(_ accent: LetterName.Accent, _ text: String) -> String {
    guard isASCII else { return text + GlyphTable.combiningMark(accent) }
    return switch accent {
    case .hat: text + "_hat"
    case .tilde: text + "_tilde"
    case .bar: text + "_bar"
    case .dot: text + "_dot"
    case .doubleDot: text + "_ddot"
    case .vector, .underline: text
    }
  }

  /// A Greek letter by its name.
  private func ascii(_ text: String) -> String {
    guard !text.unicodeScalars.allSatisfy(\.isASCII) else { return harmless(text) }
    return GlyphTable.asciiName(text) ?? harmless(text)
  }
}

extension Layout {
  /// Whether it is a number in digits.
  var isDigits: Bool { if case .digits = self { true } else { false } }
}
