/// What may still be done for a formula, counted in operations: about a nanosecond each, the same on every machine.
///
/// Everything that takes time draws from such an account: evaluating a node, drawing a network, giving a tree its
/// index form, making a candidate for a repair. Where it is spent, evaluation ends in `budgetExceeded` and searches end
/// with what they have. So no input, however nasty, takes longer than the account allows, and no part needs to know
/// which inputs are.
///
/// A class, because all parts of the work on one formula share it. A formula is worked on by one thread.
final class Work: @unchecked Sendable {
  private(set) var left: Int
  /// What it was in the beginning.
  let allowed: Int

  /// An account of so many operations.
  init(_ allowed: Int) {
    self.allowed = allowed
    left = allowed
  }

  /// Whether nothing is left.
  var isSpent: Bool { left <= 0 }
  /// What was done so far.
  var done: Int { allowed - left }

  /// Counts operations. What is done is done: the last of them may take more than was left.
  func take(_ operations: Int) {
    let (rest, overflow) = left.subtractingReportingOverflow(operations)
    left = overflow || rest < 0 ? min(0, left) : rest
  }

  /// Counts what is done to each node of a tree.
  func take(_ operations: Int, timesNodesOf size: Int) {
    let (product, overflow) = operations.multipliedReportingOverflow(by: size)
    take(overflow ? .max : product)
  }
}

extension Work {
  /// For the verdict on a formula.
  static var ofVerdict: Work { Work(800_000_000) }
  /// For what is said of a formula that does not hold: repairs, conditions, later links.
  static var ofExplanation: Work { Work(400_000_000) }
  /// For the small networks that show it.
  static var ofCounterexamples: Work { Work(200_000_000) }
  /// For the numbers of a trace.
  static var ofTrace: Work { Work(150_000_000) }

  /// Giving a node its index form.
  static let lowering = 2_000
  /// Making a tree anew, a node.
  static let copying = 100
  /// What a call of an operation costs beside the operation.
  static let call = 250
  /// Making one edit of a side, before its tree is made.
  static let edit = 500
  /// A network of a handful of units with its batch, forward and backward.
  static let network = 20_000
}
