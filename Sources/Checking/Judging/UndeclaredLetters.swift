import Formula

/// Letters that neither the notation nor the text declares, where a verdict would rest on what they stand for.
///
/// Such a letter is given any number. That is right for a rate or a factor, which a claim has to survive whatever
/// it is; it says nothing where the letter is a quantity that the reader was not told about.
struct UndeclaredLetters {
  let statement: Statement
  /// Letters that stand for a number of units or examples.
  let counts: [Symbol: AxisRange]

  /// Whether everybody reads a name as a number: the value of one unit, a rate that is nothing else, a penalty, ε.
  private static func isNumber(_ symbol: Symbol) -> Bool {
    if symbol.name == "\\mathbb{R}" { return true }
    return symbol.mayBe(oneOf: .unitValue, .rate, .penalty, .slopeAtZero) && !isFactor(symbol)
  }

  /// Whether a name is read as a rate or a factor, whatever it is.
  static func isFactor(_ symbol: Symbol) -> Bool { symbol.mayBe(.factor) }

  /// The undeclared names in an expression.
  func names(in expression: Expression) -> Set<Symbol> {
    expression.symbols.filter { !Self.isNumber($0) && counts[$0] == nil }
  }

  /// The undeclared names in all of the statement, in order.
  var names: [Symbol] {
    statement.sides.reduce(into: Set<Symbol>()) { $0.formUnion(names(in: $1)) }.sorted { $0.name < $1.name }
  }

  /// A letter without which nothing can be said about a link: it is differentiated, or differentiated by, or all
  /// that one side consists of; nil if there is none.
  func deciding(_ link: Int) -> Symbol? {
    let (left, right) = (statement.sides[link], statement.sides[link + 1])
    for side in [left, right] {
      if let letter = differentiated(in: side) { return letter }
    }
    for (side, other) in [(left, right), (right, left)] where !side.speaksOfNetwork {
      let alone = names(in: side).subtracting(other.symbols)
      if let letter = alone.min(by: { $0.name < $1.name }), other.speaksOfNetwork { return letter }
    }
    return nil
  }

  /// A capital in a link that may be a matrix as well as a number; nil if there is none. One that ends a sum or stands
  /// below a fraction bar counts something.
  func possibleMatrix(_ link: Int) -> Symbol? {
    let sides = [statement.sides[link], statement.sides[link + 1]]
    let letters = sides.reduce(into: Set<Symbol>()) { $0.formUnion(names(in: $1)) }
    return letters.filter { letter in
      letter.isCapital && !sides.contains { $0.divides(by: letter) }
    }.min { $0.name < $1.name }
  }

  /// A letter under ∂ about which the derivative says nothing: ∂q/∂w, ∂C/∂q.
  private func differentiated(in expression: Expression) -> Symbol? {
    switch expression.node {
    case .derivative(of: let function, by: let variable), .gradient(of: let function, by: let variable?):
      let below = names(in: variable).filter { !function.symbols.contains($0) }
      // ∂(wx − t)²/∂w has a meaning whatever t is; ∂q/∂w has none.
      let above = function.speaksOfNetwork ? [] : names(in: function).subtracting(variable.symbols)
      if let letter = below.union(above).min(by: { $0.name < $1.name }) { return letter }
    default: break
    }
    for child in expression.children {
      if let letter = differentiated(in: child) { return letter }
    }
    return nil
  }
}

extension Expression {
  /// Whether a quantity, an activation function, or the bare z or a of a unit stands in it.
  var speaksOfNetwork: Bool {
    contains { node in
      switch node {
      case .quantity, .call(.activation, _), .call(.named, _), .call(.softmax, _): true
      case .symbol(let symbol): symbol.name == "z" || symbol.name == "a"
      default: false
      }
    }
  }
}

