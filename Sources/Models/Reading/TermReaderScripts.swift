import Formula

/// What stands above and below: indices, exponents, transposes.
extension TermReader {
  mutating func scripted(
    _ item: Markup, _ base: Markup?, _ sub: [Markup]?, _ sup: [Markup]?, _ primes: Int
  ) throws(Unreadable) -> Term {
    guard let base, !base.isEmptyGroup else { return try leftScripted(item, sub) }
    switch base.kind {
    case .bigOperator: return try big(base, sub: sub, sup: sup)
    case .nabla:
      let by = try sub.map { items throws(Unreadable) in try Self.read(items, at: item.range) }
      if let sup, sup.count == 1, sup[0].isTransposeSign {
        // ∇_vᵀ stands for itself, whatever follows.
        return Term(
          .transpose(Term(.gradient(of: Self.costItself(base.range), by: by), item.range)), item.range)
      }
      let slope = try gradient(by: by, item)
      switch sup?.first?.kind {
      case nil: return slope
      // ∇² is the Hessian.
      case .number("2"): return Term(.gradient(of: slope, by: by), slope.range)
      default: throw Unreadable(item.range, "such a ∇")
      }
    case .word(let word):
      if let sub, let kind = Big.Kind(word: word) { return try big(kind, item, sub: sub, sup: sup) }
      if let sub, KnownFunction(word) == nil {
        var use = NameUse("\\mathrm{\(word)}")
        use.primes = primes
        return try named(use, sub, sup, item)
      }
      return try function(word, item, sup: sup, primes: primes)
    case .number(let digits) where digits == "1" && sub != nil && sup == nil:
      // 1_{z > 0}
      if let sub, let condition = try ConditionReader.read(sub, at: item.range) {
        return Term(.indicator(condition), item.range)
      }
      // 1_p, an entry of the vector of ones; 1_n, the vector of n ones.
      if let sub, let only = try? Self.below(sub, at: item.range), only.count == 1,
        only[0].content.letter.map({ !$0.hasPrefix("\\") && !$0.isCapital }) == true
      {
        return Term(.element(Term(.ones, base.range), [only[0].content]), item.range)
      }
      return Term(.number(1), item.range)
    case .letter, .styled:
      if base.isIndicatorSign {
        if let sub, let condition = try ConditionReader.read(sub, at: item.range) {
          return Term(.indicator(condition), item.range)
        }
        if sup == nil { return Term(.ones, item.range) }
        return try raised(Term(.ones, base.range), sup, item)
      }
      var use = try name(base)
      use.primes += primes
      return try named(use, sub, sup, item)
    case .group(let inner) where inner.count == 1 && inner[0].isName:
      // {W^{(l)}}^T: the script belongs to the whole.
      let term = try Self.read(inner, at: base.range)
      if case .name(var use) = term.node, use.slots.isEmpty {
        use.primes += primes
        return try named(use, sub, sup, item)
      }
      return try onBracket(term, sub, sup, item)
    case .fenced(.doubleBar, let inner, _):
      let body = try Self.read(inner, at: base.range)
      let norm: Term
      switch try sub.map({ items throws(Unreadable) in try Self.read(items, at: item.range) })?.node {
      case nil, .number(2)?: norm = Term(.norm(body), base.range)
      case .name(let use)? where use.name == "F": norm = Term(.norm(body), base.range)
      case .number(1)?: norm = Term(.function("norm1", primes: 0, [body]), base.range)
      default: throw Unreadable(item.range, "such a norm")
      }
      return try raised(norm, sup, item)
    case .fenced(.none, let inner, .bar) where sub != nil && sup == nil:
      return try Self.at(try Self.read(inner, at: base.range), sub ?? [], item.range)
    case .partial, .bar: throw Unreadable(item.range, base.description)
    default:
      var reader = TermReader([base], at: base.range)
      let term = try reader.sum()
      return try onBracket(primes > 0 ? try primed(term, primes, item) : term, sub, sup, item)
    }
  }

  /// (f)′ and (f(x))′ are f′ and f′(x).
  private mutating func primed(_ term: Term, _ primes: Int, _ item: Markup) throws(Unreadable) -> Term {
    switch term.node {
    case .name(var use) where use.slots.isEmpty:
      use.primes += primes
      return try applied(use, item)
    case .applied(var use, let arguments) where arguments.count == 1:
      use.primes += primes
      return Term(.applied(use, arguments), item.range)
    case .function(let name, let own, let arguments) where arguments.count == 1:
      return Term(.function(name, primes: own + primes, arguments), item.range)
    default: throw Unreadable(item.range, "a prime on a bracket")
    }
  }

