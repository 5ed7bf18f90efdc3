import Formula

/// Reads the two halves of ∂A/∂B.
struct DerivativeReader {
  private let top: [Markup]
  private let bottom: [Markup]
  private let place: SourceRange

  /// What stands there.
  enum Result {
    /// ∂A/∂B
    case complete(Term)
    /// ∂/∂B, to be applied to what follows.
    case operation(by: [Term])
  }

  init(_ top: [Markup], _ bottom: [Markup], at place: SourceRange) {
    self.top = top
    self.bottom = bottom
    self.place = place
  }

  /// Nil where it is no derivative.
  func read() throws(Unreadable) -> Result? {
    if let scaled = try scaled() { return scaled }
    guard let sign = Self.sign(of: top), let below = Self.sign(of: bottom), sign.kind == below.kind else {
      return nil
    }
    guard let by = try variables(below.kind) else { return nil }
    let numerator = Array(top.dropFirst())
    if numerator.isEmpty { return .operation(by: repeated(by, sign.order)) }
    let term: Term
    if let word = Self.word(numerator) {
      term = word
    } else {
      term = try TermReader.read(numerator, at: place)
    }
    return .complete(Term(.derivative(of: term, by: repeated(by, sign.order)), place))
  }

  /// ∂A / (T · ∂B): a factor before the ∂ below.
  private func scaled() throws(Unreadable) -> Result? {
    guard let sign = Self.sign(of: top), top.count > 1, Self.sign(of: bottom) == nil,
      let start = bottom.firstIndex(where: { Self.sign(of: [$0])?.kind == sign.kind }), start > 0,
      !bottom[..<start].contains(where: { $0.kind == .sign(.plus) || $0.kind == .sign(.minus) })
    else { return nil }
    var factor = Array(bottom[..<start])
    if case .sign(.dot)? = factor.last?.kind { factor.removeLast() }
    let inner = DerivativeReader(top, Array(bottom[start...]), at: place)
    guard sign.kind == .partial, case .complete(let term)? = try inner.read() else { return nil }
    return .complete(Term(.quotient(term, try TermReader.read(factor, at: place)), place))
  }

  /// ∂Loss: letters side by side above ∂ are one word.
  private static func word(_ items: [Markup]) -> Term? {
    let letters = items.compactMap { item -> String? in
      if case .letter(let letter) = item.kind, !letter.hasPrefix("\\") { letter } else { nil }
    }
    guard letters.count == items.count, letters.count > 2 else { return nil }
    let range = items[0].range.union(items[items.count - 1].range)
    return Term(.name(NameUse("\\mathrm{\(letters.joined())}")), range)
  }

  /// ∂w² stands for ∂w ∂w.
  private func repeated(_ by: [Term], _ order: Int) -> [Term] {
    guard order == 2, by.count == 1, case .raised(let base, let exponent) = by[0].node, exponent.integer == 2
    else { return by }
    return [base, base]
  }

  private enum Sign { case partial, letter, delta }

  private static func sign(of items: [Markup]) -> (kind: Sign, order: Int)? {
    guard let first = items.first else { return nil }
    var item = first
    var order = 1
    if case .script(let base?, nil, let sup?, 0) = first.kind {
      item = base
      guard sup.count == 1, case .number(let digits) = sup[0].kind, let number = Int(digits) else {
        return nil
      }
      order = number
    }
    switch item.kind {
    case .partial: return (.partial, order)
    case .letter("d"): return (.letter, order)
    case .styled(_, let inner) where inner.count == 1 && inner[0].kind == .letter("d"):
      return (.letter, order)
    case .letter("\\delta"), .letter("\\Delta"): return (.delta, order)
    default: return nil
    }
  }

  /// What stands between the ∂s of the denominator.
  private func variables(_ kind: Sign) throws(Unreadable) -> [Term]? {
    var parts: [[Markup]] = []
    for item in bottom {
      // Δ behind ∂ is a name.
      if Self.sign(of: [item])?.kind == kind, parts.last?.isEmpty != true {
        parts.append([])
      } else {
        guard !parts.isEmpty else { return nil }
        parts[parts.count - 1].append(item)
      }
    }
    var variables: [Term] = []
    for part in parts where !part.isEmpty { variables.append(try TermReader.read(part, at: place)) }
    return variables.isEmpty ? nil : variables
  }
}
