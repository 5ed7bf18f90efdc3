/// A cost that has a name: one term for each output unit, added up.
///
/// All that formulas know of one stands in its row; its numbers are `Network`'s. A new one is a case with a row here, and
/// a case with its numbers there.
public enum NamedCost: String, Sendable, Hashable, CaseIterable {
  case sumSquares = "sum-squares"
  case halfSumSquares = "half-sum-squares"
  case meanSquares = "mean-squares"
  case crossEntropy = "cross-entropy"
  case binaryCrossEntropy = "binary-cross-entropy"
  case huber

  /// What is known of a cost.
  public struct Row: Sendable {
    /// Words below a cost's letter that name it, in capitals: the MSE of C_{MSE}.
    public var words: [String]
    /// The term of one unit, as LaTeX in a and y.
    public var term: String
    /// The term's derivative by a, as LaTeX in a and y.
    public var slope: String
    /// The cost of one example in a line: ½ Σ(a − y)².
    public var summary: String
    /// What the sum of the terms is multiplied by: number · n_L^widthPower.
    public var factor: (number: Double, widthPower: Int) = (1, 0)
  }

  /// The cost's row.
  public var row: Row {
    let square = (term: "(a - y)^2", slope: "2(a - y)")
    switch self {
    case .sumSquares:
      return Row(
        words: ["SSE", "SE", "RSS"], term: square.term, slope: square.slope, summary: "Σ(a − y)²")
    case .halfSumSquares:
      return Row(
        words: [], term: square.term, slope: square.slope, summary: "½ Σ(a − y)²", factor: (0.5, 0))
    case .meanSquares:
      return Row(
        words: ["MSE", "MEANSQUAREDERROR"], term: square.term, slope: square.slope,
        summary: "(1/n_L) Σ(a − y)²", factor: (1, -1))
    case .crossEntropy:
      return Row(
        words: ["CE", "XE", "XENT", "NLL", "LLE", "CROSSENTROPY"], term: #"-y\log(a)"#,
        slope: #"-\frac{y}{a}"#, summary: "−Σ y log a")
    case .binaryCrossEntropy:
      return Row(
        words: ["BCE", "BINARYCROSSENTROPY", "LOGLOSS"], term: #"-(y\log(a) + (1 - y)\log(1 - a))"#,
        slope: #"-\frac{y}{a} + \frac{1 - y}{1 - a}"#, summary: "−Σ (y log a + (1 − y) log(1 − a))")
    case .huber:
      return Row(
        words: ["HUBER"],
        term:
          #"\begin{cases} \frac{1}{2}(a - y)^2 & |a - y| < 1 \\ |a - y| - \frac{1}{2} & \text{otherwise} \end{cases}"#,
        slope:
          #"\begin{cases} a - y & |a - y| < 1 \\ \operatorname{sign}(a - y) & \text{otherwise} \end{cases}"#,
        summary: "Σ h(a − y), h(d) = ½ d² where |d| < 1, else |d| − ½")
    }
  }

  /// The cost of one example as LaTeX, with indices.
  public var definition: String {
    let factor =
      switch (row.factor.number, row.factor.widthPower) {
      case (1, 0): ""
      case (0.5, 0): #"\frac{1}{2}"#
      case (1, -1): #"\frac{1}{n_L}"#
      case (let number, let power): "\(number) n_L^{\(power)}"
      }
    let term = row.term.replacingLetters(["a": "a_j^L", "y": "y_j"])
    return factor + #"\sum_j "# + (row.term.hasPrefix("-") ? "(\(term))" : term)
  }

  /// The cost that a word below its letter names: C_{MSE}, L_{CE}; nil for any other word.
  public init?(word: String) {
    let letters = word.uppercased().filter(\.isLetter)
    guard let found = Self.allCases.first(where: { $0.row.words.contains(letters) }) else { return nil }
    self = found
  }

  /// Words that say which cost is meant, of which part of the data, without naming one.
  private static let wordsOfAny: Set<String> = [
    "QUADRATIC", "SQUARED", "TOTAL", "TOT", "TRAIN", "TRAINING", "TRN", "BATCH", "FULL", "ALL", "LOSS",
    "COST",
    "DATA", "EXAMPLE", "SAMPLE", "SINGLE", "ONE", "MEAN", "AVG", "SUM", "NET", "NETWORK",
  ]

  /// Whether a word below a cost's letter makes it no other quantity: C_{\text{MSE}}, C_{\text{train}}.
  static func isKnown(_ word: String) -> Bool {
    NamedCost(word: word) != nil || wordsOfAny.contains(word.uppercased().filter(\.isLetter))
  }
}

extension String {
  /// LaTeX with other letters in place of those that stand alone, outside of commands and of words in braces.
  package func replacingLetters(_ letters: [Character: String]) -> String {
    var result = ""
    var isInWord = false
    for (place, character) in zip(indices, self) {
      let next = index(after: place)
      let isAlone = !isInWord && (next == endIndex || !self[next].isLetter)
      result += isAlone ? letters[character] ?? String(character) : String(character)
      isInWord = character == "\\" || character.isLetter
    }
    return result
  }
}
