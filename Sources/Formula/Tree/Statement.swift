/// What one formula of a text says: a chain A = B = C, or a single expression.
public struct Statement: Sendable, Hashable {
  /// The expressions of the chain, at least one. An empty first or last side of a display that continues
  /// another is represented by `startsWithRelation` and `endsWithRelation`.
  public var sides: [Expression]
  /// The relations between neighbouring sides: one fewer than `sides`.
  public var relations: [Relation]
  /// A relation stands before the first side: the display continues the one before.
  public var leading: Relation?
  /// A relation stands behind the last side: the next display continues this one.
  public var trailing: Relation?
  /// Conditions written beside it: `i ≠ j`, `1 ≤ j ≤ n_l`, `\forall l`.
  public var conditions: [Condition]
  /// Marks at the end: `(5)`, `[1]`, `\tag{BP1}`.
  public var marks: [String]
  /// What a writer put beside a step, as in `&= … && \text{chain rule}`: by the number of the side.
  public var notes: [Int: String] = [:]
  /// Where a word below a cost says which one it is, MSE or CE: all these words, the empty one for a cost without.
  public var costNames: Set<String> = []
  /// How far the step of gradient descent goes that it makes; nil where it is to be seen from the sides.
  public var learningRate: Expression?
  /// Where it stands.
  public var range: SourceRange?

  /// Makes a statement.
  public init(
    _ sides: [Expression], _ relations: [Relation], leading: Relation? = nil, trailing: Relation? = nil,
    conditions: [Condition] = [], marks: [String] = [], range: SourceRange? = nil
  ) {
    self.sides = sides
    self.relations = relations
    self.leading = leading
    self.trailing = trailing
    self.conditions = conditions
    self.marks = marks
    self.range = range
  }
}
