import Checking
import Formula
import Lessons

/// Finds out what the targets of a command are, and judges them.
struct Targets {
  let arguments: Arguments
  let surroundings: Surroundings
  /// Whether derivations are wanted, for the rules and numbers in a text.
  let withTraces: Bool
  /// Whether small examples are wanted for what is false, in a lesson and elsewhere.
  var withCounterexamples: (lessons: Bool, others: Bool) = (false, false)

  /// The names of all targets, in the order in which they are judged: formulas, then operands, then the course.
  func names() throws(Mistake) -> [Target] {
    var targets: [Target] = []
    for (place, latex) in arguments.equations.enumerated() {
      targets.append(
        .equation(latex, name: arguments.equations.count == 1 ? "equation" : "equation \(place + 1)"))
    }
    targets += arguments.targets.map(Target.named)
    if arguments.all { targets += try arguments.course().lessons.map { .named($0.name) } }
    return targets
  }

  /// One thing to judge.
  enum Target {
    case equation(String, name: String)
    case named(String)
  }

  /// The verdicts on one target.
  func checked(_ target: Target) throws(Mistake) -> CheckedTarget {
    switch target {
    case .equation(let latex, let name): return try equation(latex, name: name)
    case .named("-"):
      return try document(
        try TextFile.text(surroundings.input(TextFile.limit + 1), name: "standard input"), name: "-")
    case .named(let name):
      if LessonID(name) != nil, let lesson = try lessonIfAny(name) { return try checked(lesson, name: name) }
      do { return try document(try TextFile.text(at: name), name: name) } catch {
        guard case .file(_, .missing) = error, !name.contains("/"), !name.contains(".") else { throw error }
        throw .unknownTarget(name, nearest: (try? arguments.course())?.names(near: name).first)
      }
    }
  }

  /// The lesson of this name; nil for none, also where the course cannot be read but there is such a file.
  private func lessonIfAny(_ name: String) throws(Mistake) -> Lesson? {
    do { return try arguments.course().lesson(name) } catch {
      if TextFile.exists(name) { return nil }
      throw error
    }
  }

  private func equation(_ latex: String, name: String) throws(Mistake) -> CheckedTarget {
    let settings = arguments.settings(try arguments.chosenConvention() ?? .standard)
    let source = NumberedText(latex)
    let report = Checker(settings).check(formula: latex)
    let pages = PageVerdicts(
      settings, arguments.presumptions, isNamed: try arguments.chosenConvention() != nil,
      withExamples: withCounterexamples.others)
    let explained = pages?.equation(latex, report) ?? ExplainedReport(report: report)
    return CheckedTarget(
      name: name, kind: .equation, convention: settings.convention, seed: settings.seed,
      claims: [claim(explained, source, settings)], source: source)
  }

  private func document(_ text: String, name: String) throws(Mistake) -> CheckedTarget {
    if arguments.format == .text || arguments.format == .json, let sheet = try sheet(text, name: name) {
      return sheet
    }
    let header = try Header(Document(text), of: name)
    var own = header.presumptions
    var convention = try arguments.chosenConvention()
    if convention == nil, let (chosen, line) = header.convention {
      guard let known = Convention.builtIn(chosen) else {
        let near = nearest(to: chosen, among: Convention.builtInNames)
        throw .header(name, line: line, key: "convention", .unknownConvention(chosen, nearest: near))
      }
      convention = known
    }
    if convention == nil, let (lessonName, line) = header.lesson {
      let course = try arguments.course()
      guard let lesson = course.lesson(lessonName) else {
        let near = course.names(near: lessonName).first
        throw .header(name, line: line, key: "lesson", .unknownLesson(lessonName, nearest: near))
      }
      convention = try lesson.ownConvention()
      own = own.over(lesson.presumptions)
    }
    let settings = arguments.settings(convention ?? .standard, own)
    let source = NumberedText(text)
    let expectations = Expectations(text)
    // Where nothing says in which notation it is written, a text that defines its own model is judged by that.
    if convention == nil, own.over(arguments.presumptions) == Presumptions() {
      let document = Document(text)
      if let (claims, preface) = OwnModels.reports(
        document, withExamples: withCounterexamples.others)
      {
        return CheckedTarget(
          name: name, kind: .document, convention: settings.convention, seed: settings.seed,
          claims: expectations.set(
            claims.map {
              CheckedClaim(report: $0.report, source: source, settings: settings, examples: $0.examples ?? [])
            }),
          problems: document.problems, source: source, preface: preface)
      }
    }
    let report = Checker(settings).check(document: text)
    let pages = PageVerdicts(
      settings, own.over(arguments.presumptions), isNamed: convention != nil,
      withExamples: withCounterexamples.others)
    let claims = pages?.document(text, report.claims) ?? report.claims.map { ExplainedReport(report: $0) }
    return CheckedTarget(
      name: name, kind: .document, convention: settings.convention, seed: settings.seed,
      claims: expectations.set(claims.map { claim($0, source, settings) }), problems: report.problems,
      source: source)
  }

  private func checked(_ lesson: Lesson, name: String) throws(Mistake) -> CheckedTarget {
    let chosen = try arguments.chosenConvention()
    let convention = if let chosen { chosen } else { try lesson.ownConvention() }
    var claims: [CheckedClaim] = []
    for lessonClaim in lesson.claims {
      let settings = arguments.settings(
        convention, lesson.presumptions(of: lessonClaim),
        includesZeros: lessonClaim.includesZeros)
      var report = Checker(settings).check(formula: lessonClaim.latex)
      report.id = lessonClaim.id
      claims.append(
        claim(
          ExplainedReport(report: report), NumberedText(lessonClaim.latex, firstLine: lessonClaim.line),
          settings,
          lessonClaim))
    }
    return CheckedTarget(
      name: name, kind: .lesson(lesson), convention: convention, seed: arguments.seed ?? 1, claims: claims,
      source: NumberedText(lesson.text))
  }

  private func claim(
    _ explained: ExplainedReport, _ source: NumberedText, _ settings: Settings,
    _ lessonClaim: LessonClaim? = nil
  ) -> CheckedClaim {
    let report = explained.report
    let isWanted = arguments.claim.map { $0 == report.id } ?? true
    let checker = Checker(settings)
    let isRefuted = lessonClaim == nil ? withCounterexamples.others : withCounterexamples.lessons
    var examples = explained.examples ?? []
    if explained.examples == nil, isRefuted, isWanted {
      examples = checker.counterexamples(for: report).map {
        ShownExample($0, notation: settings.convention.notation, isGiven: settings.widths != nil)
      }
    }
    return CheckedClaim(
      report: report, source: source, settings: settings, lessonClaim: lessonClaim,
      trace: withTraces && isWanted ? checker.trace(report) : nil, examples: examples)
  }
}

extension Lesson {
  /// The convention its formulas are written in.
  func ownConvention() throws(Mistake) -> Convention {
    guard let convention = Convention.builtIn(convention) else {
      let near = nearest(to: self.convention, among: Convention.builtInNames)
      throw .header(
        "\(folder)/lesson.md", line: 1, key: "convention", .unknownConvention(self.convention, nearest: near))
    }
    return convention
  }
}
