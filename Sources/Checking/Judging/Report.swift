import Formula

/// What became of a claim.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
  /// True on every network tried, by all three judges.
  case holds
  /// Not true in general, but under a condition that is named.
  case holdsIf
  /// False: a counterexample is given.
  case fails
  /// Has no meaning: indices or shapes do not fit.
  case illTyped
  /// Could not be read.
  case unreadable
  /// Could not be decided; costs the learner nothing.
  case undecided
  /// Introduces a symbol or states a definition of the convention.
  case definition
  /// Says nothing that could be true or false: a lone expression, a tautology.
  case notAClaim
}

/// The verdict on one claim: a formula of a text, or the one given.
public struct ClaimReport: Sendable {
  /// A name within the document: from a mark or label, else `claim-3`.
  public var id: String
  /// The headings above it, outermost first; empty for a single equation.
  public var headings: [String] = []
  /// Where it stands in the text, in bytes.
  public var range: SourceRange
  /// The formula as written.
  public var latex: String
  /// The formula as read, where it could be read; of several statements the one that decides.
  public var statement: Statement?
  /// The verdicts on its statements, in order.
  public internal(set) var statements: [StatementReport] = []
  /// The number of the statement that decides.
  var deciding = 0
  /// The number of the first link of the statement that decides, among the links of them all.
  public var firstLink: Int { statements.prefix(deciding).reduce(0) { $0 + $1.links.count } }

  /// The verdict on the statement that decides.
  public var decisive: StatementReport? { statements.indices.contains(deciding) ? statements[deciding] : nil }
  /// The verdict.
  public var outcome: Outcome
  /// The condition under which it holds, for `holdsIf`: "sigmoid units".
  public var condition: String?
  /// The verdict on each link A = B of the chain.
  public var links: [LinkReport]
  /// What the three judges found for the whole claim.
  public var evidence: Evidence?
  /// Why it does not hold.
  public var diagnosis: Diagnosis?
  /// What could not be read.
  public var problems: [Problem] = []
  /// What the verdict and its explanation took, in operations as they are counted: the same on every machine.
  public var operations = 0
  /// Remarks worth saying whatever the verdict: a reading that was chosen, a kink that was met.
  public var notes: [String] = []
}

extension ClaimReport {
  /// The report on a formula from the verdict on it.
  init(_ verdict: FormulaVerdict, id: String, range: SourceRange, latex: String) {
    let decisive = verdict.decisive
    self.init(
      id: id, range: range, latex: latex, statement: decisive?.reading.written, outcome: verdict.outcome,
      condition: decisive?.condition, links: verdict.statements.flatMap(\.links),
      evidence: decisive?.evidence, diagnosis: decisive?.diagnosis)
    statements = verdict.statements
    deciding = verdict.deciding
    notes = verdict.statements.flatMap(\.notes)
  }
}

/// The verdict on one statement of a formula, a chain A = B = C: a display may hold several.
public struct StatementReport: Sendable {
  /// How it was read.
  public internal(set) var reading: Reading
  /// How it is read under the condition on which it holds, found or stated by the text; nil where it needs none.
  var conditional: Reading?
  /// The verdict.
  public internal(set) var outcome: Outcome
  /// The condition under which it holds, for `holdsIf`.
  public internal(set) var condition: String?
  /// The verdict on each link of the chain.
  public internal(set) var links: [LinkReport]
  /// What the three judges found.
  public internal(set) var evidence: Evidence?
  /// Why it does not hold.
  public internal(set) var diagnosis: Diagnosis?
  /// Remarks worth saying whatever the verdict.
  public internal(set) var notes: [String] = []
  /// Whether another layout of gradients could have made a difference.
  var dependsOnLayout = false

  /// The reading that the verdict rests on.
  public var restsOn: Reading { conditional ?? reading }

  /// Notes a way that was chosen, and what it is about.
  mutating func choose(_ way: Way, about subjects: [String] = []) {
    let chosen = ChosenWay(way: way, subjects: subjects)
    reading.ways.append(chosen)
    conditional?.ways.append(chosen)
    notes.append(chosen.sentence)
  }

  /// Notes which names of the text were written out.
  mutating func define(_ names: [Expression]) {
    reading.definitions = names
    conditional?.definitions = names
  }

  /// The same verdict on all of its links.
  mutating func settle(_ outcome: Outcome, _ diagnosis: Diagnosis?) {
    self.outcome = outcome
    self.diagnosis = diagnosis
    for link in links.indices { links[link].outcome = outcome }
  }

  /// Whether nothing but one condition stands between it and holding.
  func restsOnly(on condition: ClaimCondition) -> Bool {
    links.allSatisfy { $0.outcome != .holdsIf || $0.reading?.condition == condition }
  }

  /// Where the text states the condition under which it holds, it holds.
  mutating func holdUnderItsCondition() {
    outcome = .holds
    condition = nil
    diagnosis = nil
    for link in links.indices where links[link].outcome == .holdsIf {
      links[link].outcome = .holds
      links[link].condition = nil
      links[link].diagnosis = nil
    }
  }

  /// Shows the statement that was written in the place of the one that was judged.
  mutating func show(_ written: Statement) {
    reading.show(written)
    conditional?.show(written)
    guard links.count == written.relations.count else { return }
    for link in links.indices {
      links[link].left = written.sides[link]
      links[link].right = written.sides[link + 1]
    }
  }
}

