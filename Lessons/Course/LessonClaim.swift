import Checking
import Formula

/// A display formula of a lesson, with what the lesson says about it.
///
/// Every ```` ```math ```` block is a claim, and by default it is expected to hold. An HTML comment directly
/// above it may say more, and does not show on the page:
///
///     <!-- claim output-delta
///     expect: fails
///     reason: The factor σ′ is missing.
///     cost: half-sum-squares
///     zeros: yes
///     -->
public struct LessonClaim: Sendable, Hashable {
  /// Its name within the lesson: the one given, else `claim-3` for the third formula of the lesson.
  public var id: String
  /// What the checker has to find.
  public var expected: Outcome
  /// Why it is not true, in one sentence for the learner, where it is not.
  public var reason: String?
  /// Which document it is from, where the lesson quotes an error.
  public var source: String?
  /// What it presumes other than its lesson does.
  public var presumptions: Presumptions
  /// It is also judged on networks with pre-activations that are exactly zero.
  public var includesZeros: Bool
  /// The formula as written: one claim, or the steps of one derivation.
  public var latex: String
  /// Where the formula stands in the lesson's text, in bytes.
  public var range: SourceRange
  /// The line of the text on which the formula begins, counted from 1.
  public var line: Int
}
