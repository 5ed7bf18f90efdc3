import Formula

extension HandTrial {
  /// The example written out: what is given, what follows from it, and the two sides.
  func example(_ left: Term, _ right: Term) -> HandExample? {
    var calculation = HandCalculation(self)
    calculation.need(side.left)
    calculation.need(side.right)
    let first = calculation.side(left, side.left, self.left)
    let second = calculation.side(right, side.right, self.right)
    guard first.sides.last != second.sides.last else { return nil }
    var example = HandExample(left: first, right: second, values: values)
    example.given = calculation.given
    example.rows = calculation.rows
    example.functions = functions
    example.sizes = sizes(left, right)
    example.indices = indices
    example.isRounded = isRounded
    return example
  }

  private var functions: [HandExample.Equation] {
    let parameter = FormulaLayout.name("z")
    func call(_ name: String, _ primes: Int) -> FormulaLayout {
      var use = NameUse(name)
      use.primes = primes
      return .call(TermLayout.name(use), .fenced(.parenthesis, parameter))
    }
    let functions = program.asked.functions.sorted().flatMap { name in
      [HandExample.Equation(sides: [call(name, 0), numbers.function.layout])]
        + (program.asked.slopes.contains(name)
          ? [HandExample.Equation(sides: [call(name, 1), numbers.function.slope(call(name, 0))])] : [])
    }
    let costs = program.asked.costs.sorted().map { name in
      HandExample.Equation(sides: [TermLayout.name(NameUse(name)), .sum(squares)])
    }
    return functions + costs
  }

  /// The squares of the outputs: what a cost is here that may be anything.
  private var squares: [FormulaLayout.Term] {
    side.typer.outputs.map { member in
      let model = side.typer.model
      let keys = zip(model.keyPlaces[member.family, default: []].sorted(), member.key).map { place, number in
        Slot(place: place, content: Term(.number(Double(number)), SourceRange(0, 0)))
      }
      let name = TermLayout.name(NameUse(member.family, keys))
      let isOne = program.members[member]?.count ?? 1 == 1
      let base = isOne ? name : FormulaLayout.fenced(.doubleBar, name)
      return FormulaLayout.Term(isSubtracted: false, layout: .power(base, .digits("2")))
    }
  }

  /// The letters of sizes that the sides speak of.
  private func sizes(_ left: Term, _ right: Term) -> [(name: FormulaLayout, value: Int)] {
    var program = program
    let typer = side.typer
    let ends = typer.model.ends.sorted { $0.key < $1.key }.filter { end in
      (left.uses + right.uses).contains { use in
        use.name == end.key || use.slots.contains { $0.content.uses.contains { $0.name == end.key } }
      }
    }
    let spoken = Set((left.uses + right.uses).map(\.name))
    let counts = typer.model.sizeNames.intersection(spoken).sorted().compactMap { name in
      typer.sizes.known(name).map {
        (name: FormulaLayout.name(ShownName.latex(name)), value: program.number($0))
      }
    }
    return ends.map { (name: FormulaLayout.name(ShownName.latex($0.key)), value: $0.value) } + counts
  }

  private var indices: [(name: FormulaLayout, value: Int)] {
    var program = program
    let keys = side.keys.sorted { $0.key < $1.key }.map {
      (name: FormulaLayout.name(ShownName.latex($0.key)), value: $0.value)
    }
    let units = letters.map { (name: FormulaLayout.name(ShownName.latex($0.name)), value: $0.value) }
    let chosen = program.asked.letters.sorted().map {
      (name: FormulaLayout.name(ShownName.latex($0)), value: program.choice($0))
    }
    return keys + units + chosen
  }

  private var isRounded: Bool {
    let shown = program.members.values.joined() + left.entries + right.entries
    return shown.contains { ShortDecimals.count(program.tape.values[$0].withoutNoise) == nil }
  }
}

