import Formula

/// Reads what stands below and above Σ.
enum BinderReader {
  static func read(_ marks: [Markup], upper: [Markup]?, at place: SourceRange) throws(Unreadable) -> [Binder]
  {
    let sub = marks.flatMap(\.linesJoined)
    let top: Term? = try upper.map { items throws(Unreadable) in try TermReader.read(items, at: place) }
    // i : m_i < 1
    if let colon = sub.firstIndex(where: \.isSuchThat), colon > 0 {
      // i : (u, i) ∈ Ω
      if let member = try pair(Array(sub[(colon + 1)...]), place) {
        var binders = try read(Array(sub[..<colon]), upper: upper, at: place)
        binders[binders.count - 1].condition = member
        return binders
      }
      guard let condition = try ConditionReader.read(Array(sub[(colon + 1)...]), at: place) else {
        throw Unreadable(place, "such limits")
      }
      var binders = try read(Array(sub[..<colon]), upper: upper, at: place)
      let last = binders.count - 1
      let own = binders[last].condition?.comparisons ?? []
      binders[last].condition = Condition(comparisons: own + condition.comparisons)
      return binders
    }
    var parts: [[Markup]] = [[]]
    for item in sub {
      if case .punctuation(.comma) = item.kind {
        parts.append([])
      } else {
        parts[parts.count - 1].append(item)
      }
    }
    // Σ_{ij}
    if parts.count == 1, parts[0].count > 1, parts[0].allSatisfy(\.isPlainIndex) {
      parts = parts[0].map { [$0] }
    }
    var binders: [Binder] = []
    for part in parts where !part.isEmpty { binders += try self.part(part, top) }
    if binders.isEmpty { throw Unreadable(place, "Σ without a letter") }
    return binders
  }

  /// (u, i) ∈ Ω as a condition.
  private static func pair(_ items: [Markup], _ place: SourceRange) throws(Unreadable) -> Condition? {
    guard items.count >= 3, case .fenced(.parenthesis, let inner, _) = items[0].kind,
      case .relation(.element) = items[1].kind
    else { return nil }
    let letters = try TermReader.arguments(inner, at: place)
    let set = try TermReader.read(Array(items[2...]), at: place)
    return try elements(letters, set, place).last?.condition
  }

  /// What stands between commas.
  private static func part(_ part: [Markup], _ top: Term?) throws(Unreadable) -> [Binder] {
    let start = part[0].range
    guard let place = part.firstIndex(where: { if case .relation = $0.kind { true } else { false } }) else {
      guard let letter = try TermReader.read(part, at: start).asIndex.letter else {
        throw Unreadable(start, "a sum over something else than a letter")
      }
      return [Binder(letter: letter, upper: top)]
    }
    guard case .relation(let relation) = part[place].kind else { return [] }
    // 1 ≤ k ≤ t
    if relation == .lessOrEqual || relation == .less,
      let second = part[(place + 1)...].firstIndex(where: \.isRelation), top == nil
    {
      let lower = try TermReader.read(Array(part[..<place]), at: start)
      guard relation == .lessOrEqual, part[second].kind == .relation(.lessOrEqual),
        let letter = try TermReader.read(Array(part[(place + 1)..<second]), at: start).asIndex.letter
      else { throw Unreadable(part[second].range, "such limits") }
      let upper = try TermReader.read(Array(part[(second + 1)...]), at: part[second].range)
      return [Binder(letter: letter, lower: lower, upper: upper)]
    }
    let right = try TermReader.read(Array(part[(place + 1)...]), at: part[place].range)
    let left = Array(part[..<place])
    if relation == .element { return try elements(left, right, start) }
    guard let letter = try TermReader.read(left, at: start).asIndex.letter else {
      throw Unreadable(start, "a sum over something else than a letter")
    }
    switch relation {
    case .equal: return [Binder(letter: letter, lower: right, upper: top)]
    case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      let left = Term(.name(NameUse(letter)), start)
      let comparison = Condition.Comparison(left: left, relation: relation, right: right)
      return [Binder(letter: letter, upper: top, condition: Condition(comparisons: [comparison]))]
    default: throw Unreadable(part[place].range, "such limits")
    }
  }

