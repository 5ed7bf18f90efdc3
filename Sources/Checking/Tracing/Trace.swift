import Formula

/// An annotated derivation: each step with the rule it uses, numbers put in, and what the judges say.
///
/// A trace holds expressions, not text; the front end prints them as LaTeX, Markdown or Unicode. Everything in
/// it was evaluated.
public struct Trace: Sendable {
  /// The name of the claim.
  public var id: String
  /// The claim's verdict.
  public var outcome: Outcome
  /// The network in words.
  public var network: String
  /// The point the numbers are taken at: `j = 1`.
  public var point: [(name: String, value: Int)]
  /// The layers put for general letters: `l = 2`.
  public var layers: [(name: String, value: Int)]
  /// The steps: one per side of the chain.
  public var steps: [Step]
  /// The values of the quantities that occur, each once: z_1^L = 0.51.
  public var values: [(quantity: Expression, value: Double)]
  /// The judges' values of the chain's first side.
  public var evidence: Evidence?

  /// One side of the chain.
  public struct Step: Sendable {
    /// The relation before it; nil for the first.
    public var relation: Relation?
    /// The formula.
    public var formula: Expression
    /// The same at the point, with sums written out where they are short.
    public var expanded: Expression?
    /// The same with numbers put in for the quantities.
    public var substituted: Expression?
    /// The same with each bracket and each function evaluated.
    public var intermediate: Expression?
    /// Its value at the point.
    public var value: Double?
    /// The whole vector or matrix, where the side is one; `value` is its entry at the point.
    public var result: Expression?
    /// The rule used: "by definition", "squared error", "chain rule".
    public var note: String
    /// The verdict on the link to the step before.
    public var outcome: Outcome?
    /// The link's relative difference.
    public var relativeDifference: Double?
  }
}