extension FunctionByHand {
  /// The function at z.
  var layout: FormulaLayout {
    switch self {
    case .relu: .call(.name("\\max"), .fenced(.parenthesis, .list([.digits("0"), .name("z")])))
    case .square: .power(.name("z"), .digits("2"))
    case .sigmoid:
      .fraction(
        .digits("1"),
        .sum([
          .init(isSubtracted: false, layout: .digits("1")),
          .init(isSubtracted: false, layout: .exponential(.negation(.name("z")))),
        ]))
    case .tanh: .call(.name("\\tanh"), .fenced(.parenthesis, .name("z")))
    }
  }

  /// Its slope at z, where `value` is its value.
  func slope(_ value: FormulaLayout) -> FormulaLayout {
    func difference(_ minuend: FormulaLayout, _ subtrahend: FormulaLayout) -> FormulaLayout {
      .sum([
        .init(isSubtracted: false, layout: minuend), .init(isSubtracted: true, layout: subtrahend),
      ])
    }
    let one = FormulaLayout.digits("1")
    switch self {
    case .relu: return .indicator(.comparison([.name("z"), .digits("0")], [.greater]))
    case .square:
      return .row([.init(needsDot: false, layout: .digits("2")), .init(needsDot: false, layout: .name("z"))])
    case .sigmoid:
      return .row([
        .init(needsDot: false, layout: value),
        .init(needsDot: true, layout: .fenced(.parenthesis, difference(one, value))),
      ])
    case .tanh: return difference(one, .power(value, .digits("2")))
    }
  }
}

// MARK: - From verdicts

extension TextJudge {
  /// The smallest example on which a link of a statement does not hold; nil where there is none that is small.
  ///
  /// `smaller` are this text with fewer layers and times, where it has any.
  func handExample(
    of verdict: StatementVerdict, link place: Int, _ layout: Layout, smaller: [TextJudge]
  ) -> HandExample? {
    guard verdict.links.indices.contains(place), case .relation(_, let relations) = verdict.statement.content
    else { return nil }
    let link = place + verdict.firstSide
    for judge in smaller + [self] {
      let (model, statement) = judge.place(verdict.number)
      guard let reading = model.reading(verdict.links[place], at: statement, link: link, layout) else {
        continue
      }
      let isTyped = verdict.links[place].outcome != .illTyped
      if !isTyped {
        var shapes = HandShapes(reading.judge)
        if let example = shapes.example(reading.left, reading.right) { return example }
      }
      // Indices that run over different ranges are compared where all ranges are equal.
      guard let judge = isTyped ? reading.judge : reading.judge.withEqualSizes,
        case .success(let sides) = judge.typed(reading.left, reading.right)
      else { continue }
      var search = HandSearch(judge, sides, relations[link])
      if var example = search.smallest()?.example(reading.left, reading.right) {
        example.hasEqualSizes = !isTyped
        return example
      }
    }
    return nil
  }

  /// This text with fewer layers and times, from the fewest on; none where it has none.
  var smaller: [TextJudge] {
    guard !one.model.ends.isEmpty else { return [] }
    // Weights that all times share have the right shape only where there are two.
    return (one.model.sharesLeaves ? [2] : [1, 2]).map {
      TextJudge(document, page: isNamed ? page : nil, isLaw: isLaw, presumed: presumed, end: $0)
    }
  }
}

extension LinkJudge {
  /// The judge for equal sizes; nil where sizes are made of others.
  fileprivate var withEqualSizes: LinkJudge? {
    var judge = self
    return judge.base.sizes.merge() ? judge : nil
  }
}

extension Model {
  /// Whether a definition of many members speaks of what is one for all of them: the weights of a recurrent network.
  fileprivate var sharesLeaves: Bool {
    definitions.values.joined().contains { definition in
      guard definition.isGeneral(self), !definition.isDerivative else { return false }
      return definition.body.uses.contains { use in
        keyCount(use.name) == 0 && definitions[use.name] == nil && functions[use.name] == nil
          && !functionNames.contains(use.name) && !sizeNames.contains(use.name)
          && !isIndexLetter(use.name) && !keyLetters.contains(use.name) && ends[use.name] == nil
      }
    }
  }
}
