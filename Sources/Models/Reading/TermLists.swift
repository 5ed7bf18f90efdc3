import Formula

/// Lists in brackets: [h, x] is h and x in one.
extension TermReader {
  /// The name of the function that joins what stands between commas.
  static let list = "[,]"

  /// What stands between commas, joined; rows where semicolons stand between. Nil where there is one thing only.
  static func joined(_ inner: [Markup], _ range: SourceRange) throws(Unreadable) -> Term? {
    guard inner.isList else { return nil }
    let hasCommas = inner.contains { $0.kind == .punctuation(.comma) }
    let hasRows = inner.contains { $0.kind == .punctuation(.semicolon) }
    guard hasCommas != hasRows else { return nil }
    let parts = try arguments(inner, at: range)
    return hasRows
      ? Term(.matrix(parts.map { [$0] }), range) : Term(.function(list, primes: 0, parts), range)
  }
}

extension TermReader {
  /// [x_1 … x_n]: a list without commas, of names only.
  static func sideBySide(_ inner: [Markup], _ range: SourceRange) throws(Unreadable) -> Term? {
    let items = inner.filter { !$0.isPause }
    guard items.count >= 3, items.contains(where: { $0.kind == .ellipsis }),
      items.allSatisfy({ item in
        switch item.kind {
        case .ellipsis, .script: true
        default: false
        }
      })
    else { return nil }
    var terms: [Term] = []
    for item in items { terms.append(try read([item], at: range)) }
    return Term.listed(terms, range)
  }
}

extension TermReader {
  /// ⟨a, b⟩
  static func innerProduct(_ inner: [Markup], _ range: SourceRange) throws(Unreadable) -> Term? {
    guard inner.contains(where: { $0.kind == .punctuation(.comma) }) else { return nil }
    let factors = try arguments(inner, at: range)
    guard factors.count == 2 else { return nil }
    return Term(.chain(Chain(factors: factors, signs: [.dot])), range)
  }
}

extension [Markup] {
  /// Several things between commas or semicolons.
  var isList: Bool {
    contains { $0.kind == .punctuation(.comma) || $0.kind == .punctuation(.semicolon) }
  }
}

/// Lists with dots: a_1, …, a_n.
extension Term {
  /// The column that a list with dots stands for: what its first and its last element have in common, for all
  /// indices between theirs. Nil where it is no such list.
  static func listed(_ terms: [Term], _ range: SourceRange) -> Term? {
    guard terms.count >= 3, terms.filter({ $0.node == .ellipsis }).count == 1,
      let first = terms.first, let last = terms.last, first.node != .ellipsis, last.node != .ellipsis
    else { return nil }
    var span: (from: Int, to: Term)?
    guard let body = common(first, last, &span, isIndex: false), let span else { return nil }
    let binder = Binder(letter: letter, lower: Term(.number(Double(span.from)), range), upper: span.to)
    return Term(.big(Big(kind: .column, binders: [binder], body: body)), range)
  }

  /// The letter that runs through such a list.
  private static let letter = "\\iota"

  /// What two terms have in common, with a letter where the first has 1, or 0, as an index and the second the last one.
  private static func common(_ a: Term, _ b: Term, _ span: inout (from: Int, to: Term)?, isIndex: Bool)
    -> Term?
  {
    if a == b { return a }
    if isIndex, let from = a.integer, b.integer == nil, from == 0 || from == 1 {
      if let known = span, known.from != from || known.to != b { return nil }
      span = (from, b)
      return Term(.name(NameUse(letter)), a.range)
    }
    let blank = Term(.number(0), a.range)
    guard a.children.count == b.children.count, a.mapChildren({ _ in blank }) == b.mapChildren({ _ in blank })
    else {
      return nil
    }
    // The indices of a name come first.
    var indices =
      switch a.node {
      case .name(let use), .applied(let use, _): use.slots.count
      default: 0
      }
    var others = b.children[...]
    var isSame = true
    var found = span
    let merged = a.mapChildren { child in
      defer { indices -= 1 }
      guard let other = others.popFirst(), let both = common(child, other, &found, isIndex: indices > 0)
      else {
        isSame = false
        return child
      }
      return both
    }
    span = found
    return isSame ? merged : nil
  }
}
