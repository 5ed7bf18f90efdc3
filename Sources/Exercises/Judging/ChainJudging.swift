import Formula
import Models

/// Judges formulas and derivations.
extension AnswerJudge {
  func chainJudgement(_ answer: Answer) -> Judgement {
    let reading = reading(answer)
    if let (reason, place) = reading.problem { return Judgement(.invalid, reason, at: place) }
    if let found = foreign(reading) { return found }
    guard let last = reading.sides.last else { return Judgement(.notAttempted) }
    let isRestated = given.restates(last.term, asked)
    if isRestated, exercise.kind != .derivation || reading.sides.count == 1 {
      return Judgement(.wrongForm, .restates, at: last.place)
    }
    var judgement = valueJudgement(answer, reading)
    guard judgement.outcome == .correct else { return judgement }
    if isRestated { return unfinished(judgement, .restates, reading) }
    if let reason = form(last.term) { return unfinished(judgement, reason, reading) }
    if exercise.kind == .derivation {
      let steps = countedSteps(reading)
      if steps < exercise.form.steps {
        judgement.outcome = .wrongForm
        judgement.reason = .fewSteps(have: steps, asked: exercise.form.steps)
        judgement.place = last.place
      }
    }
    return judgement
  }

  /// Letters that nobody gave.
  private func foreign(_ reading: AnswerReading) -> Judgement? {
    for side in reading.sides {
      if let name = given.strangers(in: side.term, own: []).first {
        return Judgement(.invalid, .unknownLetter(name), at: side.place)
      }
    }
    return nil
  }

  /// Why a true expression is not in the form that is asked for.
  private func form(_ term: Term) -> Reason? {
    if !exercise.form.allowsDerivatives, term.hasDerivative, !model.hasDerivative { return .derivativeLeft }
    guard let letters = exercise.form.letters else { return nil }
    let bound = term.boundLetters
    let free = Set(term.sizeNames).union(GivenNames.common)
    for use in term.layered(given.layers).usesOutsideSlots
    where given.known.contains(use.name) && !bound.contains(use.name) && !free.contains(use.name) {
      if allowed.contains(where: { $0.allows(use) }) { continue }
      return .letterNotAllowed(Term(.name(use), term.range).latex, allowed: letters)
    }
    return nil
  }

  /// True so far: more is to come in a chain, else it is the form.
  private func unfinished(_ judgement: Judgement, _ reason: Reason, _ reading: AnswerReading) -> Judgement {
    var judgement = judgement
    let isChain = exercise.kind == .derivation || reading.sides.count > 1
    judgement.outcome = isChain ? .rightSoFar : .wrongForm
    judgement.reason = reason
    judgement.place = reading.sides.last?.place
    return judgement
  }

  /// Steps that differ from the one before and do not only repeat what is asked.
  private func countedSteps(_ reading: AnswerReading) -> Int {
    var count = 0
    var before = asked
    for side in reading.sides {
      if side.term != before, !given.restates(side.term, asked) { count += 1 }
      before = side.term
    }
    return count
  }

  // MARK: - Value

  private func valueJudgement(_ answer: Answer, _ reading: AnswerReading) -> Judgement {
    var text = JudgedText(condition: exercise.condition)
    let sides = reading.sides.map(\.latex)
    let plain = text.add([result, sides[sides.count - 1]])
    let chain = sides.count > 1 ? text.add([exercise.left] + sides) : nil
    let judge = text.judge(on: page).drawing(seed &- 1)
    var judgement = judgement(of: reading, judge.verdicts(), plain: plain, chain: chain)
    if judgement.outcome == .correct {
      let again = judge.drawing(secondSeed(reading)).verdicts()
      judgement = self.judgement(of: reading, again, plain: plain, chain: chain)
      if judgement.outcome == .incorrect {
        judgement.notes.append("it fits some networks by chance, and others not")
      }
    }
    switch judgement.outcome {
    case .correct: return judgement
    case .undecided:
      // Without the model answer: what is asked for, by its own meaning.
      if chain == nil, let other = directJudgement(reading) {
        return other.outcome == .correct ? other : explained(other, reading, answer)
      }
      return judgement
    default: return explained(judgement, reading, answer)
    }
  }