  /// e ∈ B, (u, i) ∈ Ω, i ∈ Ω_u, u ∈ Ω^i, j ∈ N(i).
  private static func elements(
    _ left: [Markup], _ set: Term, _ place: SourceRange
  ) throws(Unreadable) -> [Binder] {
    var letters: [Term] = []
    if left.count == 1, case .fenced(.parenthesis, let inner, _) = left[0].kind {
      letters = try TermReader.arguments(inner, at: place)
    } else {
      letters = [try TermReader.read(left, at: place)]
    }
    return try elements(letters, set, place)
  }
}

extension BinderReader {
  /// A sum over the elements of a set that belongs to something is a sum over all, each times whether it is one: so
  /// that sums over two sets that happen to be equal are two numbers.
  static func masked(_ binders: [Binder], _ body: Term) -> (binders: [Binder], body: Term) {
    var masks: [Term] = []
    let plain = binders.map { binder in
      var binder = binder
      let comparisons = binder.condition?.comparisons ?? []
      masks += comparisons.map(\.left).filter(\.isMask)
      let rest = comparisons.filter { !$0.left.isMask }
      binder.condition = rest.isEmpty ? nil : Condition(comparisons: rest)
      return binder
    }
    if masks.isEmpty { return (binders, body) }
    let signs = Array(repeating: Chain.Sign.beside, count: masks.count)
    return (plain, Term(.chain(Chain(factors: masks + [body], signs: signs)), body.range))
  }

  /// |N(v)|: how many elements a set that belongs to something has.
  static func cardinality(_ set: Term) -> Term? {
    let letter = Term(.name(NameUse("\\iota")), set.range)
    guard let binders = try? elements([letter], set, set.range),
      let mask = binders.last?.condition?.comparisons.first?.left
    else { return nil }
    return Term(.big(Big(kind: .sum, binders: [Binder(letter: "\\iota")], body: mask)), set.range)
  }

  private static func elements(
    _ letters: [Term], _ set: Term, _ place: SourceRange
  ) throws(Unreadable) -> [Binder] {
    guard letters.allSatisfy({ $0.letter != nil }), let name = set.baseUse?.name else {
      throw Unreadable(place, "a sum over something else than a letter")
    }
    var binders = letters.map { Binder(letter: $0.letter ?? "") }
    // The elements that belong to something: its letter stands before theirs below, behind them above.
    let indices: [Term]
    switch set.node {
    case .name(let use):
      let own = use.slots.map(\.content)
      indices = use.slots.first?.isAbove == true ? letters + own : own + letters
    case .raised(_, let exponent): indices = letters + [exponent]
    case .applied(let use, let arguments): indices = use.slots.map(\.content) + arguments + letters
    default: throw Unreadable(place, "such limits")
    }
    guard indices.count > 1 else {
      // e ∈ B runs over as many as B has.
      binders[0].upper = Term(.name(NameUse("|\(name)|")), place)
      return binders
    }
    let slots = indices.enumerated().map { Slot(place: .below($0.offset), content: $0.element) }
    let member = Condition.Comparison(
      left: Term(.name(NameUse("∈" + name, slots)), place), relation: .equal, right: Term(.number(1), place))
    binders[binders.count - 1].condition = Condition(comparisons: [member])
    return binders
  }
}

extension Term {
  /// Whether something is an element of a set, as 1 or 0.
  fileprivate var isMask: Bool { baseUse?.name.hasPrefix("∈") == true }
}

extension Markup {
  /// The lines of a \substack, with commas between them.
  fileprivate var linesJoined: [Markup] {
    guard case .environment(.substack, let rows) = kind else { return [self] }
    return Array(rows.map { $0.joined() }.joined(separator: [Markup(.punctuation(.comma), range)]))
  }

  /// The colon or bar of "all i such that".
  fileprivate var isSuchThat: Bool {
    switch kind {
    case .punctuation(.colon), .bar: true
    default: false
    }
  }
}
