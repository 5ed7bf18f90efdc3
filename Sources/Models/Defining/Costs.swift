import Formula

/// Which number is the cost, and what a cost that is only named depends on.
extension ModelBuilder {
  /// The name that derivatives are taken of most often, of those without indices.
  mutating func cost() -> String? {
    var counts: [String: Int] = [:]
    for statement in statements[given...] {
      for term in statement.terms {
        term.visit { inner in
          let numerator: Term? =
            switch inner.node {
            case .derivative(let of, _): of
            case .gradient(let of, _): of
            default: nil
            }
          guard let use = numerator?.baseUse, use.slots.isEmpty, use.name != "∇" else { return }
          counts[use.name, default: 0] += 1
        }
      }
    }
    var used: Set<String> = []
    for definition in model.definitions.values.joined() where !definition.isDerivative {
      used.formUnion(definition.body.uses.map(\.name))
    }
    model.numerators = Set(
      counts.keys.filter {
        (model.definitions[$0] != nil || model.functions[$0] != nil)
          && ($0.isCapital || $0.hasPrefix("\\ell"))
      })
    model.costs = model.numerators.subtracting(used)
    if counts.isEmpty, let costOfPage { return costOfPage }
    if counts.isEmpty, let named = costByWord { return named }
    // What something else is computed from is a cost only where nothing better is.
    let last = counts.filter { !used.contains($0.key) }
    if !last.isEmpty { counts = last }
    if let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { return most.key }
    return model.definitions.keys.sorted().first {
      ["C", "J", "L", "E", "\\mathcal{L}", "\\calligraphic{L}", "\\ell"].contains($0)
    }
  }

  /// "the loss ℓ": a letter that nothing defines, called a cost.
  private var costByWord: String? {
    statements[given...].first { statement in
      guard statement.isMention, statement.terms.count == 1, let letter = statement.terms[0].letter else {
        return false
      }
      return model.definitions[letter] == nil && Prose(statement.lead).namesCost
    }?.terms[0].letter
  }

  /// "∇ is taken with respect to β"; else the one parameter that the text's functions of vectors have.
  var variable: Term? {
    for statement in statements where statement.isMention {
      if Prose(statement.lead).lastWords(2) == ["respect", "to"], Prose(statement.lead).isShort {
        return statement.terms.first
      }
    }
    let parameters = Set(
      model.functions.keys.filter { model.definitions[$0] != nil }.compactMap {
        model.functions[$0]?.last?.parameters.first
      })
    guard parameters.count == 1, let only = parameters.first else { return nil }
    return Term(.name(NameUse(only)), SourceRange(0, 0))
  }

  /// A cost that nothing defines, or that is "any" until it is defined: a smooth function of the outputs.
  mutating func opaqueCosts() {
    var usedForward: Set<String> = []
    for definition in model.definitions.values.joined() where !definition.isDerivative {
      usedForward.formUnion(definition.body.uses.map(\.name))
    }
    var numerators: Set<String> = []
    for statement in statements {
      for term in statement.terms {
        term.visit { inner in
          switch inner.node {
          case .derivative(let of, _), .gradient(let of, _):
            if let letter = of.letter { numerators.insert(letter) }
          default: break
          }
        }
      }
    }
    if let cost = model.cost, model.definitions[cost] == nil { numerators.insert(cost) }
    defer { namedOutputs() }
    for name in numerators {
      let first = model.definitions[name]?.first
      let isAny = statements.contains { statement in
        statement.terms.contains { $0.letter == name }
          && (Prose(statement.lead).namesAny || Prose(String(statement.trail.prefix(60))).firstSentence.isAny)
      }
      if first != nil, !isAny { continue }
      guard first == nil ? !survey.functions.contains(name) : true else { continue }
      // Another letter for the page's cost, which the text does not speak of.
      if first == nil, !isAny, !usedForward.contains(name), let cost = pageCost(besides: name) {
        model.definitions[name] = [
          Model.Definition(
            use: NameUse(name), body: Term(.name(NameUse(cost)), SourceRange(0, 0)), statement: 0)
        ]
        continue
      }
      model.opaque.insert(name)
      if let first { model.redefinitions.append(first.statement) }
    }
  }

  /// The cost of the page, where the text has no other name for a cost than `name`.
  func pageCost(besides name: String) -> String? {
    guard given > 0, let cost = costOfPage, cost != name, !name.hasPrefix("\\hat") else { return nil }
    let isSpokenOf = statements[given...].contains { statement in
      statement.terms.contains { $0.uses.contains { $0.name == cost || $0.name == cost + "_i" } }
    }
    return isSpokenOf ? nil : cost
  }

  /// "ℓ is a smooth function of c", "the loss depends on s only"
  mutating func namedOutputs() {
    guard !model.opaque.isEmpty else { return }
    for (number, statement) in statements.enumerated() where statement.isMention {
      guard let term = statement.terms.first, let use = term.baseUse, model.definitions[use.name] != nil,
        Prose(statement.lead).namesArgument || isOfCost(number) && Prose(statement.lead).endsAsArgument
      else { continue }
      if !model.outputs.isEmpty { model.redefinitions.append(number) }
      model.outputs.append((number, term))
    }
  }

  /// The sentence goes on behind a cost that is only named.
  func isOfCost(_ number: Int) -> Bool {
    guard number > 0, !Prose(statements[number].lead).endsSentence,
      case .mention(let terms) = statements[number - 1].content
    else { return false }
    return terms.count == 1 && terms[0].letter.map(model.opaque.contains) == true
  }
}

extension Prose {
  /// "the loss", "a cost": right before a letter.
  fileprivate var namesCost: Bool {
    lastSentence.lastWords(1).first.map {
      ["loss", "cost", "objective", "criterion", "error", "risk", "energy"].contains($0)
    } ?? false
  }

  /// "a function of", "depends on": right before a name.
  fileprivate var namesArgument: Bool {
    guard
      ["loss", "cost", "function", "objective", "criterion", "error", "it", "l"].contains(where: {
        hasWord([Substring($0)])
      })
    else {
      return false
    }
    return endsAsArgument
  }

  /// "… is a function of", right before a name.
  fileprivate var endsAsArgument: Bool {
    let last = lastSentence.lastWords(6).joined(separator: " ")
    return [
      "function of", "function of all", "function of the", "function of all the", "function of the output",
      "depends on", "depends only on", "depend on", "function of the outputs", "computed from",
      "computed from the output", "computed from the", "sees only", "sees", "made of",
    ].contains { last.hasSuffix($0) }
  }

  /// "any loss" right before a name; "a smooth function of" speaks of what follows.
  fileprivate var namesAny: Bool { lastSentence.lastWords(1).first != "of" && isAny }

  /// "any", "some": nothing is known of what is named.
  fileprivate var isAny: Bool {
    lastSentence.hasWord(["any", "arbitrary", "unspecified", "whatever", "smooth"])
  }
}