  /// What the verdicts on the equations say of the answer.
  private func judgement(
    of reading: AnswerReading, _ verdicts: [StatementVerdict], plain: Int, chain: Int?
  ) -> Judgement {
    let last = reading.sides.count - 1
    let value = verdicts[formula: plain]?.truth(ofLink: 0)
    guard let chain, let verdict = verdicts[formula: chain] else {
      switch value {
      case .yes: return Judgement(.correct)
      case .no(let reason):
        return Judgement(
          .incorrect, reason.map { .mistake(name: "other", words: $0, repair: nil) },
          at: reading.sides[last].place)
      case .open(let reason): return Judgement(.undecided, .undecided(reason), at: reading.sides[last].place)
      case nil:
        return Judgement(.undecided, .undecided("it is not understood"), at: reading.sides[last].place)
      }
    }
    var steps: [Judgement.Step] = []
    var firstBad: Int?
    for place in reading.sides.indices {
      var truth = verdict.truth(ofLink: place)
      if case .open = truth, place == last, value == .yes, steps.allSatisfy({ $0 == .right }) { truth = .yes }
      switch truth {
      case .yes: steps.append(.right)
      case .no: steps.append(.wrong)
      case .open: steps.append(.undecided)
      }
      if truth != .yes, firstBad == nil { firstBad = place }
    }
    var judgement = Judgement(.correct)
    judgement.steps = steps
    if case .no = value {
      judgement.outcome = .incorrect
    } else if value != nil, value != .yes {
      judgement.outcome = .undecided
    }
    if steps.contains(.wrong) {
      judgement.outcome = .incorrect
    } else if steps.contains(.undecided) {
      // What ends in the right value, over steps that nobody can judge, is for a human.
      judgement.outcome = judgement.outcome == .incorrect ? .incorrect : .undecided
    }
    if judgement.outcome != .correct {
      let place = firstBad ?? last
      judgement.place = reading.sides[place].place
      if judgement.outcome == .undecided { judgement.reason = .undecided("a step of it is not understood") }
      if judgement.outcome == .incorrect, followsThrough(reading, steps) {
        judgement.outcome = .followsThrough
      }
    }
    return judgement
  }

  /// One step is wrong, what comes from it follows, and there was something left to do.
  private func followsThrough(_ reading: AnswerReading, _ steps: [Judgement.Step]) -> Bool {
    guard exercise.kind == .derivation, steps.count(where: { $0 == .wrong }) == 1,
      !steps.contains(.undecided),
      let wrong = steps.firstIndex(of: .wrong), wrong < steps.count - 1, let last = reading.sides.last,
      form(last.term) == nil, countedSteps(reading) >= exercise.form.steps
    else { return false }
    let (own, ours) = (Set(last.term.namesOutsideSlots), Set(model.namesOutsideSlots))
    // From 0, or from a single letter, everything follows.
    return own.count >= 2 && own.intersection(ours).count * 2 >= ours.count
      && reading.sides[wrong].term != last.term
  }

  /// The judgement of an exercise's own answer, by the meaning of what is asked alone.
  package func direct(_ answer: Answer) -> Judgement {
    let reading = reading(answer)
    if let (reason, place) = reading.problem { return Judgement(.invalid, reason, at: place) }
    return directJudgement(reading) ?? Judgement(.undecided)
  }

  /// The judgement by the meaning of what is asked alone.
  private func directJudgement(_ reading: AnswerReading) -> Judgement? {
    var text = JudgedText(condition: exercise.condition)
    let number = text.add([exercise.left, reading.sides[reading.sides.count - 1].latex])
    let verdict = text.judge(on: page).drawing(seed &- 1).verdicts()[formula: number]
    switch verdict?.truth(ofLink: 0) {
    case .yes: return Judgement(.correct)
    case .no: return Judgement(.incorrect, at: reading.sides.last?.place)
    case .open, nil: return nil
    }
  }

  // MARK: - Why

