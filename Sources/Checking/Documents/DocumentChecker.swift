import Formula

/// Judges the formulas of a text in their order, each with what the text has said before it.
struct DocumentChecker {
  private let document: Document
  private let settings: Settings
  private let reader: FormulaReader
  private let bytes: [UInt8]
  /// What the text has defined up to where the checker has come.
  private var glossary = Glossary()
  private var claims: [ClaimReport] = []
  /// What symbols of more than one meaning mean in the text.
  private var meanings = SettledMeanings()
  /// The text has said that its vectors are rows.
  private var saysRows = false

  init(_ text: String, settings: Settings) {
    document = Document(text)
    self.settings = settings
    reader = FormulaReader(notation: settings.convention.notation, macros: document.macros)
    bytes = document.readable
  }

  /// A formula of the text: one passage, or displays that continue each other.
  private struct Piece {
    var passage: Passage
    var latex: String
    var range: SourceRange
    var reading: ReadFormula

    /// Whether something is said in it that can be true or false.
    var isClaim: Bool {
      passage.kind == .display
        || reading.alternatives.first?.statements.contains { !$0.relations.isEmpty } == true
    }
  }

  /// The verdicts on all formulas.
  mutating func report() -> DocumentReport {
    let pieces = self.pieces()
    let conditions = pieces.compactMap { piece in
      condition(of: piece).map { ProseCondition(condition: $0, range: piece.passage.range) }
    }
    let selected = Set(conditions.map(\.range))
    let claimed = pieces.filter { $0.isClaim && !selected.contains($0.passage.range) }.map(\.passage.range)
    for piece in pieces {
      // Only definitions of commands.
      if piece.reading.alternatives.first?.statements.isEmpty == true { continue }
      guard let first = piece.reading.alternatives.first else {
        if piece.passage.kind == .display || piece.latex.contains("=") {
          claims.append(checker(piece).report(piece.reading))
        }
        continue
      }
      if piece.passage.kind == .display, let last = first.statements.last, last.trailing != nil,
        last.relations.isEmpty
      {
        claims.append(dangling(piece))
        continue
      }
      if piece.passage.kind == .inline {
        guard piece.isClaim, !selected.contains(piece.passage.range) else { continue }
      }
      take(
        piece, ProseCondition.conditions(conditions, of: piece.passage.range, besides: claimed, in: bytes))
    }
    for number in claims.indices where claims[number].id.isEmpty {
      claims[number].id = claims[number].statement?.marks.first ?? "claim-\(number + 1)"
    }
    return DocumentReport(
      claims: claims, problems: document.problems, convention: settings.convention.name, seed: settings.seed)
  }

  /// Judges a formula, and learns what it defines.
  private mutating func take(_ piece: Piece, _ conditions: [Condition]) {
    let lead = LeadIn(piece.passage)
    saysRows = saysRows || lead.saysRows
    var checker = self.checker(piece)
    checker.glossary = glossary
    checker.conditions = conditions
    checker.isDeclared = lead.declares
    checker.isAboutHiddenLayers = lead.isAboutHiddenLayers
    checker.mayBeRows = saysRows
    let reading = meanings.settled(piece.reading)
    let report = checker.honestReport(reading)
    claims.append(report)
    if report.outcome == .holds { meanings.learn(from: reading) { checker.report($0).outcome == .holds } }
    for definition in checker.definitions(in: reading) { glossary.add(definition) }
  }

  private func checker(_ piece: Piece) -> FormulaChecker {
    FormulaChecker(settings: settings, latex: piece.latex, offset: piece.range.start)
  }

  /// A display that ends with a relation behind which nothing comes.
  private func dangling(_ piece: Piece) -> ClaimReport {
    let end = SourceRange(piece.range.end, piece.range.end)
    let problem = Problem(
      .missingOperand, at: end, found: "the end of the display", expected: "a formula behind the relation",
      help: "Let the next display go on with it, with no words between.")
    return checker(piece).report(ReadFormula(alternatives: [], problems: [problem]))
  }

