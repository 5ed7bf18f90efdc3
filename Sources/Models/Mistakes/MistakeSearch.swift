import Formula

/// Looks for the mistake that makes a link false: the edits of every kind are tried in their order, and the first
/// side that the judge finds true names it.
struct MistakeSearch {
  let link: WrongLink
  /// Tells in a moment that a side is false; what it lets pass is judged. Nil where every side has to be.
  var trial: MistakeTrial?
  /// A side as it is read in the reading in which the link has a meaning.
  let read: (Term) -> [Term]
  /// Whether the link holds with another right side.
  let holds: (Term) -> Bool
  /// Whether the wrong side is equal to something.
  let isRight: (Term) -> Bool
  /// Whether a repair is accepted when it is typed in.
  let isAccepted: (Term) -> Bool

  /// How many sides are tried.
  static let tries = 6000
  /// How much work trials may be.
  static let work = 3_000_000
  /// How many are judged.
  static let verdicts = 24
  /// How many are typed in.
  static let repairs = 4

  /// The mistake, with what is said of it and the side mended.
  mutating func find() -> (mistake: Mistake, edit: Mistake.Edit)? {
    var seen: Set<Term> = [link.right]
    var (tries, verdicts, repairs) = (0, 0, 0)
    for mistake in Mistake.all {
      for edit in mistake.edits(link) where edit.right != link.left {
        // The same repair may be evidence of several mistakes.
        guard edit.evidence.isEmpty ? seen.insert(edit.right).inserted : edit.right != link.right else {
          continue
        }
        tries += 1
        guard tries <= Self.tries, (trial?.work ?? 0) < Self.work else { return nil }
        if trial != nil, !read(edit.right).contains(where: { trial?.mayHold($0) == true }) { continue }
        guard !edit.right.isDegenerate else { continue }
        verdicts += 1
        guard verdicts <= Self.verdicts else { return nil }
        guard edit.evidence.isEmpty || edit.evidence.contains(where: isRight), holds(edit.right) else {
          continue
        }
        if let refuted = edit.refuted, holds(refuted) { continue }
        repairs += 1
        guard repairs <= Self.repairs else { return nil }
        if isAccepted(edit.right) { return (mistake, edit) }
      }
    }
    return nil
  }
}

extension Term {
  /// Something is subtracted from itself, or multiplied by zero: nobody writes that.
  fileprivate var isDegenerate: Bool {
    contains { part in
      switch part.node {
      case .sum(let terms):
        let added = terms.filter { !$0.isNegative }.map(TermLaTeX.print)
        return terms.contains { $0.isNegative && added.contains(TermLaTeX.print($0.negated)) }
      case .chain(let chain): return chain.factors.contains { $0.integer == 0 }
      default: return false
      }
    }
  }
}

extension TextModel {
  /// What is wrong with the link at a place of a statement, where one change explains it.
  ///
  /// Every change makes a side of its own, so that work and memory grow as the square: long sides are not explained.
  func diagnosis(
    at number: Int, _ place: Int, _ sides: [Term], _ relation: Relation, _ judge: LinkJudge,
    isAccepted: (Term) -> Bool
  ) -> LinkVerdict.Diagnosis? {
    guard sides[place].size + sides[place + 1].size <= Self.longest else { return nil }
    let right = sides[place + 1].withoutCalls(of: model)
    let left = summed(sides[place], beside: sides[0])
    func step(_ side: Term) -> WrittenStep? { place == 0 ? WrittenStep(left, side, model) : nil }
    let isStep =
      relation != .equal && right.uses.contains { $0.name == left.baseUse?.name } || step(right) != nil
    var judge = judge
    judge.branch = branch(number) ?? .any
    judge.limit = Self.effort
    // A step is compared with the one along the gradient, where its rate is known.
    let meant = isStep ? self.link(number, place, sides, relation, judge).verdict.meant : nil
    let written = summed(right, beside: sides[0])
    let ways =
      meant.map { [LinkReading(judge: judge, left: $0, right: step(written)?.new ?? written)] }
      ?? readings(judge, left, written)
    for (way, reading) in ways.enumerated() {
      let members = reading.judge.members(reading.left, beside: reading.right)
      guard let first = members.first else { continue }
      let hasTrial = !isStep || meant != nil
      let trial = hasTrial ? MistakeTrial(reading.judge, reading.left, members: members) : nil
      guard trial != nil || !hasTrial else { continue }
      let link = WrongLink(
        model: model, left: reading.left, right: right,
        typer: reading.judge.shaped(reading.left, reading.right, first.keys))
      let found = withoutActuallyEscaping(isAccepted) { isAccepted in
        var search = MistakeSearch(
          link: link, trial: trial,
          read: { side in
            let side = summed(side, beside: sides[0])
            if way == 0 { return [step(side)?.new ?? side] }
            return readings(judge, left, side).filter { $0.left == reading.left }.map(\.right)
          },
          holds: { other in
            var all = sides
            all[place + 1] = other
            return self.link(number, place, all, relation, judge).verdict.outcome == .holds
          },
          isRight: { $0 == right || judge.verdict(right, .equal, $0).outcome == .holds },
          isAccepted: isAccepted)
        return search.find()
      }
      guard let (mistake, edit) = found else { continue }
      return LinkVerdict.Diagnosis(
        name: edit.name ?? mistake.name, kind: mistake.title, remark: edit.remark, repair: edit.right)
    }
    return nil
  }

  /// Parts of a formula up to which it is explained.
  private static let longest = 300
  /// Numbers that may be made for one draw of a side with a mistake undone.
  private static let effort = 200_000
}

extension LinkJudge {
  /// The typer of one choice of members, with the shapes of the parts of both sides.
  func shaped(_ left: Term, _ right: Term, _ keys: [String: Int]) -> Typer {
    var typer = typer(for: keys)
    typer.shapes = [:]
    _ = try? typer.type(left)
    _ = try? typer.type(right)
    return typer
  }
}

extension Term {
  /// With products in the place of what was read as a name and the bracket behind it: p(1 − p).
  func withoutCalls(of model: Model) -> Term {
    func isCall(_ use: NameUse, _ arguments: [Term]) -> Bool {
      arguments.count != 1 || use.primes > 0 || model.functionNames.contains(use.name)
        || model.functions[use.name] != nil || arguments[0].letter != nil
    }
    // p (1 − p)²: the exponent belongs to the bracket.
    switch node {
    case .transpose(let inner), .raised(let inner, _):
      if case .applied(let use, let arguments) = inner.node, !isCall(use, arguments) {
        return splitExponent(use, arguments[0].withoutCalls(of: model))
      }
    default: break
    }
    let term = mapChildren { $0.withoutCalls(of: model) }
    switch term.node {
    case .applied(let use, let arguments) where !isCall(use, arguments):
      return Term.product(Term(.name(use), range), arguments[0])
    case .chain(let chain): return Term.product(chain.factors, chain.signs, range)
    default: return term
    }
  }

  private func splitExponent(_ use: NameUse, _ argument: Term) -> Term {
    let power: Term =
      if case .raised(_, let exponent) = node {
        Term(.raised(argument, exponent), argument.range)
      } else {
        Term(.transpose(argument), argument.range)
      }
    return Term.product(Term(.name(use), range), power)
  }
}
