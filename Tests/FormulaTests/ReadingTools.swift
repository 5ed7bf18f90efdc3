@testable import Formula

extension Markup {
  /// The nodes right below this one.
  var children: [Markup] {
    switch kind {
    case .letter, .number, .word, .bigOperator, .partial, .nabla, .sign, .relation, .punctuation, .text, .bar,
      .ellipsis, .mark, .unreadable:
      []
    case .group(let items), .fenced(_, let items, _), .styled(_, let items): items
    case .script(let base, let sub, let sup, _): [base].compactMap { $0 } + (sub ?? []) + (sup ?? [])
    case .fraction(let numerator, let denominator): numerator + denominator
    case .root(let index, let body): (index ?? []) + body
    case .environment(_, let rows): rows.flatMap { $0.flatMap { $0 } }
    }
  }

  /// The tree in one line, for comparison with what a person expects: `a_[j]^[(L)]`, `frac[∂ C][∂ w]`.
  var sketch: String {
    switch kind {
    case .letter(let name), .number(let name): return name
    case .word(let word): return "<\(word)>"
    case .bigOperator(let sign): return "\(sign)"
    case .partial: return "∂"
    case .nabla: return "∇"
    case .sign(let sign): return "\(sign)"
    case .relation(let relation): return "\(relation)"
    case .punctuation(let sign): return sign.rawValue
    case .text(let text): return "\"\(text)\""
    case .group(let items): return "{\(items.sketch)}"
    case .script(let base, let sub, let sup, let primes):
      return (base?.sketch ?? "") + String(repeating: "'", count: primes)
        + (sub.map { "_[\($0.sketch)]" } ?? "")
        + (sup.map { "^[\($0.sketch)]" } ?? "")
    case .fraction(let numerator, let denominator): return "frac[\(numerator.sketch)][\(denominator.sketch)]"
    case .root(let index, let body): return "root[\(index?.sketch ?? "")][\(body.sketch)]"
    case .fenced(let open, let items, let close):
      return "\(open)(\(items.sketch))" + (close == open ? "" : "\(close)")
    case .bar: return "|"
    case .styled(let style, let items): return "\(style):\(items.sketch)"
    case .environment(let kind, let rows):
      return "\(kind)[" + rows.map { $0.map(\.sketch).joined(separator: " & ") }.joined(separator: " \\ ")
        + "]"
    case .ellipsis: return "…"
    case .mark(let name): return "mark:\(name)"
    case .unreadable: return "?"
    }
  }
}

extension [Markup] {
  /// The sketches of all nodes, with spaces between.
  var sketch: String { map(\.sketch).joined(separator: " ") }
}

/// The sketch of a formula, with its problems' codes behind it.
func sketch(_ latex: String) -> String {
  let (markup, problems) = MarkupReader.read(latex)
  return markup.sketch + problems.map { " !\($0.code.rawValue)" }.joined()
}
