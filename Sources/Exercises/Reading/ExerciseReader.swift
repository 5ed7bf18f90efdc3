/// Reads the exercises of a lesson.
///
///     ## 7.1 The output δ, squared error
///     <!-- exercise
///     kind: formula
///     left: \delta_j^{(L)}
///     cost: half-sum-squares
///     letters: a, y, z, \sigma
///     points: 2
///     -->
///     What is asked, in Markdown.
///     ### Given          definitions of its own; may be left out
///     ### Answer         one or several ```math blocks, a side a block
///     ### Hints          a numbered list, from a question to the first step
///     ### Wrong answers  a list: `name` and misconception, each with a ```math block
package struct ExerciseReader {
  private let lines: [TextLine]
  private let lesson: Int
  private let givens: Givens
  private var position = 0
  private var exercises: [Exercise] = []

  /// How many hints there are at least: a question, a rule, the first step.
  package static let levels = 3

  /// All exercises of a text; what its lesson takes as given is given, unless the exercise says otherwise.
  package static func exercises(
    _ text: String, lesson: Int, givens: Givens = Givens()
  ) throws(ExerciseProblem) -> [Exercise] {
    var reader = ExerciseReader(lines: TextLine.lines(of: text), lesson: lesson, givens: givens)
    while reader.position < reader.lines.count { try reader.exercise() }
    return reader.exercises
  }

  private init(lines: [TextLine], lesson: Int, givens: Givens) {
    self.lines = lines
    self.lesson = lesson
    self.givens = givens
    while position < lines.count, !lines[position].isHeading { position += 1 }
  }

  private mutating func exercise() throws(ExerciseProblem) {
    let heading = lines[position]
    let words = heading.trimmed.dropFirst(3)
    let id = String(words.prefix { !$0.isWhitespace })
    guard let (whole, _) = Self.number(id) else { throw problem(heading, .missingNumber(String(words))) }
    guard whole == lesson else { throw problem(heading, .otherLesson(id)) }
    guard !exercises.contains(where: { $0.id == id }) else { throw problem(heading, .repeatedNumber(id)) }
    var exercise = Exercise(
      id: id, title: words.dropFirst(id.count)[...].trimmedSpaces, kind: .formula, prompt: "",
      givens: givens, left: "", answer: [], form: Exercise.Form(), points: Exercise.Points(total: 1),
      hints: [], wrong: [], line: heading.number)
    position += 1
    while position < lines.count, lines[position].trimmed.isEmpty { position += 1 }
    try keys(of: &exercise, below: heading)
    exercise.prompt = try prose()
    while position < lines.count, !lines[position].isHeading { try section(of: &exercise) }
    try check(exercise, heading)
    exercises.append(exercise)
  }

  /// `7.1` as its two numbers.
  static func number(_ id: String) -> (lesson: Int, place: Int)? {
    let parts = id.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let lesson = Int(parts[0]), let place = Int(parts[1]), place > 0,
      "\(lesson).\(place)" == id
    else { return nil }
    return (lesson, place)
  }

  private func check(_ exercise: Exercise, _ heading: TextLine) throws(ExerciseProblem) {
    if exercise.prompt.isEmpty { throw problem(heading, .missing("what is asked")) }
    if exercise.left.isEmpty { throw problem(heading, .missing("left")) }
    if exercise.answer.isEmpty { throw problem(heading, .missing("### Answer")) }
    if exercise.hints.count < Self.levels { throw problem(heading, .tooFewHints(exercise.hints.count)) }
  }

  private func problem(_ line: TextLine, _ reason: ExerciseProblem.Reason) -> ExerciseProblem {
    ExerciseProblem(line: line.number, reason: reason)
  }
}

// MARK: - Keys

extension ExerciseReader {
  private mutating func keys(of exercise: inout Exercise, below heading: TextLine) throws(ExerciseProblem) {
    guard position < lines.count, lines[position].trimmed == "<!-- exercise" else {
      throw problem(heading, .missingKeys)
    }
    let first = lines[position]
    position += 1
    while true {
      guard position < lines.count else { throw problem(first, .unclosed("<!--")) }
      let line = lines[position]
      position += 1
      if line.trimmed == "-->" { return }
      if line.trimmed.isEmpty { continue }
      guard let (key, value) = line.keyAndValue else { throw problem(line, .badLine(line.trimmed)) }
      switch Self.take(key, value, into: &exercise) {
      case true: break
      case false: throw problem(line, .badValue(key: key, value: value))
      case nil: throw problem(line, .unknownKey(key))
      }
    }
  }

  private static func take(_ key: String, _ value: String, into exercise: inout Exercise) -> Bool? {
    switch key {
    case "kind":
      guard let kind = Exercise.Kind(rawValue: value) else { return false }
      exercise.kind = kind
    case "left": exercise.left = value
    case "condition": exercise.condition = value
    case "letters":
      exercise.form.letters = value.split(separator: ",").map { $0.trimmedSpaces }.filter { !$0.isEmpty }
      return exercise.form.letters?.isEmpty == false
    case "derivatives":
      exercise.form.allowsDerivatives = value == "yes"
      return value == "yes" || value == "no"
    case "steps":
      guard let steps = Int(value), (1...40).contains(steps) else { return false }
      exercise.form.steps = steps
    case "digits":
      guard let digits = Int(value), (0...12).contains(digits) else { return false }
      exercise.form.digits = digits
    case "points":
      // 3, or 1 + 1 + 2 for the steps of a derivation.
      let parts = value.split(separator: "+", omittingEmptySubsequences: false).map {
        Double($0.trimmedSpaces)
      }
      let numbers = parts.compactMap { $0 }
      guard numbers.count == parts.count, numbers.allSatisfy({ $0 > 0 && $0 <= 1000 }) else { return false }
      exercise.points = Exercise.Points(
        total: numbers.reduce(0, +), steps: numbers.count > 1 ? numbers : [])
    default: return exercise.givens.read(key, value)
    }
    return key == "left" || key == "condition" ? !value.isEmpty : true
  }
}

