/// A quantity's scripts: which of them are its layer, its units, its example, a transpose, a power.
extension Elaborator {
  /// The quantity a letter with scripts stands for.
  mutating func quantity(
    _ role: Role, _ letter: String, _ scripts: Scripts, _ range: SourceRange, fixedLayer: Layer? = nil,
    goesIntoLayer: Bool = false, holdsAllExamples: Bool = false
  ) throws(Problem) -> Expression {
    guard let pattern = notation.patterns[role] else {
      throw Problem(.unknownSymbol, at: range, found: "'\(letter)'", expected: "a symbol of this notation")
    }
    if role == .cost || role == .batchCost, let sub = scripts.sub, let label = sub.unwrappedList.costLabel {
      guard NamedCost.isKnown(label) else {
        // C_{\text{obj}}: another cost than the notation's.
        let symbol = Expression(.symbol(Symbol(letter + "_{" + label + "}")), range)
        return try withScripts(symbol, Scripts(sup: scripts.sup, primes: scripts.primes), range)
      }
      costNames.append(label)
      return try costWithoutName(role, letter, Scripts(sup: scripts.sup), range, fixedLayer)
    }
    if role == .cost || role == .batchCost, !readsNamedCost { costNames.append("") }
    if let sub = scripts.sub, stepLabel(sub) == nil, let word = sub.unwrappedList.onlyWord {
      // y_{\text{obj}}: a name of its own.
      let symbol = Expression(.symbol(Symbol(letter + "_{\\text{" + word + "}}")), range)
      return try withScripts(symbol, Scripts(sup: scripts.sup, primes: scripts.primes), range)
    }
    if let sub = scripts.sub, notation.patterns[role]?.layer != .subscript || scripts.sup == nil,
      let step = stepLabel(sub), role != .cost, role != .batchCost
    {
      // w_{t+1}, W^l_t: a step of gradient descent.
      let value = try quantity(role, letter, Scripts(sup: scripts.sup), range, fixedLayer: fixedLayer)
      return step == .new ? Expression(.updated(value), range) : value
    }
    if role != .cost, role != .batchCost, let (scripts, step) = withoutStep(scripts) {
      // w_{jk}^{l,\text{new}}
      let value = try quantity(role, letter, scripts, range, fixedLayer: fixedLayer)
      return step == .new ? Expression(.updated(value), range) : value
    }
    if pattern.layer == .subscript, let sup = scripts.sup, let step = stepSuperscript(sup) {
      // \Theta_\ell^{(t+1)}, where layers are subscripts.
      let value = try quantity(role, letter, Scripts(sub: scripts.sub), range, fixedLayer: fixedLayer)
      return step == .new ? Expression(.updated(value), range) : value
    }
    if role == .error, let kronecker = try kronecker(letter, scripts, range) { return kronecker }
    if role == .error, scripts.sup == nil, let sub = scripts.sub, let pair = kroneckerIndices(sub, pattern) {
      return Expression(.kronecker(pair.0, pair.1), range)
    }
    if role == .weight, let line = try lineOfWeights(scripts, pattern, range) { return line }
    var quantity = Quantity(role, layer: fixedLayer)
    quantity.hasOwnLetter = fixedLayer != nil
    var superscript = SuperscriptParts()
    if let sup = scripts.sup {
      superscript = try superscriptParts(
        sup, pattern, hasSubscript: scripts.sub != nil, isFixed: fixedLayer != nil, range)
    }
    if let sub = scripts.sub {
      try take(
        subscript: sub, pattern, into: &quantity, hasLayer: superscript.layer != nil,
        isData: role == .target || fixedLayer != nil, range)
    }
    if let layer = superscript.layer, goesIntoLayer {
      quantity.layer = Layer(layer.base, layer.offset - 1)
    } else if let layer = superscript.layer {
      guard quantity.layer == nil || fixedLayer == nil || fixedLayer == layer else {
        throw Problem(
          .badScript, at: range, found: "a layer on '\(letter)'",
          expected: "no layer: this symbol has one layer only")
      }
      quantity.layer = layer
    }
    quantity.layer?.offset += notation.shiftOfLayer(role)
    if let example = superscript.example { quantity.example = example }
    if holdsAllExamples, quantity.example == nil { quantity.example = .all }
    quantity = ofOneNeuron(quantity)
    if isAboutOneNeuron, role == .activation, fixedLayer == .number(0), !quantity.indices.isEmpty {
      // What goes into the neuron, whichever layer it is in.
      quantity.layer = Layer(.output, -1)
    }
    if let bare = bareUnit(role, letter, quantity, superscript, range) {
      return try withScripts(bare, Scripts(sup: superscript.rest), range)
    }
    if superscript.isTransposed, quantity.indices.count == 2 {
      // W^{lT}_{jk}: the entry jk of the transpose is w_{kj}.
      quantity.indices.reverse()
      superscript.isTransposed = false
    }
    var value = Expression(.quantity(quantity), range)
    if superscript.isTransposed { value = Expression(.transpose(value), range) }
    if let rest = superscript.rest {
      value = Expression(.power(value, try expression(rest, in: range)), range)
    }
    return value
  }

