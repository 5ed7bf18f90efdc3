import Formula

/// A text with the page before it, and the typed model that both make.
struct TextModel: Sendable {
  /// The statements of the page, then those of the text.
  let statements: [Statement]
  /// The number of statements of the page.
  let given: Int
  let roles: [ModelBuilder.Role]
  let model: Model
  /// The typed model, once for each stretch of text between two redefinitions.
  let typers: [Typer]
  /// Other ways to read the shapes that are nearly as usual, for each stretch.
  let others: [[Typer]]
  /// Names whose definition has no meaning, with the reason.
  let broken: [String: TypeProblem]
  let prose: Prose
  let survey: Survey
  /// Names that the prose speaks of, and parameters of functions.
  let introduced: Set<String>
  /// Those among them that stand for something which the words say, and no formula: "I write D for the first of these".
  let named: Set<String>
  /// What is added to the numbers of the draws.
  var seed: UInt64 = 0

  init(_ builder: ModelBuilder, given: Int) {
    self.given = given
    statements = builder.statements
    roles = builder.roles
    model = builder.model
    prose = builder.prose
    survey = builder.survey
    var typers: [Typer] = []
    var others: [[Typer]] = []
    var broken: [String: TypeProblem] = [:]
    let next = model.redefinitions.sorted()
    for epoch in 0...next.count {
      var search = RankSearch(model, moment: epoch < next.count ? next[epoch] - 1 : .max)
      let found = search.run()
      typers.append(found.typer)
      others.append(found.others)
      broken.merge(search.broken) { old, _ in old }
    }
    self.typers = typers
    self.others = others
    self.broken = broken
    var introduced: Set<String> = []
    var named: Set<String> = []
    var isNaming = false
    for statement in statements where statement.isMention {
      // "I write D for the first of these and E for the second."
      isNaming = Prose(statement.lead).writes || isNaming && Prose(statement.lead).goesOnNaming
      if isNaming {
        named.formUnion(statement.terms.prefix(1).compactMap(\.baseUse?.name))
      }
      for term in statement.terms { for use in term.uses { introduced.insert(use.name) } }
    }
    for definition in model.functions.values.flatMap({ $0 }) { introduced.formUnion(definition.parameters) }
    self.introduced = introduced
    self.named = named
  }

  /// Statements of the text whose definition of a page's name has no meaning: the page's counts.
  var misunderstood: Set<Int> {
    var result: Set<Int> = []
    for (name, problem) in broken where names.contains(name) {
      if case .broken = problem.kind { continue }
      let definitions = (model.definitions[name] ?? []) + (model.functions[name] ?? [])
      result.formUnion(definitions.map(\.statement).filter { $0 >= given })
    }
    return result
  }

  /// Names that stand for two families, one with an index and one without: p = σ(u), p_k = σ(u_k), where p is a number.
  var twofold: Set<String> {
    var result: Set<String> = []
    for number in statements.indices.dropFirst(given) where roles[number] == .claim {
      guard case .relation(let sides, let relations) = statements[number].content,
        relations.first?.canDefine == true, case .name(let use) = sides[0].node,
        let known = model.definitions[use.name], model.keyCount(use.name) == 0,
        let type = typers[epoch(number)].types[Member(family: use.name, key: [])]
      else { continue }
      let indices = known[0].use.slots.count
      guard known.allSatisfy({ $0.use.slots.count == indices }) else { continue }
      if indices == 0, type.axes.isEmpty, !use.slots.isEmpty,
        use.slots.allSatisfy({ $0.content.letter.map(model.isIndexLetter) == true })
      {
        result.insert(use.name)
      } else if indices > 0, type.axes.count == indices, use.slots.isEmpty,
        Prose(statements[number].lead).defines
      {
        var typer = typers[epoch(number)]
        typer.moment = number
        if (try? typer.type(sides[1]))?.shape.isNumber == true { result.insert(use.name) }
      }
    }
    return result
  }

  /// The names of the page.
  private var names: Set<String> {
    Set(statements.prefix(given).flatMap(\.terms).flatMap(\.uses).map(\.name))
  }

  /// The stretch of text that a statement stands in.
  func epoch(_ number: Int) -> Int { model.redefinitions.filter { $0 <= number }.count }
}
