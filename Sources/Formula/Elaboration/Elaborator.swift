/// One pass of the second stage with a fixed set of choices.
struct Elaborator {
  let notation: Notation
  /// Choices made against the usual reading.
  let choices: Set<Choice>
  /// Where the formula ends, for carets at its end.
  let end: Int
  /// Choices that would have made a difference.
  var choicesMet: Set<Choice> = []
  /// Bare a, z, x stand for the values of one unit in this formula.
  var bareLettersAreUnits = false
  /// Weights have one index in this formula, so that it is about one neuron: a = σ(Σ w_i x_i + b).
  var isAboutOneNeuron = false
  /// The words below costs, as in C_{MSE}; empty for a cost without one.
  var costNames: [String] = []
  /// The cost that is being read has had its word taken.
  var readsNamedCost = false
  /// Letters that count the rows of data in this formula: the i of y_{ij}.
  var dataLetters: Set<String> = []
  /// The letter for the number of examples is a number of units in this formula: Σ_{k=1}^n w_{jk} a_k.
  var countsUnits = false
  /// Letters among the two indices of a weight.
  var unitLetters: Set<String> = []
  /// The formula is about functions only, so that they may stand without arguments: σ′ = σ(1 − σ).
  var leavesOutArguments = false
  /// Matrices of all examples stand in this formula.
  var hasMatricesOfExamples = false
  /// Functions are composed with ∘ in this formula.
  var composesFunctions = false
  /// Letters bound by the Σ or Π around what is being read.
  var boundIndices: Set<String> = []
  /// Letters bound by a Σ over the examples around what is being read.
  var boundExamples: Set<String> = []
  /// Letters that count the steps of gradient descent in this formula.
  var stepLetters: Set<String> = []
  /// Letters that count steps in a bracket behind a parameter: w(t + 1).
  var stepArguments: Set<String> = []
  /// Letters that stand as an index somewhere in the formula.
  var indexLetters: Set<String> = []
  /// Derivatives of the cost that were written with a prefix: dW.
  var prefixedGradients: Set<Node> = []
  /// Conditions that stand before the first formula.
  var pendingConditions: [Condition] = []
  /// Nested operators (Σ, ∂/∂x) whose operands are being read.
  private var nesting = 0
  /// How many operators wait for their operand inside of the innermost bracket.
  var operandDepth = 0

  /// Nested operators beyond which reading stops.
  static let nestingLimit = 64

  init(notation: Notation, choices: Set<Choice>, end: Int) {
    self.notation = notation
    self.choices = choices
    self.end = end
  }

  /// Whether a choice was made; notes that it matters here.
  mutating func chooses(_ choice: Choice) -> Bool {
    choicesMet.insert(choice)
    return choices.contains(choice)
  }

  /// Reads the operand of an operator, one level deeper.
  mutating func nested<Result>(
    at range: SourceRange, _ body: (inout Elaborator) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    guard nesting < Elaborator.nestingLimit else {
      throw Problem(
        .limit, at: range, found: "more than \(Elaborator.nestingLimit) nested operators",
        expected: "fewer", help: "Split the formula into steps.")
    }
    nesting += 1
    operandDepth += 1
    defer {
      nesting -= 1
      operandDepth -= 1
    }
    return try body(&self)
  }

  /// The expression of a list of nodes; it must be used up entirely.
  mutating func expression(_ items: [Markup], in range: SourceRange) throws(Problem) -> Expression {
    var cursor = MarkupCursor(items, range: range)
    let outer = operandDepth
    operandDepth = 0
    defer { operandDepth = outer }
    let result = try sum(&cursor)
    if let extra = cursor.peek {
      throw unexpected(extra)
    }
    return result
  }

  /// The problem of a node that cannot stand where it does.
  func unexpected(_ item: Markup) -> Problem {
    switch item.kind {
    case .punctuation(let mark):
      return Problem(
        .unexpectedToken, at: item.range, found: "'\(mark.rawValue)'", expected: "an operator or the end")
    case .relation:
      return Problem(
        .unexpectedToken, at: item.range, found: "a relation", expected: "a term",
        help: "Relations may stand between formulas, in conditions and in limits.")
    case .text(let text):
      return Problem(
        .unexpectedToken, at: item.range, found: "the words '\(text)'", expected: "an operator or the end",
        help: "Put words outside of the formula.")
    case .sign:
      return Problem(.missingOperand, at: item.range, found: "a sign", expected: "something to apply it to")
    case .unreadable:
      return Problem(.unexpectedToken, at: item.range, found: "something unreadable", expected: "a term")
    default:
      return Problem(
        .unexpectedToken, at: item.range, found: "something that fits no formula", expected: "a term")
    }
  }

