import Formula

/// Terms as LaTeX, in the text's own letters.
enum TermLaTeX {
  /// The term.
  static func print(_ term: Term) -> String { text(term, .sum) }

  /// How tightly what is around binds.
  private enum Level: Int { case sum, product, factor, base }

  private static func text(_ term: Term, _ level: Level) -> String {
    let (text, own) = plain(term)
    return own.rawValue < level.rawValue ? "\\left(\(text)\\right)" : text
  }

  private static func plain(_ term: Term) -> (String, Level) {
    switch term.node {
    case .number(let value): (number(value), value < 0 ? .sum : .base)
    case .name(let use): (name(use), .base)
    case .sum(let terms):
      (
        terms.enumerated().reduce(into: "") { result, next in
          if case .negative(let inner) = next.element.node {
            result += (next.offset == 0 ? "-" : " - ") + text(inner, .product)
          } else {
            result += (next.offset == 0 ? "" : " + ") + text(next.element, .product)
          }
        }, .sum
      )
    case .negative(let inner): ("-" + text(inner, .product), .sum)
    case .chain(let chain):
      (
        chain.factors.enumerated().reduce(into: "") { result, next in
          if next.offset > 0 { result += sign(chain.signs[next.offset - 1]) }
          // Σ reaches to the end of its product.
          let isLastSum =
            if case .big = next.element.node { next.offset == chain.factors.count - 1 } else { false }
          result += text(next.element, isLastSum ? .product : .factor)
        }, .product
      )
    case .quotient(let top, let bottom): ("\\frac{\(print(top))}{\(print(bottom))}", .factor)
    case .raised(let base, let exponent): ("\(carrier(base))^{\(print(exponent))}", .factor)
    case .transpose(let inner): ("\(carrier(inner))^\\top", .factor)
    case .element(let base, let contents):
      ("\\left(\(print(base))\\right)_{\(contents.map(print).joined(separator: ","))}", .base)
    case .function(TermReader.list, _, let parts):
      ("\\left[\(parts.map(print).joined(separator: ", "))\\right]", .base)
    case .function("sqrt", 0, let arguments):
      ("\\sqrt{\(arguments.map(print).joined(separator: ", "))}", .factor)
    case .function("exp", 0, let arguments) where arguments.count == 1:
      ("e^{\(print(arguments[0]))}", .factor)
    case .function(let word, let primes, let arguments):
      (call(functionName(word), primes, arguments), .factor)
    case .applied(let use, let arguments):
      (name(use) + "(\(arguments.map(print).joined(separator: ", ")))", .factor)
    case .big(let big):
      (
        big.binders.map { big.kind.command + limits($0) }.joined() + " "
          + text(big.body, .product), .product
      )
    case .derivative(let of, let by):
      (
        by.count == 2
          ? "\\frac{\\partial^2 \(text(of, .factor))}{\(by.map { "\\partial " + text($0, .factor) }.joined(separator: " "))}"
          : "\\frac{\\partial \(text(of, .factor))}{\(by.map { "\\partial " + text($0, .factor) }.joined())}",
        .factor
      )
    case .gradient(let of, let by):
      ("\\nabla" + (by.map { "_{\(print($0))}" } ?? "") + " " + text(of, .factor), .factor)
    case .cases(let branches):
      (
        "\\begin{cases} "
          + branches.map { "\(print($0.value)) & \($0.condition.map(condition) ?? "\\text{otherwise}")" }
          .joined(separator: " \\\\ ")
          + " \\end{cases}", .base
      )
    case .indicator(let inner): ("\\mathbb{1}[\(condition(inner))]", .base)
    case .matrix(let rows):
      (
        "\\begin{pmatrix} " + rows.map { $0.map(print).joined(separator: " & ") }.joined(separator: " \\\\ ")
          + " \\end{pmatrix}", .base
      )
    case .absolute(let inner): ("\\left|\(print(inner))\\right|", .base)
    case .norm(let inner): ("\\left\\|\(print(inner))\\right\\|", .base)
    case .ones: ("\\mathbf{1}", .base)
    case .all: (":", .base)
    case .ellipsis: ("\\dots", .base)
    }
  }

