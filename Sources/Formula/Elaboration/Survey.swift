/// What letters occur in a formula, found before it is read.
struct Survey {
  let notation: Notation
  /// Letters that stand in subscripts or as bound indices.
  var indexLetters: Set<String> = []
  /// Letters X with X + 1 below a quantity: they count steps.
  var stepLetters: Set<String> = []
  /// Letters X of w(X + 1): they count steps.
  private(set) var stepArguments: Set<String> = []
  /// The first letters of two below a target, an input or a prediction, which have one unit: the i of y_{ij}.
  private(set) var dataLetters: Set<String> = []
  /// A ∘ stands somewhere.
  private(set) var hasCircle = false
  /// Letters bound by a Σ that ends at the letter for the number of examples.
  private var lettersUpToExampleCount: Set<String> = []
  /// Letters among the two indices of a weight.
  private(set) var unitLetters: Set<String> = []
  private var weightsOfOneIndex = 0
  private var otherWeights = 0
  /// a and z with nothing above or below.
  private var plainUnitLetters = 0
  private var otherQuantities = 0

  init(notation: Notation) { self.notation = notation }

  /// The only quantities are a and z without layer, index or example.
  /// Where each of them has a number above, as in a^2 = σ(z^2), the numbers are layers.
  var hasOnlyBareLetters: Bool { plainUnitLetters > 0 && (otherQuantities == 0 || setsBareLetter) }
  /// A Σ up to the letter for the number of examples binds an index of a weight, so that it counts units.
  var countsUnits: Bool { isCountOfEither && !lettersUpToExampleCount.isDisjoint(with: unitLetters) }
  /// It names functions, and perhaps the z and a of one unit, but no quantity of a network.
  var speaksOfFunctionsOnly: Bool { otherQuantities == 0 }
  /// A letter stands somewhere that can only be a matrix of all examples.
  private(set) var hasMatricesOfExamples = false
  /// Another letter than the example's runs up to the number of examples.
  var mayCountUnits: Bool { isCountOfEither && !lettersUpToExampleCount.isEmpty }
  /// The letter for the number of examples may as well be one for a number of units; E is not.
  private var isCountOfEither: Bool {
    Symbol(notation.exampleCountLetter).mayBe(.countOfEither)
  }
  /// Weights stand with one index only, and no layer: the formula is about one neuron.
  var isAboutOneNeuron: Bool { weightsOfOneIndex > 0 && otherWeights == 0 }
  /// An evaluation bar sets a bare letter, so that it is a variable.
  private var setsBareLetter = false

  /// Looks through a list of nodes.
  mutating func visit(_ items: [Markup], inSubscript: Bool = false) {
    for (place, item) in items.enumerated() {
      visit(item, inSubscript: inSubscript)
      if place > 0 { noteStep(behind: items[place - 1], item) }
    }
  }

  /// w_{jk}(t + 1)
  private mutating func noteStep(behind item: Markup, _ bracket: Markup) {
    guard case .fenced(.parenthesis, let body, .parenthesis) = bracket.kind, body.count == 3,
      case .letter(let name) = body[0].strippedOfFaces.kind, name.count == 1,
      body[1].kind == .sign(.plus), body[2].kind == .number("1")
    else { return }
    var base = item
    if case .script(let inner?, _, _, 0) = item.kind { base = inner }
    let isParameter = [Role.weight, .bias].contains {
      let letter = Elaborator.letterName(base)
      return notation.patterns[$0].map { $0.letter == letter || $0.wholeLetter == letter } == true
    }
    if isParameter { stepArguments.insert(name) }
  }

  private mutating func visit(_ item: Markup, inSubscript: Bool) {
    switch item.kind {
    case .letter, .styled:
      guard let name = Elaborator.letterName(item) else {
        if case .styled(_, let inner) = item.kind { visit(inner, inSubscript: inSubscript) }
        return
      }
      if inSubscript { indexLetters.insert(name) } else { count(name, isBare: true) }
    case .script(let base, let sub, let sup, _):
      if let base, let name = Elaborator.letterName(base), !inSubscript {
        noteWeight(name, sub, sup)
        noteData(name, sub)
        let isPlain = (sup ?? []).isEmpty
        count(name, isBare: sub == nil && (sup ?? []).isNumberOrNothing, isPlain: isPlain)
        if name == "e", sub == nil, let sup {
          visit(sup)
          return
        }
      } else if let base {
        visit(base, inSubscript: inSubscript)
      }
      if let sub {
        if base?.isEvaluationBar == true, let letter = sub.unwrappedList.first,
          Elaborator.letterName(letter) != nil || !sub.containsRelation
        {
          setsBareLetter = true
        }
        if case .bigOperator? = base?.stripped.kind { noteLimit(sub, sup) }
        let isCondition = sub.conditionBelow != nil && base?.isIndicator == true
        visit(sub, inSubscript: base?.isEvaluationBar != true && !isCondition)
        noteStep(sub)
      }
      if let sup = sup?.unwrappedList, sup.count == 1, sup[0].isBracket { noteStep(sup.unbracketed) }
      if let base, Elaborator.letterName(base) == nil, let sup, !sup.isNumber {
        // A bracket's superscript: T makes it matrices.
        if sup.contains(where: \.isTranspose) { otherQuantities += 1 }
      }
    case .group(let inner), .root(_, let inner): visit(inner, inSubscript: inSubscript)
    case .fenced(_, let inner, _): visit(inner, inSubscript: inSubscript)
    case .fraction(let above, let below):
      visit(above, inSubscript: inSubscript)
      visit(below, inSubscript: inSubscript)
    case .environment(let kind, let rows):
      if kind == .matrix { otherQuantities += 1 }
      for row in rows { for cell in row { visit(cell, inSubscript: inSubscript) } }
    case .sign(.circle): hasCircle = true
    case .sign(.hadamard), .sign(.outer), .nabla: otherQuantities += 1
    case .word("diag"), .word("softmax"): otherQuantities += 1
    default: break
    }
  }