// MARK: - Sections

extension ExerciseReader {
  private mutating func section(of exercise: inout Exercise) throws(ExerciseProblem) {
    let heading = lines[position]
    position += 1
    switch heading.trimmed.dropFirst(4)[...].trimmedSpaces {
    case "Given": exercise.givens.definitions = try prose()
    case "Answer": exercise.answer = try formulas()
    case "Hints": exercise.hints = items().map(\.text)
    case "Wrong answers": exercise.wrong = try wrongAnswers()
    case let name: throw problem(heading, .unknownSection(name))
    }
  }

  /// The text up to the next heading; formulas in fences belong to it.
  private mutating func prose() throws(ExerciseProblem) -> String {
    var text: [String] = []
    while position < lines.count, !lines[position].isHeading, !lines[position].isSection {
      if lines[position].trimmed.hasPrefix("```") {
        let fence = lines[position]
        text += ["```" + fence.trimmed.dropFirst(3)] + (try block()).split(separator: "\n").map(String.init)
        text.append("```")
      } else {
        text.append(lines[position].trimmed)
        position += 1
      }
    }
    while text.last?.isEmpty == true { text.removeLast() }
    return text.drop(while: \.isEmpty).joined(separator: "\n")
  }

  /// What stands in the fence at the current line; goes on behind it.
  private mutating func block() throws(ExerciseProblem) -> String {
    let fence = lines[position]
    position += 1
    let first = position
    while position < lines.count, lines[position].trimmed != "```", !lines[position].isHeading,
      !lines[position].isSection
    {
      position += 1
    }
    guard position < lines.count, lines[position].trimmed == "```" else {
      throw problem(fence, .unclosed("```"))
    }
    defer { position += 1 }
    return lines[first..<position].map(\.trimmed).joined(separator: "\n")
  }

  private mutating func formulas() throws(ExerciseProblem) -> [String] {
    var found: [String] = []
    while position < lines.count, !lines[position].isHeading, !lines[position].isSection {
      if lines[position].trimmed == "```math" {
        found.append(try block())
      } else if lines[position].trimmed.isEmpty {
        position += 1
      } else {
        throw problem(lines[position], .badLine(lines[position].trimmed))
      }
    }
    return found
  }

  /// The items of a list, lines that go on with one included.
  private mutating func items() -> [(text: String, line: Int)] {
    var found: [(text: String, line: Int)] = []
    while position < lines.count, !lines[position].isHeading, !lines[position].isSection,
      !lines[position].trimmed.hasPrefix("```")
    {
      let line = lines[position]
      if let item = line.listItem {
        found.append((item, line.number))
      } else if !line.trimmed.isEmpty, let last = found.indices.last {
        found[last].text += " " + line.trimmed
      }
      position += 1
    }
    return found
  }

  private mutating func wrongAnswers() throws(ExerciseProblem) -> [Exercise.WrongAnswer] {
    var found: [Exercise.WrongAnswer] = []
    while position < lines.count, !lines[position].isHeading, !lines[position].isSection {
      let start = lines[position]
      let entries = items()
      guard position < lines.count, lines[position].trimmed == "```math" else {
        if entries.isEmpty, position < lines.count, lines[position].trimmed.hasPrefix("```") {
          throw problem(lines[position], .badLine(lines[position].trimmed))
        }
        if entries.isEmpty { continue }
        throw problem(start, .wrongWithoutFormula)
      }
      guard entries.count == 1, let entry = entries.first else { throw problem(start, .wrongWithoutFormula) }
      var words = entry.text[...]
      var name: String?
      if words.hasPrefix("`"), let end = words.dropFirst().firstIndex(of: "`") {
        name = String(words[words.index(after: words.startIndex)..<end])
        words = words[words.index(after: end)...]
      }
      let misconception = words.trimmedSpaces
      guard !misconception.isEmpty else { throw problem(start, .wrongWithoutFormula) }
      found.append(
        Exercise.WrongAnswer(
          latex: try block(), misconception: misconception, name: name, line: entry.line))
    }
    return found
  }
}

extension TextLine {
  /// `## 7.1 …`
  var isHeading: Bool { text.hasPrefix("## ") }
  /// `### Hints`
  fileprivate var isSection: Bool { text.hasPrefix("### ") }

  /// What stands behind `1.` or `-` at the beginning of a line.
  fileprivate var listItem: String? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    if !digits.isEmpty, rest.hasPrefix(". ") { return rest.dropFirst(2)[...].trimmedSpaces }
    return digits.isEmpty && rest.hasPrefix("- ") ? rest.dropFirst(2)[...].trimmedSpaces : nil
  }
}
