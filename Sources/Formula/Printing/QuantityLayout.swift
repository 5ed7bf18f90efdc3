extension LayoutBuilder {
  /// L − 1, l + 1, 2
  func layout(_ layer: Layer) -> Layout {
    let base: Layout
    switch layer.base {
    case .output:
      if let depth = notation.depthByNumber, depth + layer.offset >= 0 {
        return number(Double(depth + layer.offset + notation.firstLayer))
      }
      base = .name(notation.outputLetter)
    case .variable(let name): base = .name(name)
    case .input: return number(Double(layer.offset + notation.firstLayer))
    }
    guard layer.offset != 0 else { return base }
    let offset = Layout.digits(String(layer.offset.magnitude))
    return .sum([
      .init(isSubtracted: false, layout: base), .init(isSubtracted: layer.offset < 0, layout: offset),
    ])
  }

  /// j, 2, n_l, or the letter of the true class
  func layout(_ index: Index) -> Layout {
    switch index {
    case .variable(let name): .name(name)
    case .literal(let number): self.number(Double(number))
    case .last(let layer): width(layer)
    case .trueClass: .name(notation.trueClassLetter ?? "c")
    case .all: .name(notation.exampleCountLetter)
    }
  }

  /// n_l
  func width(_ layer: Layer) -> Layout {
    var scripted = Layout.ScriptedName(base: .name(notation.width.letter))
    add(layer, at: notation.width.layer ?? .subscript, to: &scripted)
    return .scripted(scripted)
  }

  /// A quantity with its layer, units and example where the notation has them.
  func layout(_ quantity: Quantity) -> Layout {
    if quantity.example == .all { return matrixOfExamples(quantity) }
    if let own = ownLetter(of: quantity) { return layout(quantity, letter: own) }
    let pattern = pattern(of: quantity.role)
    let isWhole = quantity.indices.isEmpty && pattern.unitCount > 0
    var name = isWhole ? pattern.wholeLetter : pattern.letter
    if isWhole, let face = pattern.wholeFace { name = "\(face){\(name)}" }
    var scripted = Layout.ScriptedName(base: .name(namePrefix + name))
    if var layer = quantity.layer {
      layer.offset -= notation.shiftOfLayer(quantity.role)
      add(layer, at: pattern.layer ?? .superscript, to: &scripted)
    }
    scripted.subscripts += groups(quantity.indices, commas: pattern.commas)
    guard let example = quantity.example else { return bare(scripted) }
    return add(layout(example), to: scripted, of: quantity)
  }

  /// x or ŷ for a quantity that was written with a letter of its own; nil where the notation has none for it.
  private func ownLetter(of quantity: Quantity) -> String? {
    guard quantity.hasOwnLetter, let layer = quantity.layer else { return nil }
    return notation.aliases.first {
      $0.role == quantity.role && $0.layer == layer && !$0.holdsAllExamples
    }?.letter
  }

  /// A quantity whose letter tells its layer: x_k, ŷ^{(i)}.
  private func layout(_ quantity: Quantity, letter: String) -> Layout {
    var scripted = Layout.ScriptedName(base: .name(namePrefix + letter))
    scripted.subscripts += groups(quantity.indices, commas: pattern(of: quantity.role).commas)
    guard let example = quantity.example else { return bare(scripted) }
    return add(layout(example), to: scripted, of: Quantity(.target, quantity.indices))
  }

  /// A^{[l]}, X, dZ^{[l]}; a capital where the notation has no letter for all examples. The cost says nothing of it.
  private func matrixOfExamples(_ quantity: Quantity) -> Layout {
    let pattern = pattern(of: quantity.role)
    guard pattern.unitCount > 0 else {
      var one = quantity
      one.example = nil
      return layout(one)
    }
    let letters = notation.aliases.filter { $0.holdsAllExamples && $0.role == quantity.role }
    var scripted: Layout.ScriptedName
    if let fixed = letters.first(where: { $0.layer != nil && $0.layer == quantity.layer }) {
      scripted = Layout.ScriptedName(base: .name(namePrefix + fixed.letter))
    } else {
      let name = letters.first { $0.layer == nil }?.letter ?? notation.gradientLetterOfExamples(quantity.role)
      scripted = Layout.ScriptedName(base: .name(namePrefix + (name ?? pattern.letter.uppercased())))
      if let layer = quantity.layer { add(layer, at: pattern.layer ?? .superscript, to: &scripted) }
    }
    scripted.subscripts += groups(quantity.indices, commas: pattern.commas)
    return bare(scripted)
  }

  /// Adds the example index outside of a bracket, in the superscript, or as the last subscript.
  private func add(_ example: Layout, to name: Layout.ScriptedName, of quantity: Quantity) -> Layout {
    var scripted = name
    switch notation.examplePlace {
    case .superscriptParenthesis:
      scripted.superscripts.append(.init(fence: .parenthesis, layout: example))
      return .scripted(scripted)
    case .lastSubscript where quantity.indices.isEmpty:
      scripted.subscripts.append([example])
      return .scripted(scripted)
    case .superscriptList where quantity.layer != nil && scripted.superscripts.count == 1:
      scripted.superscripts[0].layout = .list([example, scripted.superscripts[0].layout])
      return .scripted(scripted)
    case .outside where hasNoScripts(quantity), .superscriptList where hasNoScripts(quantity):
      scripted.subscripts.append([example])
      return .scripted(scripted)
    case .outside, .lastSubscript, .superscriptList:
      return .subscripted(.fenced(.parenthesis, bare(name)), [example])
    }
  }

  /// y and C without layer or units carry the example without a bracket.
  private func hasNoScripts(_ quantity: Quantity) -> Bool {
    let isBare = quantity.layer == nil && quantity.indices.isEmpty
    return isBare && (quantity.role == .cost || quantity.role == .batchCost || quantity.role == .target)
  }

  /// A letter without scripts is just a letter.
  private func bare(_ scripted: Layout.ScriptedName) -> Layout {
    let hasScripts = !scripted.subscripts.isEmpty || !scripted.superscripts.isEmpty || scripted.primes > 0
    return hasScripts ? .scripted(scripted) : scripted.base
  }

  /// Puts a layer on a letter.
  func add(_ layer: Layer, at place: Notation.LayerPlace, to scripted: inout Layout.ScriptedName) {
    let layer = layout(layer)
    switch place {
    case .superscript: scripted.superscripts.append(.init(fence: nil, layout: layer))
    case .superscriptParenthesis: scripted.superscripts.append(.init(fence: .parenthesis, layout: layer))
    case .superscriptBracket: scripted.superscripts.append(.init(fence: .bracket, layout: layer))
    case .subscript: scripted.subscripts.append([layer])
    }
  }

  /// Indices side by side when each is one letter or digit, else with commas.
  private func groups(_ indices: [Index], commas: Bool) -> [[Layout]] {
    guard !indices.isEmpty else { return [] }
    let layouts = indices.map(layout)
    return commas || !indices.allSatisfy(isOneCharacter) ? layouts.map { [$0] } : [layouts]
  }

  private func isOneCharacter(_ index: Index) -> Bool {
    switch index {
    case .variable(let name): isOneCharacter(name)
    case .literal(let number): (0...9).contains(number)
    case .last: false
    case .trueClass: isOneCharacter(notation.trueClassLetter ?? "c")
    case .all: isOneCharacter(notation.exampleCountLetter)
    }
  }

  /// A single letter, or a single command without arguments: `j`, `\alpha`.
  private func isOneCharacter(_ name: String) -> Bool {
    guard name.utf8.first == UInt8(ascii: "\\") else { return name.count == 1 }
    return name.utf8.dropFirst().allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
  }

  /// How a role is written. Where there is one letter for both costs, the batch's is the cost's.
  private func pattern(of role: Role) -> Notation.Pattern {
    if let pattern = notation.patterns[role] { return pattern }
    if role == .batchCost, let cost = notation.patterns[.cost] { return cost }
    return role.row.usual
  }
}