  // MARK: - Pieces

  /// The formulas with displays that end or begin with a relation joined to their neighbours.
  private func pieces() -> [Piece] {
    var result: [Piece] = []
    for passage in document.passages {
      let piece = Piece(
        passage: passage, latex: passage.body, range: passage.bodyRange,
        reading: reader.read(passage.body, offset: passage.bodyRange.start))
      if let last = result.last, let joined = joined(last, piece) {
        result[result.count - 1] = joined
      } else {
        result.append(piece)
      }
    }
    return result
  }

  /// Bytes of text over which displays are joined.
  private static let longestDerivation = 10_000

  /// Two displays as one; nil where the second does not continue the first.
  private func joined(_ first: Piece, _ second: Piece) -> Piece? {
    guard first.passage.kind == .display, second.passage.kind == .display,
      first.passage.headings == second.passage.headings,
      let open = first.reading.alternatives.first?.statements.last,
      let next = second.reading.alternatives.first?.statements.first,
      open.trailing != nil || next.leading != nil
    else { return nil }
    let gap = second.range.start - first.range.end
    guard gap >= 2, second.range.end - first.range.start <= Self.longestDerivation else { return nil }
    // A = … at the end of a display goes on in the next one only where no prose stands between.
    if next.leading == nil,
      bytes[first.range.end..<max(first.range.end, second.passage.range.start)].contains(where: \.isWord)
    {
      return nil
    }
    // What stands between the displays is a line break to the reader; places stay places in the text.
    let latex = first.latex + "\\\\" + String(repeating: " ", count: gap - 2) + second.latex
    let reading = reader.read(latex, offset: first.range.start)
    guard reading.alternatives.first != nil else { return nil }
    return Piece(
      passage: first.passage, latex: latex, range: first.range.union(second.range), reading: reading)
  }

  /// What a formula in prose says where it only says which indices or values are meant.
  private func condition(of piece: Piece) -> Condition? {
    guard piece.passage.kind == .inline, let statements = piece.reading.alternatives.first?.statements,
      statements.count == 1, let statement = statements.first
    else { return nil }
    return statement.selection(
      isIntroduced: ProseCondition.isSupposed(before: piece.passage.range.start, bytes))
  }
}

extension UInt8 {
  /// A letter or a digit, also of a foreign alphabet.
  fileprivate var isWord: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
    default: false
    }
  }
}

extension Statement {
  /// The condition that it is where it says only which indices, layers or signs are meant: i ≠ j, 1 ≤ j ≤ n, z > 0.
  ///
  /// - Parameter isIntroduced: "for", "if" or "when" stands before it: then values of any quantity are meant.
  func selection(isIntroduced: Bool) -> Condition? {
    guard !relations.isEmpty, leading == nil, trailing == nil else { return nil }
    var comparisons: [Comparison] = []
    for (place, relation) in relations.enumerated() {
      let (left, right) = (sides[place], sides[place + 1])
      switch relation {
      case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        guard isIntroduced || left.isSelectable && right.isSelectable else { return nil }
      case .equal:
        let isCount = left.isCount && right.isCount && (left.namesIndex || right.namesIndex)
        guard isCount || isIntroduced && left.isValue && right.isConstant else { return nil }
      default: return nil
      }
      comparisons.append(Comparison(left, relation, right))
    }
    return Condition(comparisons)
  }
}

extension Expression {
  /// Whether it is a quantity or a name, which may have a value: y_j = 0.
  fileprivate var isValue: Bool {
    switch node {
    case .quantity, .symbol: true
    default: false
    }
  }

  /// Whether it can stand in a condition: a count, or one quantity that has a sign.
  fileprivate var isSelectable: Bool {
    if case .quantity(let quantity) = node {
      return quantity.role == .preactivation || quantity.role == .target
    }
    return isCount
  }
}