  /// w_{i+1}, where i is no layer.
  private mutating func noteStep(_ sub: [Markup]) {
    let items = sub.unwrappedList
    guard items.count == 3, items[1].kind == .sign(.plus), items[2].kind == .number("1"),
      case .letter(let name) = items[0].strippedOfFaces.kind, !notation.layerLetters.contains(name),
      name != notation.outputLetter
    else { return }
    stepLetters.insert(name)
  }

  /// Σ_{k=1}^n, where n is the number of examples and k is not the example's letter.
  private mutating func noteLimit(_ sub: [Markup], _ sup: [Markup]?) {
    guard case .letter(let name)? = sub.unwrappedList.first?.strippedOfFaces.kind,
      name != notation.exampleLetter,
      case .letter(notation.exampleCountLetter)? = sup?.unwrappedList.first?.strippedOfFaces.kind
    else { return }
    lettersUpToExampleCount.insert(name)
  }

  /// w_i, against w_{jk}, w_{jk}^l and W.
  private mutating func noteWeight(_ name: String, _ sub: [Markup]?, _ sup: [Markup]?) {
    guard let pattern = notation.patterns[.weight], pattern.letter == name, pattern.layer != .subscript else {
      return
    }
    let items = sub?.unwrappedList ?? []
    if items.count > 1 { unitLetters.formUnion(items.compactMap(Elaborator.letterName)) }
    let isOneIndex =
      sup == nil && items.count == 1
      && {
        switch items[0].strippedOfFaces.kind {
        case .letter(let index): index != notation.outputLetter
        case .number(let digits): digits.count == 1
        default: false
        }
      }()
    if isOneIndex { weightsOfOneIndex += 1 } else { otherWeights += 1 }
  }

  /// x_{ij}, y_{ij}: row i, entry j.
  private mutating func noteData(_ name: String, _ sub: [Markup]?) {
    let isData =
      notation.patterns[.target].map { $0.letter == name && $0.unitCount == 1 } == true
      || notation.aliases.contains { $0.letter == name && $0.role == .activation && $0.layer != nil }
    guard isData, let items = sub?.unwrappedList.filter({ $0.kind != .punctuation(.comma) }),
      items.count == 2,
      case .letter(let row) = items[0].strippedOfFaces.kind, case .letter = items[1].strippedOfFaces.kind
    else { return }
    dataLetters.insert(row)
  }

  private mutating func count(_ name: String, isBare: Bool, isPlain: Bool = true) {
    if notation.isOnlyMatrixOfExamples(name) { hasMatricesOfExamples = true }
    let isRole = Role.allCases.contains {
      notation.patterns[$0]?.letter == name || notation.patterns[$0]?.wholeLetter == name
    }
    let isInput = notation.aliases.contains { $0.letter == name && $0.layer == .number(0) }
    guard isRole || isInput else { return }
    let isUnitLetter =
      isInput || name == notation.patterns[.activation]?.letter
      || name == notation.patterns[.preactivation]?.letter
    guard isBare && isUnitLetter else {
      otherQuantities += 1
      return
    }
    if isPlain { plainUnitLetters += 1 }
  }
}

extension [Markup] {
  fileprivate var isNumberOrNothing: Bool { isEmpty || isNumber }
}

extension Markup {
  /// 1, I or χ, below which a condition may stand.
  fileprivate var isIndicator: Bool {
    switch strippedOfFaces.kind {
    case .number("1"), .letter("I"), .letter("\\chi"): true
    case .styled(.blackboard, let inner): inner.count == 1 && inner[0].isIndicator
    default: false
    }
  }

  /// A bar that is open on the left: what stands below it are values put in, not indices.
  fileprivate var isEvaluationBar: Bool {
    switch stripped.kind {
    case .bar, .fenced(.none, _, .bar): true
    default: false
    }
  }
}