  /// `{}_{m}s_i`: an index before the letter.
  mutating func leftScripted(_ item: Markup, _ sub: [Markup]?) throws(Unreadable) -> Term {
    guard let sub, let next = peek else { throw Unreadable(item.range, "an index without a letter") }
    index += 1
    let slot = Slot(place: .left, content: try Self.read(sub, at: item.range))
    let term = try factor(next)
    func adding(_ use: NameUse) -> NameUse {
      var use = use
      use.slots.insert(slot, at: 0)
      return use
    }
    let range = item.range.union(term.range)
    switch term.node {
    case .name(let use): return Term(.name(adding(use)), range)
    case .applied(let use, let arguments): return Term(.applied(adding(use), arguments), range)
    case .raised(let inner, let exponent):
      if case .name(let use) = inner.node {
        return Term(.raised(Term(.name(adding(use)), range), exponent), range)
      }
    default: break
    }
    throw Unreadable(item.range, "an index without a letter")
  }

  mutating func named(
    _ use: NameUse, _ sub: [Markup]?, _ sup: [Markup]?, _ item: Markup
  ) throws(Unreadable) -> Term {
    var (use, sub, sup) = (use, sub, sup)
    // w_{new}, w^{(new)}: the word is a part of the name, wherever it stands.
    if let step = sub?.stepWord ?? sup?.stepWord {
      use.name += "^{\\text{\(step)}}"
      if sub?.stepWord != nil { sub = nil } else { sup = nil }
    } else if let (step, rest) = sup?.stepWordBehindComma {
      use.name += "^{\\text{\(step)}}"
      sup = rest
    }
    if let sub { use.slots += try Self.below(sub, at: item.range) }
    guard let sup else { return try applied(use, item) }
    let (slots, rest) = try Self.above(sup, at: item.range)
    use.slots += slots
    if let label = Self.label(above: rest) {
      use.name += "^" + label
      return try applied(use, item)
    }
    guard !rest.isEmpty else { return try applied(use, item) }
    return try raisedName(use, rest, item)
  }

  /// What is written above a name and is a part of it: a word, an upright letter, a star, a plus or minus alone.
  private static func label(above sup: [Markup]) -> String? {
    guard let only = sup.first, sup.count == 1, !only.isTransposeSign else { return nil }
    switch only.kind {
    case .sign(.star): return "*"
    case .sign(.plus): return "+"
    case .sign(.minus): return "-"
    case .word(let word), .text(let word): return "{\\text{\(word)}}"
    case .styled(.upright, let inner), .styled(.sansSerif, let inner):
      guard inner.count == 1, case .letter(let letter) = inner[0].kind else { return nil }
      return "{\\text{\(letter)}}"
    default: return nil
    }
  }

  mutating func raisedName(_ use: NameUse, _ sup: [Markup], _ item: Markup) throws(Unreadable) -> Term {
    let exponent = try Self.exponent(sup, item.range)
    // σ^2(x) is the square of σ(x).
    if let next = peek, case .fenced(.parenthesis, let inner, _) = next.kind, exponent.integer != nil {
      index += 1
      let call = Term(.applied(use, try Self.arguments(inner, at: next.range)), item.range.union(next.range))
      return Term(.raised(call, exponent), item.range.union(next.range))
    }
    return Self.raise(Term(.name(use), item.range), exponent, sup, item.range)
  }

  func onBracket(
    _ term: Term, _ sub: [Markup]?, _ sup: [Markup]?, _ item: Markup
  ) throws(Unreadable) -> Term {
    var (term, sub, sup) = (term, sub, sup)
    if let step = sub?.stepWord ?? sup?.stepWord, let marked = term.marked(by: step) {
      if sub?.stepWord != nil { sub = nil } else { sup = nil }
      term = marked
    }
    if let sub {
      let indices = try Self.below(sub, at: item.range).map(\.content)
      // (W)^T_{kj} is an entry of the transpose.
      if indices.count == 2, let only = sup?.first, sup?.count == 1, only.meansTranspose {
        return Term(.element(Term(.transpose(term), item.range), indices), item.range)
      }
      term = Term(.element(term, indices), item.range)
    }
    return try raised(term, sup, item)
  }

  func raised(_ term: Term, _ sup: [Markup]?, _ item: Markup) throws(Unreadable) -> Term {
    guard let sup else { return term }
    let (slots, rest) = try Self.above(sup, at: item.range)
    let inner = slots.isEmpty ? term : Term(.element(term, slots.map(\.content)), item.range)
    guard !rest.isEmpty else { return inner }
    return Self.raise(inner, try Self.exponent(rest, item.range), rest, item.range)
  }

  static func exponent(_ sup: [Markup], _ place: SourceRange) throws(Unreadable) -> Term {
    if sup.count == 1, sup[0].isTransposeSign { return Term(.name(NameUse("T")), sup[0].range) }
    return try read(sup, at: place)
  }

