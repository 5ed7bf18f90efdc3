import Formula
import Network

/// A small network with friendly numbers on which the two sides of a link differ, worked out so that it can be
/// done again with pen and paper.
///
/// A counterexample holds expressions, not text; the front end prints them. Every value in it was evaluated, and
/// the difference was seen by both judges.
public struct Counterexample: Sendable {
  /// The broken link, as its place in the report's links.
  public var link: Int
  /// The relation that does not hold.
  public var relation: Relation
  /// The network; nil where the claim is about one unit's z and a alone.
  public var network: Network?
  /// What goes into it and what should come out.
  public var batch: Batch
  /// σ of the hidden layers, or of the only one.
  public var activation: Activation
  /// Whether an activation function decides what the numbers are.
  public var usesActivation: Bool
  /// σ is general in the formula; it was chosen for the example.
  public var choosesActivation: Bool
  /// Σ or Π, where limits leave nothing of one on this network.
  public var empty: Set<Formula.BigOperator.Kind>
  /// A general layer is a hidden one here, although the last one may be meant as well.
  public var isInHiddenLayer: Bool
  /// Index letters with their values as counted on the page.
  public var indices: [(name: String, value: Int)]
  /// The general layers' letters with their numbers on the page, L among them where it is written.
  public var layers: [(name: String, value: Int)]
  /// What is given: x, W, b, y, α.
  public var given: [Equation]
  /// What is computed from that, in order; what stands in one row belongs together.
  public var rows: [[Equation]]
  /// The left side of the link, with numbers put in.
  public var left: Equation
  /// The right side of the link, with numbers put in.
  public var right: Equation
  /// The two numbers that differ: the sides, or the entries of them at the indices.
  public var values: (left: Double, right: Double)

  /// Whether some numbers have more decimals than are shown.
  public var isRounded: Bool {
    (given + rows.joined() + [left, right]).contains { equation in
      equation.sides.contains { side in
        side.contains { if case .value = $0 { true } else { false } }
      }
    }
  }

  /// Expressions that are equal, from a name to its value: z = 2·1 + 0 = 2.
  public struct Equation: Sendable, Hashable {
    /// The expressions, at least one.
    public var sides: [Expression]
  }
}
