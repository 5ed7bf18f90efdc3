import Checking
import Exercises

/// One derivation of the course: its text, the claims in it, and the same derivation as code.
public struct Lesson: Sendable {
  /// 1 … 17.
  public let number: Int
  /// Its name in words: `output-delta`.
  public let slug: String
  /// What it is about, as a heading.
  public let title: String
  /// The folder it comes from: `Lesson07OutputDelta`.
  public let folder: String
  /// The whole of `lesson.md`, header included; the ranges of claims count its bytes.
  public let text: String
  /// The name of the convention its formulas are written in.
  public let convention: String
  /// What it presumes other than that convention does.
  public let presumptions: Presumptions
  /// The display formulas of the text, in order.
  public let claims: [LessonClaim]
  /// What is asked of the learner.
  package let exercises: [Exercise]
  /// The same derivation as code.
  public let derivations: [CodedDerivation]

  /// The name on the command line: `lesson7`.
  public var name: String { "lesson\(number)" }

  /// Reads a lesson's text; throws at the first thing in it that is not as it should be.
  public init(
    folder: String, text: String, exercises: String = "", derivations: [CodedDerivation] = []
  ) throws(LessonProblem) {
    let lines = TextLine.lines(of: text)
    let header = try LessonHeader(lines, folder: folder)
    self.number = header.number
    self.slug = header.slug
    self.title = header.title
    self.folder = folder
    self.text = text
    self.convention = header.convention
    self.presumptions = header.presumptions
    self.claims = try ClaimReader.claims(lines, folder: folder)
    self.derivations = derivations
    do throws(ExerciseProblem) {
      self.exercises = try ExerciseReader.exercises(exercises, lesson: header.number, givens: header.givens)
    } catch {
      throw LessonProblem(in: folder, error)
    }
  }

  /// The text below the header.
  public var body: Substring {
    let lines = TextLine.lines(of: text)
    guard let end = lines.dropFirst().first(where: { $0.trimmed == "---" }) else { return text[...] }
    return text[text.utf8.index(text.startIndex, offsetBy: end.next)...].drop { $0.isNewline }
  }

  /// What a claim presumes, its lesson's presumptions included: the claim's own word goes first.
  public func presumptions(of claim: LessonClaim) -> Presumptions {
    claim.presumptions.over(presumptions)
  }

  /// The settings a claim is judged with, given the lesson's convention.
  public func settings(for claim: LessonClaim, convention: Convention, seed: UInt64 = 1) -> Settings {
    Settings(convention, presumptions(of: claim), seed: seed, includesZeros: claim.includesZeros)
  }

  /// The claim of this name.
  public func claim(_ id: String) -> LessonClaim? { claims.first { $0.id == id } }
}
