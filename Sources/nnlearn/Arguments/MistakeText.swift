import Checking
import Lessons

/// A mistake as text: what happened, where, and what to do next.
struct MistakeText: Sendable, Hashable {
  /// What happened, one sentence without the full stop.
  var message: String
  /// What to do next; empty when there is nothing to say.
  var help: String
  /// Where in a file it is.
  var line: Int?
  var column: Int?
  /// The file or target it is about.
  var target: String?

  /// Whatever could not be done ends with this status.
  static let status: Int32 = 2

  /// The text of a mistake.
  init(_ mistake: Mistake) {
    (message, help) = MistakeText.sentences(mistake)
    switch mistake {
    case .file(let path, _): target = path
    case .header(let path, let number, _, _): (target, line, column) = (path, number, 1)
    case .lesson(let problem): (target, line, column) = (problem.path, problem.line, 1)
    case .formula(let path, let number, let place, _): (target, line, column) = (path, number, place)
    case .training(let path, let problem):
      (target, line, column) = (path, problem.place?.line, problem.place?.column)
    case .unknownTarget(let name, _): target = name
    case .nothingToTrace(let name), .unknownClaim(_, let name, _): target = name
    default: break
    }
  }

  /// The lines for standard error.
  func lines(_ screen: Screen) -> [Line] {
    var first = Line("error: ", .bad)
    if let target, let line { first = Line("\(target):\(line):\(column ?? 1): ", .strong) + first }
    first.append(message)
    return [first] + (help.isEmpty ? [] : [Line("help: ", .strong) + Line(help)])
  }

  private static func sentences(_ mistake: Mistake) -> (message: String, help: String) {
    switch mistake {
    case .missingVerb: return ("what to do is missing", "nnlearn help lists the verbs")
    case .unknownVerb(let name, let nearest):
      return (
        "there is no verb \(quoted(name))",
        nearest.map { "did you mean nnlearn \($0)?" } ?? "nnlearn help lists the verbs"
      )
    case .unknownOption(let name, let verb, let nearest):
      let place = verb.map { " of nnlearn \($0.rawValue)" } ?? ""
      return (
        "there is no option \(quoted(name))\(place)",
        nearest.map { "did you mean \($0)?" } ?? "\(usage(verb)) lists the options"
      )
    case .optionOfOtherVerbs(let name, let verb, let verbs):
      let place =
        verb.map { "nnlearn \($0.rawValue) has no option \(name)" } ?? "\(name) needs a verb before it"
      let others = verbs.map { "nnlearn \($0.rawValue)" }.joined(separator: ", ")
      return (place, verbs.isEmpty ? "it stands without a verb: nnlearn \(name)" : "it belongs to \(others)")
    case .missingValue(let option):
      return ("--\(option.name) needs a value", "it takes \(allowed(option.value))")
    case .unexpectedValue(let option, let given):
      return ("--\(option.name) takes no value, but \(quoted(given)) was given", "")
    case .badValue(let option, let given):
      var help = "it takes \(allowed(option.value))"
      if case .word(let words) = option.value, let word = nearest(to: given, among: words) {
        help = "did you mean \(word)? " + help
      }
      return ("--\(option.name) cannot be \(quoted(given))", help)
    case .missingTarget(let verb):
      return (
        "nnlearn \(verb.rawValue) needs \(verb.operandPhrase)",
        "for instance: \(verb.description.examples.first ?? "nnlearn help")"
      )
    case .tooManyTargets(let verb, let given):
      let extra = given.map(quoted).joined(separator: ", ")
      return (
        "nnlearn \(verb.rawValue) does not know what to do with \(extra)", "\(usage(verb)) shows its use"
      )
    case .unknownConvention(let name, let nearest, let known):
      return (
        "there is no convention \(quoted(name)), and no file of that name",
        (nearest.map { "did you mean \($0)? " } ?? "") + "known: \(known.joined(separator: ", "))"
      )
    case .unknownLesson(let name, let nearest, let known):
      return (
        "there is no lesson \(quoted(name))",
        nearest.map { "did you mean \($0)?" }
          ?? (known.isEmpty ? "" : "nnlearn list shows them: \(known.joined(separator: ", "))")
      )
    case .unknownTarget(let name, let nearest):
      return (
        "\(quoted(name)) is neither a file nor a lesson",
        nearest.map { "did you mean \($0)?" } ?? "nnlearn list shows the lessons"
      )
    case .unknownClaim(let id, let target, let known):
      return (
        "\(target) has no claim \(quoted(id))",
        (nearest(to: id, among: known).map { "did you mean \($0)? " } ?? "")
          + (known.isEmpty ? "it has no claims" : "it has \(listed(known))")
      )
    case .missingOption(let option, let verb):
      return (
        "nnlearn \(verb.rawValue) needs --\(option.name)",
        "for instance: \(verb.description.examples.first ?? "")"
      )
    case .translation(let problem, let convention): return sentences(problem, convention)
    case .nothingToTrace(let target):
      return ("\(target) has no formula that numbers could be put into", "nnlearn check says why")
    case .file(let path, let problem): return sentences(path, problem)
    case .answerLost(let reason):
      return ("the answer could not be written: \(reason)", "write it to another place, or free some room")
    case .header(_, _, let key, let problem): return sentences(key, problem)
    case .lesson(let problem): return sentences(problem)
    case .formula(_, _, _, let reason): return (reason, "nnlearn check shows more")
    case .training(_, let problem): return problem.sentences
    case .noSheet:
      return (
        "there is no answer sheet in this folder",
        "nnlearn start lesson1 writes one; nnlearn list shows the lessons"
      )
    case .noExercises(let lesson):
      return ("\(lesson) has no exercises", "nnlearn list shows which lessons have some")
    case .unknownExercise(let id, let lesson, let known):
      return ("\(lesson) has no exercise \(quoted(id))", "it has \(listed(known))")
    case .noSuchHint(let level, let count, let exercise):
      return ("exercise \(exercise) has no hint \(level)", "it has \(count)")
    case .sheetExists(let path, let lesson):
      return (
        "\(quoted(path)) is there already, and is not written over",
        "nnlearn start \(lesson) --again keeps it under another name and begins anew"
      )
    case .noSubmissions(let places):
      return (
        "there is no answer sheet in \(places.map(quoted).joined(separator: ", "))",
        "sheets are files whose names end in .md"
      )
    case .oneSheetOnly(let format, let count):
      return (
        "--format \(format.rawValue) is for one sheet, and these are \(count)",
        "--into DIR writes a file for each sheet"
      )
    case .table(let path, let line, let reason): return ("\(quoted(path)), line \(line): \(reason)", "")
    case .noReport(let path, let reason): return ("\(quoted(path)): \(reason)", "")
    case .unwritable(let path, let reason): return ("\(quoted(path)) cannot be written: \(reason)", "")
    case .noLessons(let folder):
      return ("there is no lesson in \(quoted(folder))", "a lesson is a folder with a file lesson.md in it")
    }
  }

