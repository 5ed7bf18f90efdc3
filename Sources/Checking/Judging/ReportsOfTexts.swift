import Formula

/// Reports made elsewhere than by the judges of this part: for texts that define their own model.
extension ClaimReport {
  /// A report on a formula that was judged on a text's own model.
  public init(
    id: String, headings: [String], range: SourceRange, latex: String, outcome: Outcome,
    condition: String? = nil,
    links: [LinkReport], diagnosis: Diagnosis? = nil, problems: [Problem] = [], notes: [String] = []
  ) {
    self.init(
      id: id, headings: headings, range: range, latex: latex, statement: nil, outcome: outcome,
      condition: condition, links: links, evidence: links.lazy.compactMap(\.evidence).first,
      diagnosis: diagnosis)
    self.problems = problems
    self.notes = notes
  }
}

extension LinkReport {
  /// A report on a link whose sides are known as LaTeX.
  public init(
    left: String, right: String, relation: Relation, outcome: Outcome, range: SourceRange?,
    maxRelativeDifference: Double?, witness: Witness?, diagnosis: Diagnosis?, evidence: Evidence?
  ) {
    self.init(
      left: Expression(.symbol(Symbol(left))), right: Expression(.symbol(Symbol(right))), relation: relation,
      outcome: outcome, range: range, maxRelativeDifference: maxRelativeDifference, witness: witness,
      diagnosis: diagnosis, evidence: evidence)
  }
}

extension Witness {
  /// A point of a text's own model.
  public init(indices: [(name: String, value: Int)], left: Double, right: Double, seed: UInt64) {
    self.init(indices: indices, layers: [], left: left, right: right, seed: seed, network: "")
  }
}

extension Evidence {
  /// A derivative of a text's own model by both judges.
  public init(sweep: Double, difference: Double, noise: Double, largest: Double, comparisons: Int, draws: Int)
  {
    self.init(
      formula: sweep, finiteDifference: difference, backpropagation: sweep, maxRelativeDifference: largest,
      predictedNoise: noise, comparisons: comparisons, networks: draws)
  }
}

extension Diagnosis {
  /// A diagnosis in words.
  public init(
    _ name: DiagnosisName, saying message: String, repair: String? = nil, at range: SourceRange? = nil
  ) {
    self.init(name: name, message: message, repair: repair, range: range)
  }
}
