import Formula
import Models

/// Judges numbers: right to the digits asked for.
extension AnswerJudge {
  func numberJudgement(_ answer: Answer) -> Judgement {
    let reading = reading(answer)
    if let (reason, place) = reading.problem, reading.sides.isEmpty, reading.remarks.isEmpty,
      reading.definitions.isEmpty
    {
      return Judgement(.invalid, reason, at: place)
    }
    // Whatever letter stands on the left, the number at the end is the answer.
    let chains = [reading.sides] + reading.remarks + reading.definitions.map(\.sides)
    let last = chains.compactMap(\.last).max {
      ($0.place.block, $0.place.start) < ($1.place.block, $1.place.start)
    }
    guard let last else { return Judgement(.notAttempted) }
    guard let number = last.term.number, let right = model.number else {
      let strange = given.strangers(in: last.term, own: [])
      if let name = strange.first { return Judgement(.invalid, .unknownLetter(name), at: last.place) }
      return Judgement(.wrongForm, .notANumber, at: last.place)
    }
    let digits = exercise.form.digits
    if Self.isRight(number, right, digits: digits) { return Judgement(.correct) }
    let known = exercise.wrong.first { wrong in
      let value = AnswerReading.term(wrong.latex).flatMap(\.number)
      return value.map { Self.isRight(number, $0, digits: digits) } ?? false
    }
    if known == nil, let written = last.term.decimalPlaces, written > 0, written < digits,
      Self.isRight(number, right, digits: written)
    {
      return Judgement(.wrongForm, .fewDigits(digits), at: last.place)
    }
    let reason: Reason =
      known.map { .misconception(name: $0.name ?? "other", words: $0.misconception) } ?? .wrongNumber
    return Judgement(.incorrect, reason, at: last.place)
  }

  /// Half a unit of the last digit off at most; a whole number exactly.
  private static func isRight(_ a: Double, _ b: Double, digits: Int) -> Bool {
    var unit = 1.0
    for _ in 0..<digits { unit /= 10 }
    let isWhole = digits == 0 && b == b.rounded()
    return abs(a - b) <= (isWhole ? 1e-9 * max(1, abs(b)) : 0.5 * unit * (1 + 1e-6))
  }
}

extension Term {
  /// The value of what is made of numbers, powers of e among them; nil for anything else.
  var number: Double? { Arithmetic.value(withExponentials) }

  private var withExponentials: Term {
    if case .raised(let base, let exponent) = node, base.letter == "e" {
      return Term(.function("exp", primes: 0, [exponent.withExponentials]), range)
    }
    return mapChildren(\.withExponentials)
  }
}