  private func explained(_ judgement: Judgement, _ reading: AnswerReading, _ answer: Answer) -> Judgement {
    var judgement = judgement
    let wrong = judgement.steps.firstIndex(of: .wrong) ?? judgement.steps.firstIndex(of: .undecided)
    let number = wrong ?? reading.sides.count - 1
    let side = reading.sides[number]
    if judgement.place == nil { judgement.place = side.place }
    if let known = misconception(side) {
      judgement.reason = .misconception(name: known.name ?? "other", words: known.misconception)
      return judgement
    }
    var text = JudgedText(condition: exercise.condition)
    let before = number == 0 ? exercise.left : reading.sides[number - 1].latex
    let asked = text.add([before, side.latex])
    let model =
      number == reading.sides.count - 1
      ? text.add([result, side.latex]) : nil
    let isShort = side.term.parts <= Answer.mostPartsExplained
    let verdicts = isShort ? text.judge(on: page).explainedVerdicts() : []
    // By what is asked; by the model answer where only that is understood.
    let reasons = [asked, model].compactMap { $0 }.compactMap { verdicts[formula: $0] }
    let best = reasons.first { $0.links.first?.diagnosis != nil } ?? reasons.first { $0.outcome == .fails }
    if let reason = ([best].compactMap { $0 } + reasons).lazy.compactMap(reason).first {
      judgement.reason = reason
    } else if judgement.reason == nil {
      judgement.reason = .mistake(name: "other", words: "The two sides differ.", repair: nil)
    }
    return judgement
  }

  private func reason(_ verdict: StatementVerdict) -> Reason? {
    guard let link = verdict.links.first else { return nil }
    // A repair that is what was asked for repairs nothing.
    if let found = link.diagnosis, !given.restates(found.repair, asked) {
      // Why it is wrong does not say what would be right.
      let givesAway = found.remark.pieces.contains { $0 == .formula(found.repair) }
      let words = givesAway ? "This is something else than what is asked for." : found.remark.line()
      return .mistake(name: found.name.rawValue, words: words, repair: found.latex)
    }
    if verdict.outcome == .holdsIf, let condition = verdict.condition { return .onlyIf(condition) }
    switch link.outcome {
    case .illTyped:
      return .mistake(
        name: "shape-mismatch", words: Self.sentence(link.reason ?? "the shapes do not fit"), repair: nil)
    case .fails:
      return link.reason.map { .mistake(name: "other", words: Self.sentence($0), repair: nil) }
    case .holds, .undecided, .notAClaim: return nil
    }
  }

  private static func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst() + "."
  }

  /// The typical wrong answer that says the same as this one.
  private func misconception(_ side: AnswerReading.Side) -> Exercise.WrongAnswer? {
    let readable = exercise.wrong.compactMap { wrong in
      reading(Answer([wrong.latex])).sides.last.map { (answer: wrong, side: $0) }
    }
    if let same = readable.first(where: { $0.side.term == side.term }) { return same.answer }
    guard !readable.isEmpty else { return nil }
    var text = JudgedText(condition: exercise.condition)
    let numbers = readable.map { text.add([$0.side.latex, side.latex]) }
    let verdicts = text.judge(on: page).drawing(seed &- 1).verdicts()
    for (wrong, number) in zip(readable, numbers) where verdicts[formula: number]?.truth(ofLink: 0) == .yes {
      return wrong.answer
    }
    return nil
  }
}

extension NameUse {
  /// Whether another use is this one, as far as this one says: a^{L−2} is that of any unit.
  fileprivate func allows(_ use: NameUse) -> Bool {
    name == use.name && slots.allSatisfy(use.slots.contains)
  }
}

extension Term {
  /// Names that stand where a sum ends, or below a fraction alone: sizes.
  fileprivate var sizeNames: [String] {
    var found: [String] = []
    func look(_ term: Term) {
      if case .big(let big) = term.node {
        for binder in big.binders {
          found += (binder.upper?.namesOutsideSlots ?? []) + (binder.lower?.namesOutsideSlots ?? [])
        }
      }
      for child in term.children { look(child) }
    }
    look(self)
    return found
  }
}
