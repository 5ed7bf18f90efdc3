import Checking
import Exercises
import Formula
import Lessons

/// One command being carried out.
struct Command<Output: TextOutputStream, Errors: TextOutputStream> {
  let arguments: Arguments
  let surroundings: Surroundings
  var output: Output
  var error: Errors

  /// Does what the verb does, and returns the exit status.
  mutating func run(_ verb: Verb) throws(Mistake) -> Int32 {
    switch verb {
    case .check: return try check()
    case .trace: return try trace()
    case .train: return try train()
    case .model: try model()
    case .list: try list()
    case .read: try read()
    case .start: try start()
    case .hint: try hint()
    case .grade: return try grade()
    case .conventions: try conventions()
    case .translate: try translate()
    case .help: try help()
    }
    return 0
  }

  var screen: Screen { surroundings.outputScreen(arguments.color, isASCII: arguments.isASCII) }

  mutating func write(_ lines: [Line]) { output.write(screen.text(lines)) }

  mutating private func complain(_ mistake: Mistake) {
    let screen = surroundings.errorScreen(arguments.color, isASCII: arguments.isASCII)
    error.write(screen.text(MistakeText(mistake).lines(screen)))
  }

  private mutating func check() throws(Mistake) -> Int32 {
    let isText = arguments.format == .text
    let targets = Targets(
      arguments: arguments, surroundings: surroundings, withTraces: isText,
      withCounterexamples: (lessons: !isText || arguments.explains, others: true))
    var names = try targets.names()
    if names.isEmpty { names = [.named(try SheetFolder(surroundings.folder).latest(try arguments.course()))] }
    if !isText, let convention = arguments.convention, Convention.builtIn(convention) == nil {
      _ = try arguments.chosenConvention()
    }
    var results: [Result<CheckedTarget, Mistake>] = []
    var status: Int32 = 0
    for (place, name) in names.enumerated() {
      let result = checked(name, targets)
      switch result {
      case .success(let target):
        status = max(status, target.exitStatus)
        for warning in target.sheet?.warnings ?? [] { warn(warning) }
        if isText {
          write((place == 0 ? [] : [Line()]) + lines(target))
        }
      case .failure(let mistake):
        status = MistakeText.status
        if isText { complain(mistake) }
      }
      // Texts are written at once; only JSON, which is one value, waits for the last.
      if !isText { results.append(result) }
    }
    switch arguments.format {
    case .json: output.write(ReportJSON.answer(results).text)
    case .latex, .markdown:
      var judged: [CheckedTarget] = []
      for case .success(let target) in results { judged.append(target) }
      for case .failure(let mistake) in results { complain(mistake) }
      if !judged.isEmpty {
        output.write(
          arguments.format == .latex ? CheckLaTeX.document(judged) : CheckMarkdown.document(judged))
      }
    default: break
    }
    return status
  }

  /// One line on standard error about what went on without.
  mutating func warn(_ words: String) {
    let screen = surroundings.errorScreen(arguments.color, isASCII: arguments.isASCII)
    error.write(screen.text([Line("note: ", .doubtful) + Line(words)]))
  }

  private func checked(_ name: Targets.Target, _ targets: Targets) -> Result<CheckedTarget, Mistake> {
    surroundings.begin("checking")
    defer { surroundings.end() }
    do { return .success(try targets.checked(name)) } catch { return .failure(error) }
  }

  private func lines(_ target: CheckedTarget) -> [Line] {
    switch target.kind {
    case .lesson(let lesson): LessonText(target, lesson, screen).lines
    case .document: DocumentText(target: target, screen: screen, explains: arguments.explains).lines
    case .equation: EquationText(target: target, screen: screen).lines
    case .sheet(let sheet): SheetReport(target: target, sheet: sheet, screen: screen).lines
    }
  }

  private mutating func trace() throws(Mistake) -> Int32 {
    let targets = Targets(arguments: arguments, surroundings: surroundings, withTraces: true)
    let names = try targets.names()
    guard !names.isEmpty else { throw .missingTarget(.trace) }
    guard names.count == 1 else {
      throw .tooManyTargets(.trace, given: Array((arguments.targets + arguments.equations).dropFirst()))
    }
    let target = try checked(names[0], targets).get()
    if let id = arguments.claim, !target.claims.contains(where: { $0.report.id == id }) {
      throw .unknownClaim(id, target: target.name, known: target.claims.map(\.report.id))
    }
    let claims = target.claims.filter { $0.trace != nil }
    guard !claims.isEmpty else {
      // The verdict says why.
      write(lines(target))
      throw .nothingToTrace(target.name)
    }
    switch arguments.format {
    case .latex: output.write(TraceLaTeX.document(target, claims))
    case .markdown: output.write(TraceMarkdown.document(target, claims))
    default:
      for (place, claim) in claims.enumerated() {
        guard let trace = claim.trace else { continue }
        write(
          (place == 0 ? [] : [Line(), Line()]) + TraceText(trace: trace, claim: claim, screen: screen).lines)
      }
    }
    return claims.allSatisfy(\.isAsExpected) ? 0 : 1
  }

  private mutating func read() throws(Mistake) {
    guard let name = arguments.targets.first else { throw .missingTarget(.read) }
    try refuseTargets(.read, beyond: 1)
    let lesson = try arguments.lesson(name)
    let notation = try lesson.ownConvention().notation
    write(MarkdownText.lines(lesson.body[...], notation: notation, screen: screen))
    for exercise in lesson.exercises {
      let heading = "**\(exercise.id) \(exercise.title)**"
      let text = [heading, exercise.prompt, SheetText.given(exercise)].joined(separator: "\n\n")
      write([Line()] + MarkdownText.lines(text[...], notation: notation, screen: screen))
    }
  }

  private mutating func conventions() throws(Mistake) {
    try refuseTargets(.conventions, beyond: 1)
    guard let name = arguments.targets.first else {
      let conventions = Convention.builtInNames.compactMap(Convention.builtIn)
      return write(ConventionsTable(conventions: conventions, screen: screen).lines)
    }
    let convention = try Arguments.convention(named: name)
    write(ConventionText(convention: convention, screen: screen).lines)
  }

  private mutating func help() throws(Mistake) {
    try refuseTargets(.help, beyond: 1)
    guard let name = arguments.targets.first else { return write(Help.overview()) }
    if let topic = Topic(rawValue: name) { return write(page(topic)) }
    guard let verb = Verb(rawValue: name) else {
      let known = Verb.allCases.map(\.rawValue) + Topic.allCases.map(\.rawValue)
      let near = nearest(to: name, among: known).map { Topic(rawValue: $0) == nil ? $0 : "help \($0)" }
      throw .unknownVerb(name, nearest: near)
    }
    write(Help.usage(of: verb))
  }

  private func page(_ topic: Topic) -> [Line] {
    switch topic {
    case .diagnoses: DiagnosesPage(screen: screen).lines
    }
  }

  func refuseTargets(_ verb: Verb, beyond count: Int) throws(Mistake) {
    guard arguments.targets.count <= count else {
      throw .tooManyTargets(verb, given: Array(arguments.targets.dropFirst(count)))
    }
  }
}