  /// What a superscript can stand on: in brackets where it carries one already.
  private static func carrier(_ base: Term) -> String {
    if case .name(let use) = base.node, use.primes > 0 || use.slots.contains(where: \.isAbove) {
      return "(\(name(use)))"
    }
    return text(base, .base)
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
  }

  /// A name with its indices.
  static func name(_ use: NameUse) -> String {
    if let place = use.slots.firstIndex(where: { $0.place == .example }) {
      var inner = use
      let example = inner.slots.remove(at: place).content
      return "(\(name(inner)))_{\(print(example))}"
    }
    if use.name.hasPrefix("∈") {
      let letters = use.slots.map { print($0.content) }.joined(separator: ", ")
      return "\\mathbb{1}[(\(letters)) \\in \(use.name.dropFirst())]"
    }
    var (left, below, above) = ("", "", "")
    let subscripts = use.slots.filter(\.isBelow)
    let needsCommas = subscripts.contains { !isPlain($0.content) }
    for slot in use.slots {
      let content = print(slot.content)
      switch slot.place {
      case .left: left = "{}_{\(content)}"
      case .below: append(content, to: &below, hasComma: needsCommas || slot.mark == .comma)
      case .above:
        let marked =
          switch slot.mark {
          case .none, .comma: content
          case .parentheses: "(\(content))"
          case .brackets: "[\(content)]"
          case .angles: "\\langle \(content) \\rangle"
          }
        append(marked, to: &above, hasComma: slot.mark == .none)
      case .example: break
      }
    }
    let (letter, label) = ShownName.parts(use.name)
    // What the letters of the indices already tell.
    if let label, !(label == "i" && !below.isEmpty), label != below {
      below = below.isEmpty ? label : "\(label),\(below)"
    }
    let base = use.isBold ? "\\mathbf{\(letter)}" : letter
    return left + base + String(repeating: "'", count: use.primes)
      + (below.isEmpty ? "" : below.count == 1 ? "_\(below)" : "_{\(below)}")
      + (above.isEmpty ? "" : above.count == 1 ? "^\(above)" : "^{\(above)}")
  }

  private static func append(_ index: String, to indices: inout String, hasComma: Bool) {
    if !indices.isEmpty {
      indices += hasComma ? "," : indices.last?.isLetter == true && indices.contains("\\") ? " " : ""
    }
    indices += index
  }

  private static func isPlain(_ term: Term) -> Bool { term.letter != nil || term.integer != nil }

  private static func sign(_ sign: Chain.Sign) -> String {
    switch sign {
    case .beside: " \\, "
    case .dot: " \\cdot "
    case .cross: " \\times "
    case .star: " * "
    case .hadamard: " \\odot "
    case .outer: " \\otimes "
    case .elementwiseDivision: " \\oslash "
    }
  }

  private static func functionName(_ word: String) -> String {
    ["exp", "log", "tanh", "sinh", "cosh", "sin", "cos", "tan", "arctan", "max", "min"].contains(word)
      ? "\\" + word : "\\operatorname{\(word)}"
  }

  private static func call(_ name: String, _ primes: Int, _ arguments: [Term]) -> String {
    name + String(repeating: "'", count: primes) + "(\(arguments.map(print).joined(separator: ", ")))"
  }

  private static func limits(_ binder: Binder) -> String {
    let below =
      binder.lower.map { "\(binder.letter)=\(print($0))" } ?? binder.condition.map(condition) ?? binder.letter
    return "_{\(below)}" + (binder.upper.map { "^{\(print($0))}" } ?? "")
  }

  private static func condition(_ condition: Condition) -> String {
    condition.comparisons.map { "\(print($0.left)) \(relation($0.relation)) \(print($0.right))" }.joined(
      separator: ", ")
  }

  private static func relation(_ relation: Relation) -> String {
    switch relation {
    case .notEqual: "\\ne"
    case .less: "<"
    case .lessOrEqual: "\\le"
    case .greater: ">"
    case .greaterOrEqual: "\\ge"
    default: "="
    }
  }
}

extension Term {
  /// It in LaTeX, in the letters it was written in.
  package var latex: String { TermLaTeX.print(self) }
}
