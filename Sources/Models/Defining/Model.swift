import Formula

/// What a text defines: families with their definitions, functions, sizes, and what is said about leaves.
struct Model: Sendable {
  /// Definitions by name, in the order of the text.
  var definitions: [String: [Definition]] = [:]
  /// Functions by name.
  var functions: [String: [Definition]] = [:]
  /// Names that are functions, defined or not.
  var functionNames: Set<String> = []
  /// Places on names whose index selects a member; the others are axes.
  var keyPlaces: [String: Set<Slot.Place>] = [:]
  /// All places on a name that carry an index somewhere, in order.
  var places: [String: [Slot.Place]] = [:]
  /// Letters that select members.
  var keyLetters: Set<String> = []
  /// Letters that stand for the last member: L, T.
  var ends: [String: Int] = [:]
  /// The range of a key letter as the text gives it.
  var keyRanges: [String: ClosedRange<Int>] = [:]
  /// Sizes by the letters that the text has for them.
  var sizeNames: Set<String> = []
  /// Matrices with zeros on their diagonals.
  var hollow: Set<String> = []
  /// Names that are said to be vectors.
  var vectors: Set<String> = []
  /// Small letters that stand among entries only: a of f_i = a x_i + c.
  var amongEntries: Set<String> = []
  /// Names whose value is a size made of other sizes: M = n − K + 1.
  var derivedSizes: [(name: String, value: Term)] = []
  /// ∈ ℝ^{N×D}
  var declared: [String: DeclaredShape] = [:]
  /// x₁, …, xₙ: the first and the last index of a name.
  var spans: [String: (from: Term, to: Term)] = [:]
  /// Ranges of unit letters: i = 1, …, M.
  var letterRanges: [String: [LetterRange]] = [:]
  /// "All letters are columns of length d"
  var commonLength: String?
  /// What leaves are said to be.
  var leafKinds: [String: LeafKind] = [:]
  /// What they are said to be later, by statement: "now y ∈ {1, …, K}".
  var laterKinds: [(statement: Int, name: String, kind: LeafKind)] = []
  /// A capital that is the stack of a small letter.
  var stacks: [String: Stack] = [:]
  /// Names that stand for derivatives of the cost: dX, \bar v.
  var adjoints: [String: Term] = [:]
  /// Whether the text has vectors and matrices at all.
  var hasMatrices = false
  /// Whether repeated indices are summed.
  var isEinstein = false
  /// Names whose definition could not be read.
  var unread: Set<String> = []
  /// Axes whose indices count from 0, by name and place.
  var fromZero: [String: Set<Slot.Place>] = [:]
  /// x_0 = 1: entries that have a value.
  var fixed: [(name: String, place: Slot.Place, index: Int, value: Double)] = []
  /// The numbers of the text's example, in its order.
  var given: [Given] = []
  /// Letters whose members are unit vectors: e of the one-hot e_y.
  var unitVectors: Set<String> = []
  /// Class numbers that the prose calls different from each other.
  var distinct: Set<String> = []
  /// Names that the text transposes, with the least number of indices they have there: no numbers.
  var transposed: [String: Int] = [:]
  /// Matrices that the prose calls symmetric.
  var symmetric: Set<String> = []
  /// Names that the prose calls a matrix, or speaks of rows or columns of.
  var matrices: Set<String> = []
  /// Names with an index that are a matrix for each: V_i.
  var indexedMatrices: Set<String> = []
  /// Names that are said to be one of a few numbers: y ∈ {−1, 1}.
  var numbers: Set<String> = []
  /// Names that carry an index in bold: each is a vector, or a matrix.
  var boldIndexed: Set<String> = []
  /// Names that are bold somewhere.
  var bold: Set<String> = []
  /// The scalar that everything leads to.
  var cost: String?
  /// What ∇ without a variable differentiates by.
  var variable: Term?
  /// All names that derivatives are taken of and nothing is computed from.
  var costs: Set<String> = []
  /// Numbers that derivatives are taken of, whether or not anything is made of them.
  var numerators: Set<String> = []
  /// Costs that are only named: smooth functions of the outputs.
  var opaque: Set<String> = []
  /// What the prose says they are functions of, by statement: the last one before a claim counts for it.
  var outputs: [(statement: Int, of: Term)] = []
  /// Families that are zero outside of their range.
  var zeroOutside: Set<String> = []
  /// σ is the logistic function.
  var isLogistic = false
  /// Names that definitions speak of.
  var usedByDefinitions: Set<String> = []
  /// Names that functions speak of, besides their parameters.
  var usedByFunctions: Set<String> = []
  var softmaxOverColumns = false
  /// Names of the page before the text that the text defines for itself.
  var overridden: Set<String> = []
  /// Statements that give a name another meaning.
  var redefinitions: [Int] = []
  /// Where the models begin that they belong to.
  var newModels: [Int] = []
  /// How the text lays out derivatives: a definition that turns a number's derivative says that it is a row.
  var layout = Layout.usual

