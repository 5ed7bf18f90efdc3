import Formula
import Models

/// Judges answers to one exercise.
///
/// The page is law. Of an answer only its expressions are judged, put into a text of the judge's own: no word, no
/// condition and no arrow of it has any effect.
package struct AnswerJudge: Sendable {
  let exercise: Exercise
  private(set) var page: Page
  let asked: Term
  let model: Term
  let given: GivenNames
  /// The model answer as it is compared with, in letters that the page has for nothing else.
  private(set) var result: String
  /// What may be used in the answer, where that is said.
  let allowed: [NameUse]
  /// Where the random numbers start.
  let seed: UInt64

  /// Reads what an exercise asks and gives; throws where its own formulas cannot be read.
  package init(_ exercise: Exercise, seed: UInt64 = 1) throws(ExerciseProblem) {
    self.exercise = exercise
    self.seed = seed
    guard let asked = AnswerReading.term(exercise.left) else {
      throw ExerciseProblem(line: exercise.line, reason: .unreadable(exercise.left))
    }
    self.asked = asked
    guard let model = AnswerReading.term(exercise.kind == .shape ? "1" : exercise.result) else {
      throw ExerciseProblem(line: exercise.line, reason: .unreadable(exercise.result))
    }
    self.model = model
    result = exercise.result
    let page = exercise.givens.page
    // Which form of a notation is meant, its letters tell; a power is no layer.
    let shown = [asked, exercise.kind == .shape ? asked : model].map {
      "$$\n\($0.withoutPowers.latex)\n$$\n\n"
    }
    self.page = page.name == Givens.own ? page : page.form(for: Document(shown.joined()), isNamed: true)
    let letters = exercise.form.letters ?? []
    var terms = [asked, model] + letters.compactMap(AnswerReading.term)
    for condition in TextReader.read(Document("```math\n\(exercise.condition ?? "")\n```\n")) {
      terms += condition.terms
    }
    given = GivenNames(self.page, asked: terms, letters: letters)
    // What the exercise speaks of and its page does not is given by name.
    let strangers = GivenNames(self.page, asked: [], letters: []).unknown(in: terms)
    if !strangers.isEmpty {
      self.page.network += "\n\nGiven are " + strangers.map { "$\($0)$" }.joined(separator: ", ") + "."
    }
    let layers = given.layers
    allowed = letters.compactMap { AnswerReading.term($0)?.layered(layers).usesOutsideSlots.first }
    if exercise.kind != .number, exercise.kind != .shape,
      let side = reading(Answer([exercise.result])).sides.last
    {
      result = side.latex
    }
  }

  /// What becomes of an answer.
  package func judgement(of answer: Answer) -> Judgement {
    if answer.isUntouched(left: exercise.left) { return Judgement(.notAttempted) }
    switch exercise.kind {
    case .number: return numberJudgement(answer)
    case .shape: return shapeJudgement(answer)
    case .formula, .derivation, .findTheError: return chainJudgement(answer)
    }
  }

  func reading(_ answer: Answer) -> AnswerReading {
    AnswerReading(
      answer, asked: exercise.left, asked, known: given.known, fixed: given.fixed,
      examples: [page.letters.example, page.letters.examples])
  }

  /// The seed of a second look, which nobody can know before the answer is written; the same for all spellings of it.
  func secondSeed(_ reading: AnswerReading) -> UInt64 {
    let formulas = reading.sides.map(\.term.latex).joined(separator: "\n")
    return FNV("\(exercise.id)\n\(formulas)").value >> 24 | 1 << 20
  }
}

/// Whether something that was said is true.
enum Truth: Sendable, Hashable {
  case yes
  case no(String?)
  case open(String)
}

/// A text of equations that are judged beside each other.
struct JudgedText {
  private var text = ""
  private var passages = 0
  private let suffix: String

  /// A text for what holds under a condition.
  init(condition: String?) { suffix = condition.map { ",\\quad \($0)" } ?? "" }

  /// Adds a chain of equal expressions, and returns the number of its formula.
  mutating func add(_ sides: [String], isConditional: Bool = true) -> Int {
    text += "```math\n" + sides.joined(separator: " = ") + (isConditional ? suffix : "") + "\n```\n\n"
    passages += 1
    return passages - 1
  }

  /// The judge of all of it.
  func judge(on page: Page) -> TextJudge {
    return TextJudge(Document(text), page: page, isLaw: true)
  }
}

extension [StatementVerdict] {
  /// The verdict on the equation of a formula.
  subscript(formula number: Int) -> StatementVerdict? {
    first { verdict in
      guard verdict.statement.passage == number else { return false }
      if case .relation = verdict.statement.content { return true }
      if case .membership = verdict.statement.content { return true }
      if case .unreadable = verdict.statement.content { return true }
      return false
    }
  }
}

extension StatementVerdict {
  /// Whether a link holds, by its place in the chain.
  func truth(ofLink place: Int) -> Truth {
    guard links.indices.contains(place - firstSide) else {
      return .open(note ?? "it is not understood")
    }
    let link = links[place - firstSide]
    switch link.outcome {
    case .holds: return .yes
    case .fails, .illTyped: return .no(link.reason)
    case .undecided: return .open(link.reason ?? "the judge cannot tell")
    case .notAClaim:
      let sides = statement.terms
      if sides.indices.contains(place + 1), sides[place] == sides[place + 1] { return .yes }
      return .open(link.reason ?? "it says nothing")
    }
  }
}