  private static func sentences(_ problem: TranslationProblem, _ convention: String) -> (String, String) {
    switch problem {
    case .unreadable(let problems):
      guard let first = problems.first else { return ("the formula cannot be read as \(convention)", "") }
      return ("the formula cannot be read as \(convention): \(ProblemText.sentence(first))", first.help)
    case .noSymbol(let role):
      return (
        "\(convention) has no letter for \(ConventionText.words(role))",
        "nnlearn conventions \(convention) shows what it has"
      )
    case .ambiguous(let latex):
      return (
        "\(convention) would read it as something else: \(quoted(latex))",
        "nnlearn conventions \(convention) says what its letters mean"
      )
    }
  }

  private static func sentences(_ path: String, _ problem: Mistake.FileProblem) -> (String, String) {
    switch problem {
    case .missing: ("there is no file \(quoted(path))", "")
    case .directory: ("\(quoted(path)) is a folder, not a file", "name the files in it")
    case .empty: ("\(quoted(path)) is empty", "")
    case .tooLarge(let bytes, let limit):
      ("\(quoted(path)) has \(bytes) bytes or more; at most \(limit) are read", "split it into several files")
    case .notUTF8(let offset):
      ("\(quoted(path)) is not UTF-8: the byte at offset \(offset) fits nowhere", "save it as UTF-8")
    case .refused(let reason): ("\(quoted(path)) cannot be read: \(reason)", "")
    }
  }

  private static func sentences(_ key: String, _ problem: Mistake.HeaderProblem) -> (String, String) {
    switch problem {
    case .value(let option, let given):
      ("\(key) cannot be \(quoted(given))", "it takes \(allowed(option.value))")
    case .unknownConvention(let name, let nearest):
      (
        "there is no convention \(quoted(name))",
        nearest.map { "did you mean \($0)?" } ?? "nnlearn conventions lists them"
      )
    case .unknownLesson(let name, let nearest):
      (
        "there is no lesson \(quoted(name))",
        nearest.map { "did you mean \($0)?" } ?? "nnlearn list shows the lessons"
      )
    case .unclosed: ("the header is not closed", "end it with a line of three dashes: ---")
    case .notAConvention(let found, let expected):
      ("a convention cannot say \(found)", "expected: \(expected)")
    }
  }

  private static func sentences(_ problem: LessonProblem) -> (String, String) {
    switch problem.reason {
    case .missingHeader:
      ("the lesson has no header", "it begins with lines between two lines of three dashes")
    case .missingKey(let key): ("the lesson's header lacks \(key)", "")
    case .unknownKey(let key): ("a lesson has no key \(quoted(key))", "")
    case .badValue(let key, let value): ("\(key) cannot be \(quoted(value))", "")
    case .badLine(let text): ("\(quoted(text)) is not of the form key: value", "")
    case .unclosed(let mark): ("\(quoted(mark)) is not closed", "")
    case .claimWithoutFormula(let id): ("the claim \(quoted(id)) has no formula below it", "")
    case .repeatedClaim(let id): ("there are two claims \(quoted(id))", "")
    case .repeatedLesson(let name): ("there are two lessons \(quoted(name))", "")
    case .exercise(let reason): ExerciseProblemText.sentences(reason)
    }
  }

  private static func usage(_ verb: Verb?) -> String {
    "nnlearn help" + (verb.map { " \($0.rawValue)" } ?? "")
  }

  private static func quoted(_ text: String) -> String {
    "‘" + (text.count > 80 ? text.prefix(80) + "…" : text[...]) + "’"
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(12).joined(separator: ", ") + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  private static func allowed(_ value: OptionValue) -> String {
    switch value {
    case .none: "nothing"
    case .word(let words): words.joined(separator: ", ")
    case .text(let name): name
    case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .seed: "a whole number from 0 to \(UInt64.max)"
    case .positive: "a number above 0"
    case .widths:
      "\(Presumptions.layers.lowerBound) to \(Presumptions.layers.upperBound) widths from \(Presumptions.width.lowerBound)"
        + " to \(Presumptions.width.upperBound), input first: 3,5,4,2"
    }
  }
}

extension Verb {
  /// What it is used on, in words.
  fileprivate var operandPhrase: String {
    switch self {
    case .check, .trace: "a lesson, a file or --equation"
    case .train, .model: "a file"
    case .grade: "a folder or files of answer sheets"
    case .read, .start, .hint: "a lesson"
    case .translate: "a formula in LaTeX"
    case .list, .conventions, .help: "nothing"
    }
  }
}