/// The verdict on one link of a chain.
///
/// A link tells whether its two sides are equal, not whether they are right. Behind a broken link:
/// - A side that is what the chain began with, behind one that is not, makes a link that does not hold; its diagnosis is
///   `other`, says that the mistake is undone here, and has no repair.
/// - A side that follows from one without meaning makes a link that holds: the two agree on networks whose layers are
///   equally wide, on which both can be computed.
/// - A repair agrees with the side up to which the chain is true, where one was found; else the message says that it
///   follows a side that is wrong itself.
public struct LinkReport: Sendable {
  /// The left side, as read.
  public var left: Expression
  /// The right side, as read.
  public var right: Expression
  /// The relation between them.
  public var relation: Relation
  /// The verdict.
  public var outcome: Outcome
  /// The condition, for `holdsIf`.
  public var condition: String?
  /// Where the right side stands in the text.
  public var range: SourceRange?
  /// The largest relative difference between the sides that was met.
  public var maxRelativeDifference: Double?
  /// A point at which the sides differ.
  public var witness: Witness?
  /// Why it does not hold.
  public var diagnosis: Diagnosis?
  /// The judges' findings for this link.
  public var evidence: Evidence?
  /// The note a writer put beside the step, as in `&& \text{chain rule}`.
  public var note: String?
  /// How it was read, where it holds in another reading of the chain only: under a condition.
  var reading: Reading?
}

/// A point at which the two sides of a link differ.
public struct Witness: Sendable {
  /// Index letters with their values as counted on the page, in the order of the formula.
  public var indices: [(name: String, value: Int)]
  /// The general layer's letters with the layers tried.
  public var layers: [(name: String, value: Int)]
  /// The left side there.
  public var left: Double
  /// The right side there.
  public var right: Double
  /// The seed of the network.
  public var seed: UInt64
  /// The network, in words: "3-5-4-2, sigmoid".
  public var network: String
}

/// What the three judges found.
public struct Evidence: Sendable {
  /// The formula's value at the point shown.
  public var formula: Double
  /// The left side's value by finite differences, where it is a derivative.
  public var finiteDifference: Double?
  /// The left side's value by backpropagation, where it is a derivative.
  public var backpropagation: Double?
  /// Largest relative difference over all points and networks.
  public var maxRelativeDifference: Double
  /// Largest predicted relative noise of the finite differences.
  public var predictedNoise: Double
  /// How many pairs of numbers were compared.
  public var comparisons: Int
  /// On how many networks.
  public var networks: Int
}

/// Why a claim does not hold.
public struct Diagnosis: Sendable {
  /// The stable name.
  public var name: DiagnosisName
  /// One sentence for the learner.
  public var message: String
  /// A formula that would be right, as LaTeX.
  public var repair: String?
  /// The same formula as it was judged.
  public internal(set) var repaired: Expression?
  /// The part to blame.
  public var range: SourceRange?
  /// How many changes the repair makes.
  var changes = 1
  /// What the repair is worth: not a proof, but that many networks drawn anew.
  public var confirmation: Confirmation?
  /// The repair is no change of what was written, but what holds in its place.
  var isAnotherFormula = false

  /// A diagnosis.
  init(
    name: DiagnosisName, message: String, repair: String? = nil, range: SourceRange? = nil,
    confirmation: Confirmation? = nil
  ) {
    self.name = name
    self.message = message
    self.repair = repair
    self.range = range
    self.confirmation = confirmation
  }

  /// Takes the repair of another diagnosis.
  mutating func offer(_ other: Diagnosis) {
    repair = other.repair
    repaired = other.repaired
    confirmation = other.confirmation
    isAnotherFormula = other.isAnotherFormula
  }

  /// Said of a repair that is true where general layers are hidden ones.
  static let forHiddenLayers = " The repair is true for hidden layers."

  /// Whether a change of what was written makes it right.
  var hasSmallRepair: Bool { repair != nil && !isAnotherFormula }

  /// How a repair was found to be true.
  public struct Confirmation: Sendable, Hashable {
    /// Networks drawn anew on which it holds.
    public var networks: Int
    /// 2 where the formula speaks of derivatives, by finite differences and by backpropagation; else 1.
    public var judges: Int
  }
}

/// The stable names of diagnoses.
public enum DiagnosisName: String, Sendable, Hashable, CaseIterable {
  case missingFactor2 = "missing-factor-2"
  case signError = "sign-error"
  case missingActivationDerivative = "missing-activation-derivative"
  case wrongLayer = "wrong-layer"
  case missingSum = "missing-sum"
  case transposedWeight = "transposed-weight"
  case wrongNormalisation = "wrong-normalisation"
  case missingOrExtraInputFactor = "missing-or-extra-input-factor"
  case trueClassOnly = "true-class-only"
  case softmaxDiagonalOnly = "softmax-diagonal-only"
  case wrongQuantity = "wrong-quantity"
  case shapeMismatch = "shape-mismatch"
  case indexMismatch = "index-mismatch"
  case saysNothing = "says-nothing"
  case other = "other"
}

/// How many claims of a document had which outcome.
public struct Summary: Sendable, Hashable {
  /// The count of each outcome; outcomes that did not occur are 0.
  public private(set) var counts: [Outcome: Int] = [:]
  /// All claims.
  public var claims: Int { counts.values.reduce(0, +) }

  /// Counts the outcomes.
  public init(_ outcomes: some Sequence<Outcome>) {
    for outcome in outcomes { counts[outcome, default: 0] += 1 }
  }

  /// How many had this outcome.
  public subscript(_ outcome: Outcome) -> Int { counts[outcome] ?? 0 }
}

/// The verdicts on all claims of a text.
public struct DocumentReport: Sendable {
  /// The claims in the order of the text.
  public var claims: [ClaimReport]
  /// Problems of the text itself: an unclosed fence.
  public var problems: [Problem]
  /// The name of the convention used.
  public var convention: String
  /// The seed used.
  public var seed: UInt64
  /// The counts.
  public var summary: Summary { Summary(claims.map(\.outcome)) }
}