  /// A definition: X = e, for all members that its indices stand for.
  struct Definition: Sendable {
    var use: NameUse
    var parameters: [String] = []
    var body: Term
    /// The number of its statement.
    var statement: Int
    /// It counts from its statement on; before, the name is drawn.
    var isSpecialCase = false
    /// Members it is given for, by key letter.
    var ranges: [String: ClosedRange<Int>] = [:]
    /// What it stands for is a derivative.
    var isDerivative: Bool { body.contains { $0.isDerivative } }
  }

  struct DeclaredShape: Sendable {
    var use: NameUse
    var sizes: [Term]
  }

  /// i = 1, …, M, and the formula it stands in.
  struct LetterRange: Sendable {
    var statement: Int
    /// The first and the last statement of its formula.
    var passage: ClosedRange<Int>
    var from: Term
    var to: Term
  }

  /// How far a letter runs in a statement: as its own formula says, else the last one before, else the first behind.
  func range(of letter: String, at statement: Int) -> LetterRange? {
    guard let all = letterRanges[letter] else { return nil }
    return all.first { $0.passage.contains(statement) } ?? all.last { $0.statement <= statement } ?? all.first
  }

  /// The model as it is at a statement.
  func at(_ statement: Int) -> Model {
    if laterKinds.isEmpty { return self }
    var model = self
    for later in laterKinds where later.statement <= statement { model.leafKinds[later.name] = later.kind }
    return model
  }

  enum LeafKind: Sendable, Hashable {
    case positive, oneHot, distribution, binary, signs
    /// 1, 2, 3: a stride.
    case whole
    case classNumber
    case interval(Double, Double)
  }

  /// w_{11} = 0.5: a number of the text's example.
  struct Given: Sendable {
    var use: NameUse
    var value: Double
    var statement: Int
  }

  struct Stack: Sendable {
    var of: String
    var isTransposed: Bool
  }

  /// Whether a name has an index for the examples of a batch.
  func placesOfExamples(_ name: String) -> Bool { places[name]?.contains(.example) ?? false }

  /// Names whose members are written by number only: W^{[1]}, W^{[2]}.
  var writtenOut: Set<String> = []
  func isWrittenOut(_ name: String) -> Bool { writtenOut.contains(name) }

  /// A capital whose only axis is written above in brackets: its examples are columns.
  func liesInColumns(_ name: String) -> Bool {
    guard name.isCapital, axisCount(name) == 1 else { return false }
    let keyed = keyPlaces[name] ?? []
    return places[name]?.contains { if case .above = $0 { !keyed.contains($0) } else { false } } == true
  }

  /// The key and the indices of a use, by its places.
  func split(_ use: NameUse) -> (key: [Term], axes: [Term?]) {
    let keyed = keyPlaces[use.name] ?? []
    let all = places[use.name] ?? use.slots.map(\.place)
    var key: [Term] = []
    var axes: [Term?] = []
    for place in all {
      let content = use.slots.first { $0.place == place }?.content
      if keyed.contains(place) {
        if let content { key.append(content) }
      } else {
        axes.append(content)
      }
    }
    return (key, axes)
  }

  /// Letters that count units.
  var indexLetters: Set<String> = []
  /// Names that stand for a value without an index somewhere.
  var plainValues: Set<String> = []
  func isIndexLetter(_ letter: String) -> Bool { indexLetters.contains(letter) }

  /// Letters that Σ binds or that stand on what a definition defines: they run.
  var runningLetters: Set<String> = []

  /// How many key indices a name has.
  func keyCount(_ name: String) -> Int { keyPlaces[name]?.count ?? 0 }
  /// How many axis indices a name can carry.
  func axisCount(_ name: String) -> Int { (places[name]?.count ?? 0) - keyCount(name) }
}

extension Model {
  /// I, I_3, I_n, I_{n_L} where the text has no I of its own: the identity.
  func isIdentity(_ name: String) -> Bool {
    guard name == "I" || name.hasPrefix("I_{"), definitions[name] == nil, declared[name] == nil else {
      return false
    }
    let label = name.dropFirst(3).dropLast()
    return name == "I" || label == "?" || label.allSatisfy(\.isNumber) || sizeNames.contains(String(label))
  }

  /// n of I_n.
  func sizeOfIdentity(_ name: String) -> String? {
    let label = String(name.dropFirst(3).dropLast())
    return sizeNames.contains(label) ? label : nil
  }
}

extension Term {
  /// A derivative, or the negative of one.
  var isSignedDerivative: Bool {
    if case .negative(let inner) = node { inner.isDerivative } else { isDerivative }
  }

  /// ∂ or ∇ stands here.
  var isDerivative: Bool {
    switch node {
    case .derivative, .gradient: true
    default: false
    }
  }
}