  static func raise(_ base: Term, _ exponent: Term, _ sup: [Markup], _ range: SourceRange) -> Term {
    // A^{-⊤}
    if sup.count == 2, case .sign(.minus) = sup[0].kind, sup[1].meansTranspose {
      let minus = Term(.negative(Term(.number(1), range)), range)
      return Term(.transpose(Term(.raised(base, minus), range)), range)
    }
    return sup.count == 1 && sup[0].isTransposeSign
      ? Term(.transpose(base), range) : Term(.raised(base, exponent), range)
  }

  /// The indices below a name: glued letters are one each, `y_i` and `l+1` are one.
  static func below(_ sub: [Markup], at place: SourceRange) throws(Unreadable) -> [Slot] {
    var groups: [[Markup]] = [[]]
    var hasComma = false
    for item in sub {
      if case .punctuation(let mark) = item.kind, mark != .colon {
        hasComma = true
        groups.append([])
      } else {
        groups[groups.count - 1].append(item)
      }
    }
    let isGlued = !hasComma && sub.allSatisfy(\.isPlainIndex)
    if isGlued { groups = sub.flatMap { $0.digitsApart } }
    var slots: [Slot] = []
    for group in groups where !group.isEmpty {
      // i,jk: layer or row first, then glued letters.
      let parts =
        hasComma && group.count > 1 && group.allSatisfy(\.isPlainIndex) ? group.map { [$0] } : [group]
      for part in parts {
        let content: Term
        if part.count == 1, case .punctuation(.colon) = part[0].kind {
          content = Term(.all, part[0].range)
        } else if part.count == 1, case .text(let text) = part[0].kind {
          content = Term(.name(NameUse("\\text{\(text)}")), part[0].range)
        } else if part.count == 1, case .word(let word) = part[0].kind {
          content = Term(.name(NameUse("\\text{\(word)}")), part[0].range)
        } else {
          content = try read(part, at: place).asIndex
        }
        let mark: Slot.Mark = hasComma && part == parts[0] && !slots.isEmpty ? .comma : .none
        slots.append(Slot(place: .below(slots.count), content: content, mark: mark))
      }
    }
    return slots
  }

  /// The indices in brackets above a name, and what else stands there.
  static func above(_ sup: [Markup], at place: SourceRange) throws(Unreadable) -> ([Slot], [Markup]) {
    var slots: [Slot] = []
    var rest: [Markup] = []
    for item in sup {
      if case .fenced(let open, let inner, _) = item.kind,
        open == .parenthesis || open == .bracket || open == .angle
      {
        for content in try arguments(inner, at: item.range) {
          let mark: Slot.Mark = open == .parenthesis ? .parentheses : open == .bracket ? .brackets : .angles
          slots.append(Slot(place: .above(slots.count), content: content, mark: mark))
        }
      } else {
        rest.append(item)
      }
    }
    // x,l: two indices.
    if slots.isEmpty, sup.contains(where: { $0.kind == .punctuation(.comma) }) {
      slots = try arguments(sup, at: place).enumerated().map { number, content in
        Slot(place: .above(number), content: content, mark: number > 0 ? .comma : .none)
      }
      return (slots, [])
    }
    // (l+1)/2 is a power.
    if !slots.isEmpty, rest.contains(where: \.isArithmetic) { return ([], sup) }
    return (slots, rest)
  }
}

extension Term {
  /// A name, whatever stands above it, with the word of a step of a method: (w^l)_{new}.
  fileprivate func marked(by step: String) -> Term? {
    switch node {
    case .name(var use):
      use.name += "^{\\text{\(step)}}"
      return Term(.name(use), range)
    case .raised(let base, let exponent):
      return base.marked(by: step).map { Term(.raised($0, exponent), range) }
    default: return nil
    }
  }
}

extension [Markup] {
  /// l, new: the word, and what stands before its comma.
  fileprivate var stepWordBehindComma: (word: String, rest: [Markup])? {
    guard let comma = lastIndex(where: { $0.kind == .punctuation(.comma) }), comma > 0,
      let word = Array(self[(comma + 1)...]).stepWord
    else { return nil }
    return (word, Array(self[..<comma]))
  }

  /// The word by which a step of a method is told from the one before: new, old, in letters or as text, in brackets or not.
  fileprivate var stepWord: String? {
    var word = ""
    for item in self {
      switch item.kind {
      case .letter(let letter): word += letter
      case .word(let text), .text(let text): word += text
      case .styled(_, let inner), .group(let inner):
        guard let part = inner.stepWord else { return nil }
        word += part
      case .fenced(.parenthesis, let inner, _) where count == 1: return inner.stepWord
      default: return nil
      }
    }
    return ["new", "old", "next", "updated", "neu", "alt"].contains(word) ? word : nil
  }
}