  /// A quantity of the only neuron that a formula is about: w_i, and a, z, b, y without index.
  func ofOneNeuron(_ quantity: Quantity) -> Quantity {
    guard isAboutOneNeuron, quantity.layer == nil else { return quantity }
    var result = quantity
    if quantity.indices.isEmpty, quantity.role.unitSlots == 1 {
      result.indices = [.literal(notation.firstUnit)]
    }
    return result
  }

  /// Bare a and z as the values of one unit, where the formula has nothing else.
  private func bareUnit(
    _ role: Role, _ letter: String, _ quantity: Quantity, _ superscript: SuperscriptParts,
    _ range: SourceRange
  ) -> Expression? {
    guard bareLettersAreUnits, quantity.layer == nil, quantity.indices.isEmpty, quantity.example == nil,
      role == .activation || role == .preactivation, !superscript.isTransposed
    else { return nil }
    return Expression(.symbol(Symbol(role == .activation ? "a" : "z")), range)
  }

  /// δ with two indices and no layer, in a notation whose error term has one.
  private mutating func kroneckerIndices(_ sub: [Markup], _ pattern: Notation.Pattern) -> (Index, Index)? {
    guard pattern.unitCount == 1, let slots = try? indices(sub, in: SourceRange(0, 0)), slots.count == 2
    else {
      return nil
    }
    if pattern.layer == .subscript, (try? layerExpression(sub.firstSlot)) != nil { return nil }
    if sub.unwrappedList.slots.count == 2, isLayerWithLetter(sub.firstSlot) { return nil }
    return (slots[0], slots[1])
  }

  /// The cost below whose letter a word says which one it is.
  private mutating func costWithoutName(
    _ role: Role, _ letter: String, _ scripts: Scripts, _ range: SourceRange, _ fixedLayer: Layer?
  ) throws(Problem) -> Expression {
    readsNamedCost = true
    defer { readsNamedCost = false }
    return try quantity(role, letter, scripts, range, fixedLayer: fixedLayer)
  }

  /// What a superscript holds.
  struct SuperscriptParts {
    var layer: Layer?
    var example: Index?
    var isTransposed = false
    /// What remains: a power.
    var rest: [Markup]?
  }

  /// Splits `l`, `(l)`, `[l](i)`, `l+1`, `(l)T`, `2`, `T` by the notation.
  private mutating func superscriptParts(
    _ sup: [Markup], _ pattern: Notation.Pattern, hasSubscript: Bool, isFixed: Bool, _ range: SourceRange
  ) throws(Problem) -> SuperscriptParts {
    var parts = SuperscriptParts()
    var items = sup.unwrappedList
    if let last = items.last, last.isTranspose {
      parts.isTransposed = true
      items.removeLast()
      if let comma = items.last, comma.kind == .punctuation(.comma) { items.removeLast() }
    }
    guard !items.isEmpty else { return parts }
    if notation.examplePlace == .superscriptParenthesis, let last = items.last,
      case .fenced(.parenthesis, let inner, .parenthesis) = last.kind,
      let index = try? indices(inner, in: range),
      index.count == 1, isExample(index[0]) || pattern.layer == nil || isFixed || items.count == 2
    {
      parts.example = index[0]
      items.removeLast()
      if items.isEmpty { return parts }
    }
    if notation.examplePlace == .superscriptList, pattern.layer != nil, items.slots.count == 2,
      let index = try? indices(items.slots[0], in: range), index.count == 1
    {
      parts.example = index[0]
      items = items.slots[1]
    }
    let isBareNumber =
      items.count == 1 && { if case .number = items[0].stripped.kind { true } else { false } }()
    guard pattern.layer != nil && pattern.layer != .subscript else {
      if isBareNumber, bareLettersAreUnits {
        parts.rest = items
      } else if pattern.layer == .subscript, !hasSubscript,
        let layer = try? layerExpression(items.unbracketed)
      {
        parts.layer = layer
      } else if let layer = writtenLayer(items), pattern.unitCount > 0 {
        // A target or input written with the layer's superscript, y_j^{(L)} or y_j^L: the layer says nothing new.
        guard layer == .output else { throw badSuperscript(items, range) }
      } else {
        parts.rest = items
      }
      return parts
    }
    if isBareNumber,
      bareLettersAreUnits && !hasSubscript
        || !parts.isTransposed && items[0].mayBePower && chooses(.superscriptIsPower)
    {
      parts.rest = items
      return parts
    }
    guard let layer = try? layerExpression(items.unbracketed) else { throw badSuperscript(items, range) }
    parts.layer = layer
    return parts
  }