extension Symbol {
  /// A capital alone, Latin or Greek, plain or in another face; Δ is a sign.
  fileprivate var isCapital: Bool {
    if let greek = name.dropFirst().first, name.hasPrefix("\\"), !name.contains("{") {
      return greek.isUppercase && name != "\\Delta"
    }
    let letters = name.hasPrefix("\\") ? name.drop { $0 != "{" }.dropFirst().dropLast() : name[...]
    return letters.count == 1 && letters.allSatisfy(\.isUppercase)
  }
}

extension Expression {
  /// Whether a name stands in a denominator.
  fileprivate func divides(by letter: Symbol) -> Bool {
    if case .quotient(_, let below) = node, below.symbols.contains(letter) { return true }
    return children.contains { $0.divides(by: letter) }
  }
}

extension StatementChecker {
  /// The verdict on a link that numbers do not refute, where a capital stands for a number only by chance; nil where
  /// none does.
  func verdictOnCapital(_ link: Int, _ chain: LoweredChain) -> LinkReport? {
    UndeclaredLetters(statement: statement, counts: chain.counts).possibleMatrix(link).map {
      undecided(link, $0)
    }
  }

  /// The verdict on a link that rests on an undeclared letter; nil where none decides.
  func undeclaredVerdict(_ link: Int, _ chain: LoweredChain) -> LinkReport? {
    let letters = UndeclaredLetters(statement: statement, counts: chain.counts)
    if let letter = letters.deciding(link) { return undecided(link, letter) }
    guard let problem = typeProblem(of: link, chain), problem.isAboutShapes else { return nil }
    let sides = [statement.sides[link], statement.sides[link + 1]]
    let names = sides.reduce(into: Set<Symbol>()) { $0.formUnion(letters.names(in: $1)) }
    guard let letter = names.min(by: { $0.name < $1.name }) else { return nil }
    // With letters of whatever shape is needed the sides may fit.
    var lowering = Lowering(
      statement, convention: settings.convention, layout: layout,
      oneUnitLayers: OneUnitLayers(widths: settings.widths))
    lowering.openLetters = names
    guard let left = try? lowering.shape(of: sides[0]), let right = try? lowering.shape(of: sides[1]),
      left.merged(with: right) != nil
    else { return nil }
    return undecided(link, letter)
  }

  /// The verdict on a link that numbers refute, where a name stands on one side only that nobody knows: it may be
  /// what makes the sides equal.
  func verdictOnUnknownName(_ link: Int, _ chain: LoweredChain) -> LinkReport? {
    let letters = UndeclaredLetters(statement: statement, counts: chain.counts)
    let sides = (letters.names(in: statement.sides[link]), letters.names(in: statement.sides[link + 1]))
    let alone = sides.0.symmetricDifference(sides.1).filter { !UndeclaredLetters.isFactor($0) }
    return alone.min { $0.name < $1.name }.map { undecided(link, $0) }
  }

  private func undecided(_ link: Int, _ letter: Symbol) -> LinkReport {
    var report = blank(link, .undecided)
    let shown = UnicodePrinter(notation: settings.convention.notation).print(Expression(.symbol(letter)))
    report.diagnosis = Diagnosis(
      name: .other,
      message: "\(shown) is no quantity of this notation, so this cannot be decided. "
        + "Define it before (\(shown) := …), or declare the letter in a convention file.",
      range: report.range)
    return report
  }
}

extension TypeProblem {
  /// Whether two layers are taken for one.
  var isAboutRanges: Bool {
    switch kind {
    case .indexRanges, .limit, .functionLayer: true
    default: false
    }
  }

  /// Whether another shape of some letter could mend it.
  var isAboutShapes: Bool {
    switch kind {
    case .product, .shapes, .needsVector, .needsScalar, .elementIndices: true
    case .indexRanges, .leftoverIndex, .unknownRange, .limit, .notAVariable, .vectorByMatrix, .whichExample,
      .noBias, .biasWithoutUnit, .softmaxIsNotElementwise, .functionLayer, .noSuchLayer, .ellipsis,
      .unsupported:
      false
    }
  }
}