  /// The problem of a missing operand at the end of a list.
  func missing(_ what: String, at range: SourceRange, help: String = "") -> Problem {
    Problem(.missingOperand, at: range, found: "nothing", expected: what, help: help)
  }
}

/// Walks along a list of first-stage nodes.
struct MarkupCursor {
  private(set) var items: [Markup]
  var position = 0
  /// The range the list stands in, for what is missing at its end.
  let range: SourceRange

  init(_ items: [Markup], range: SourceRange) {
    self.items = items
    self.range = range
  }

  /// The next node, or nil at the end.
  var peek: Markup? { position < items.count ? items[position] : nil }

  /// The node after the next one.
  var peekSecond: Markup? { position + 1 < items.count ? items[position + 1] : nil }

  /// Where the list ends.
  var endRange: SourceRange {
    let end = items.last?.range.end ?? range.end
    return SourceRange(end, end)
  }

  /// Takes the next node.
  mutating func next() -> Markup? {
    defer { if position < items.count { position += 1 } }
    return peek
  }

  /// Puts a node before the next one.
  mutating func insert(_ item: Markup) { items.insert(item, at: position) }

  /// Names of commands that are written in plain letters when the backslash is forgotten.
  private static let commands = [
    "delta", "sigma", "theta", "alpha", "lambda", "partial", "nabla", "frac", "sqrt", "odot", "cdot", "sum",
  ]

  /// The name of a command in plain letters, of which `first` was taken: `delta_j^L` for `\delta_j^L`.
  func commandWithoutBackslash(from first: Markup) -> (name: String, range: SourceRange)? {
    guard case .letter(var name) = first.kind, name.count == 1 else { return nil }
    var range = first.range
    for item in items[position...].prefix(8) {
      var letter: String?
      if case .letter(let plain) = item.kind { letter = plain }
      if case .script(let base?, _, _, _) = item.kind, case .letter(let plain) = base.kind { letter = plain }
      guard let letter, letter.count == 1, range.end == item.range.start else { break }
      name += letter
      range = range.union(item.range)
      if Self.commands.contains(name) { return (name, range) }
      if case .letter = item.kind { continue }
      break
    }
    return nil
  }

  /// A function's name written in plain letters, max(0, x), of which `first` was taken; takes the others.
  mutating func wordOfLetters(from first: Markup) -> (name: String, range: SourceRange)? {
    guard case .letter(var name) = first.kind, name.count == 1 else { return nil }
    var end = position
    var range = first.range
    while end < items.count, case .letter(let letter) = items[end].kind, letter.count == 1, name.count < 12 {
      name += letter
      range = range.union(items[end].range)
      end += 1
    }
    guard name.count > 2, end < items.count, case .fenced(.parenthesis, _, _) = items[end].kind,
      Function(word: name, primes: 0) != nil
    else { return nil }
    position = end
    return (name, range)
  }

  /// The digits behind a decimal comma in braces, 0{,}5, whose first digits were taken; nil where there is none.
  var decimals: String? {
    guard case .group(let comma)? = peek?.kind, comma.count == 1, comma[0].kind == .punctuation(.comma),
      case .number(let digits)? = peekSecond?.kind, !digits.contains(".")
    else { return nil }
    return digits
  }

  /// Takes the next node if it is the given sign.
  mutating func take(_ sign: Markup.Sign) -> Bool {
    guard case .sign(sign)? = peek?.kind else { return false }
    position += 1
    return true
  }
}

extension Markup {
  /// The list of nodes inside a group, or the node itself.
  var unwrapped: [Markup] {
    if case .group(let items) = kind { return items }
    return [self]
  }

  /// Groups around a single node taken away.
  var stripped: Markup {
    var node = self
    while case .group(let items) = node.kind, items.count == 1, let only = items.first { node = only }
    return node
  }

  /// The range of a list of nodes.
  static func range(of items: [Markup], default fallback: SourceRange) -> SourceRange {
    guard let first = items.first, let last = items.last else { return fallback }
    return first.range.union(last.range)
  }
}