  /// The scripts without a word for a step that stands behind a comma in them: w_{jk}^{l,\text{new}}.
  private func withoutStep(_ scripts: Scripts) -> (Scripts, StepLabel)? {
    func split(_ script: [Markup]?) -> ([Markup], StepLabel)? {
      guard let list = script?.unwrappedList, list.count > 2,
        let comma = list.lastIndex(where: { $0.kind == .punctuation(.comma) }), comma > 0
      else { return nil }
      let label = Array(list[(comma + 1)...])
      guard label.onlyText != nil, let step = stepLabel(label) else { return nil }
      return (Array(list[..<comma]), step)
    }
    var rest = scripts
    if let (sup, step) = split(scripts.sup) {
      rest.sup = sup
      return (rest, step)
    }
    guard let (sub, step) = split(scripts.sub) else { return nil }
    rest.sub = sub
    return (rest, step)
  }

  /// What `(t)` or `(t+1)` above a quantity says, where a superscript is no layer and no example.
  private func stepSuperscript(_ sup: [Markup]) -> StepLabel? {
    let items = sup.unwrappedList
    guard items.count == 1, items[0].isBracket else { return nil }
    let inner = items.unbracketed
    if let step = stepLabel(inner) { return step }
    guard notation.examplePlace != .superscriptParenthesis, inner.count == 1,
      case .letter("t") = inner[0].strippedOfFaces.kind
    else { return nil }
    return .old
  }

  /// A layer in brackets, or one that is written with a letter kept for layers.
  private func writtenLayer(_ items: [Markup]) -> Layer? {
    if items.count == 1, case .fenced = items[0].kind { return try? layerExpression(items.unbracketed) }
    return isLayerWithLetter(items) ? try? layerExpression(items) : nil
  }

  private func badSuperscript(_ items: [Markup], _ range: SourceRange) -> Problem {
    Problem(
      .badScript, at: Markup.range(of: items, default: range), found: "a superscript that is no layer",
      expected: "a layer such as l, l+1, L, L-1, or T for a transpose",
      help: "Put a power outside of brackets: (a_j^l)^2.")
  }

