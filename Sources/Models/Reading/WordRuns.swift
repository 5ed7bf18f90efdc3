import Formula

/// Words written without a backslash: letters side by side that are one name, as in net_m, or a function, as in
/// sigmoid(z).
struct WordRuns {
  private var words: Set<String> = []

  /// Looks at all formulas of a text: a run of letters is a word where one of them stands nowhere else.
  init(_ formulas: [[Markup]]) {
    var counts: [String: Int] = [:]
    var letters: [String: [String: Int]] = [:]
    for formula in formulas {
      Self.visit(formula) { run in
        let word = run.joined()
        counts[word, default: 0] += 1
        for letter in run { letters[letter, default: [:]][word, default: 0] += 1 }
      }
    }
    for (word, count) in counts where word.count >= 3 && count >= 2 {
      let isOwn = word.contains { letter in letters[String(letter)]?.keys.allSatisfy { $0 == word } == true }
      if isOwn, word.allSatisfy(\.isLowercase) { words.insert(word) }
    }
  }

  /// The formula with its words as words.
  func joined(_ items: [Markup]) -> [Markup] {
    var result: [Markup] = []
    var place = 0
    while place < items.count {
      let run = Self.run(items, from: place)
      let word = run.joined()
      let isCall = { (last: Int) in
        if last + 1 < items.count, case .fenced = items[last + 1].kind { true } else { false }
      }
      guard run.count >= 2, words.contains(word) || Self.isFunction(word) && isCall(place + run.count - 1)
      else {
        result.append(items[place].mapInner(joined))
        place += 1
        continue
      }
      let last = items[place + run.count - 1]
      let range = items[place].range.union(last.range)
      if case .script(_, let sub, let sup, let primes) = last.kind {
        let base = Markup(.word(word), items[place].range)
        result.append(Markup(.script(base: base, sub: sub, sup: sup, primes: primes), range))
      } else {
        result.append(Markup(.word(word), range))
      }
      place += run.count
    }
    return result
  }

  private static func isFunction(_ word: String) -> Bool {
    KnownFunction(word) != nil || FunctionPage.function(word) != nil
  }

  /// The plain letters side by side; the last one may carry scripts.
  private static func run(_ items: [Markup], from start: Int) -> [String] {
    var run: [String] = []
    for item in items[start...] {
      switch item.kind {
      case .letter(let letter) where letter.count == 1 && letter.first?.isASCII == true: run.append(letter)
      case .script(let base?, _, _, _):
        if case .letter(let letter) = base.kind, letter.count == 1, !run.isEmpty { return run + [letter] }
        return run
      default: return run
      }
    }
    return run
  }

  private static func visit(_ items: [Markup], _ body: ([String]) -> Void) {
    var place = 0
    while place < items.count {
      let run = run(items, from: place)
      if run.isEmpty {
        if case .script(let base?, _, _, _) = items[place].kind, case .letter(let letter) = base.kind {
          body([letter])
        }
      } else {
        body(run)
      }
      for inner in items[place].inner { visit(inner, body) }
      place += max(run.count, 1)
    }
  }
}

extension Markup {
  /// The lists of nodes within that are formulas of their own.
  fileprivate var inner: [[Markup]] {
    switch kind {
    case .group(let items), .fenced(_, let items, _): [items]
    case .fraction(let top, let bottom): [top, bottom]
    case .root(let index, let body): [body] + (index.map { [$0] } ?? [])
    case .script(let base, let sub, let sup, _): [base.map { [$0] } ?? [], sub ?? [], sup ?? []]
    case .environment(_, let rows): rows.flatMap { $0 }
    default: []
    }
  }

  /// The node with the lists within changed; what is set in a style stays.
  fileprivate func mapInner(_ change: ([Markup]) -> [Markup]) -> Markup {
    switch kind {
    case .group(let items): Markup(.group(change(items)), range)
    case .fenced(let open, let items, let close):
      Markup(.fenced(open: open, change(items), close: close), range)
    case .fraction(let top, let bottom): Markup(.fraction(change(top), change(bottom)), range)
    case .root(let index, let body): Markup(.root(index: index, change(body)), range)
    case .script(let base, let sub, let sup, let primes):
      Markup(.script(base: base, sub: sub, sup: sup.map(change), primes: primes), range)
    case .environment(let kind, let rows):
      Markup(.environment(kind, rows: rows.map { $0.map(change) }), range)
    default: self
    }
  }
}