  /// Fills layer, units and example from a subscript.
  private mutating func take(
    subscript sub: [Markup], _ pattern: Notation.Pattern, into quantity: inout Quantity, hasLayer: Bool,
    isData: Bool, _ range: SourceRange
  ) throws(Problem) {
    let items = sub.unwrappedList
    var slots = items.slots
    if !hasLayer, quantity.layer == nil, pattern.layer != nil {
      let hasLayerFirst: Bool
      if pattern.layer == .subscript {
        hasLayerFirst =
          slots.count > 1
          || (try? layerExpression(items)) != nil && !isUnitLetter(items) && !isNumberOfUnit(items, pattern)
      } else {
        hasLayerFirst =
          slots.count == 2 && glued(slots[1]).count == pattern.unitCount
          && (pattern.unitCount == 1 || glued(slots[1]).count == 2) && isLayerWithLetter(slots[0])
      }
      if hasLayerFirst, let layer = try? layerExpression(slots[0]) {
        quantity.layer = layer
        slots.removeFirst()
      }
    }
    if quantity.role == .target, slots.count == 2, (try? layerExpression(slots[0])) == .output {
      // y_{L,i}: the layer says nothing new.
      slots.removeFirst()
    }
    guard !slots.isEmpty else { return }
    var units: [Index] = []
    for slot in slots {
      units += try unitIndices(slot, count: slots.count == 1 ? pattern.unitCount : 1, range)
    }
    if units.count == 1, pattern.unitCount != 1 || isExample(units[0]), quantity.example == nil,
      pattern.unitCount == 0 || isExample(units[0])
    {
      quantity.example = units[0]
      return
    }
    if units.count == pattern.unitCount + 1, let last = units.last, isExample(last) {
      quantity.example = last
      units.removeLast()
    } else if units.count == pattern.unitCount + 1, let first = units.first, isExample(first) {
      quantity.example = first
      units.removeFirst()
    } else if units.count == pattern.unitCount + 1, isData, quantity.example == nil {
      // x_{ij}, y_{ij}: row i of the data is example i.
      quantity.example = units.removeFirst()
    } else if quantity.role == .weight, units.count == 1, isAboutOneNeuron {
      units.insert(.literal(notation.firstUnit), at: 0)
    }
    guard units.count == pattern.unitCount else {
      throw Problem(
        .badIndex, at: Markup.range(of: items, default: range),
        found: units.count == 1 ? "one index" : "\(units.count) indices",
        expected: pattern.unitCount == 1
          ? "one index" : pattern.unitCount == 0 ? "no index" : "\(pattern.unitCount) indices",
        help: notation.example(of: quantity.role).map {
          "In this notation it is written \(LaTeXPrinter(notation: notation).print(Expression(.quantity($0))))."
        } ?? "")
    }
    quantity.indices = units
  }

  /// a_1 where layers are subscripts, as another reading: unit 1 of a layer that is not named.
  private mutating func isNumberOfUnit(_ items: [Markup], _ pattern: Notation.Pattern) -> Bool {
    pattern.unitCount == 1 && items.isNumber && chooses(.numberIsOfUnit)
  }

  /// A single letter that is a unit's rather than a layer's: `i` in a_i where layers are subscripts.
  private func isUnitLetter(_ items: [Markup]) -> Bool {
    guard items.count == 1, case .letter(let name) = items[0].strippedOfFaces.kind else { return false }
    return !notation.layerLetters.contains(name) && name != notation.outputLetter
  }

  /// L, l, L−1, …: a layer that is written with a letter.
  func isLayerWithLetter(_ items: [Markup]) -> Bool {
    guard let layer = try? layerExpression(items) else { return false }
    if case .variable(let name) = layer.base { return notation.layerLetters.contains(name) }
    return layer.base == .output
  }

  /// The indices glued together in one slot.
  private func glued(_ slot: [Markup]) -> [Markup] {
    slot.flatMap { item -> [Markup] in
      if case .number(let digits) = item.kind, slot.count == 1 {
        return digits.map { Markup(.number(String($0)), item.range) }
      }
      return [item]
    }
  }

  /// The indices of one slot: `jk` is two, `21` is two where two are wanted.
  private mutating func unitIndices(_ slot: [Markup], count: Int, _ range: SourceRange) throws(Problem)
    -> [Index]
  {
    if count == 2, slot.count == 1, case .number(let digits) = slot[0].stripped.kind, digits.count == 2 {
      return digits.compactMap { $0.wholeNumberValue }.map { .literal($0) }
    }
    return try indices(slot, in: range)
  }
}

extension [Markup] {
  /// A word of several letters that stands alone; nil for capitals, which are indices side by side.
  fileprivate var onlyWord: String? {
    guard count == 1 else { return nil }
    switch self[0].kind {
    case .word(let word), .text(let word):
      let isCapital = word.count <= 3 && word.allSatisfy { $0.isASCII && $0.isUppercase }
      return word.count > 1 && !isCapital && word.allSatisfy(\.isLetter) ? word : nil
    default: return nil
    }
  }

  /// The words, or the letters of a word, below a cost; nil for an index.
  fileprivate var costLabel: String? {
    let isWord = allSatisfy { item in
      switch item.kind {
      case .word, .text: true
      default: false
      }
    }
    let isSpelled = count > 1 && allSatisfy { Elaborator.letterName($0)?.count == 1 }
    return isWord && !isEmpty || isSpelled ? map(Elaborator.sourceName).joined() : nil
  }
}

extension Markup {
  /// A number of at least 2: nobody writes the powers 0 and 1, but layers are called so.
  fileprivate var mayBePower: Bool {
    if case .number(let digits) = stripped.kind { !["0", "1"].contains(digits) } else { false }
  }
}
