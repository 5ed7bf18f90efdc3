import Formula

/// What a text says besides its formulas: ranges, sizes, shapes, what is drawn.
extension ModelBuilder {
  mutating func circumstances() {
    var kinds: [(statement: Int, name: String, kind: Model.LeafKind)] = []
    defer { settle(kinds) }
    model.isEinstein =
      sumsRepeated || prose.contains("summation convention") || prose.contains("einstein")
      || prose.contains("einsum") || prose.contains("twice in a product is summed")
      || Einstein.isMeant(statements[given...], model.indexLetters)
    model.isLogistic =
      !isNamed
      && (prose.contains("logisti") || prose.contains("sigmoid")
        || given == 0 && statements.contains { $0.terms.contains { $0.contains(where: \.isLogisticSlope) } })
    model.softmaxOverColumns = prose.contains("softmax over each column") || prose.contains("column-wise")
    for (number, statement) in statements.enumerated() {
      for use in statement.terms.flatMap(\.uses) where use.isBold {
        model.bold.insert(use.name)
        if model.split(use).axes.contains(where: { $0 != nil }) { model.boldIndexed.insert(use.name) }
      }
      if let use = statement.terms.first?.baseUse, use.slots.isEmpty, use.name.isCapital,
        Prose(statement.lead).namesMatrix
      {
        model.matrices.insert(use.name)
      }
      // "V_i is a matrix for each i"
      if statement.isMention, let use = statement.terms.last?.baseUse, use.name.isCapital,
        model.axisCount(use.name) == 1, Prose(statement.trail).firstSentence.isMatrix
      {
        model.indexedMatrices.insert(use.name)
      }
      if statement.isMention || statement.isMembership, let use = statement.terms.first?.baseUse,
        use.slots.isEmpty,
        Prose(statement.lead).lastSentence.lastWords(3).contains("symmetric")
          || Prose(statement.trail).firstSentence.firstWords(5).contains("symmetric"),
        !(Prose(statement.lead).lastSentence.lastWords(6) + Prose(statement.trail).firstWords(5)).contains(
          "not")
      {
        model.symmetric.insert(use.name)
      }
      if statement.isMention, let letter = statement.terms.first?.letter,
        Prose(statement.lead).lastSentence.namesCommonLength
      {
        model.commonLength = letter
        model.sizeNames.insert(letter)
      }
      if statement.isMention, let use = statement.terms.first?.baseUse,
        Prose(statement.lead).lastWords(1) == ["mask"], !statement.lead.endsWithPunctuation
      {
        kinds.append((number, use.name, .binary))
      }
      // "a code b_1, …, b_L of bits"
      if let use = statement.terms.last?.baseUse, use.slots.count == 1,
        Prose(statement.trail).firstWords(3).contains("bits")
      {
        kinds.append((number, use.name, .binary))
      }
      if statement.isMention, let use = statement.terms.first?.baseUse, use.slots.isEmpty,
        Prose(statement.lead).namesVectors || isAfterVector(number)
      {
        model.vectors.insert(use.name)
      }
      if let use = statement.terms.last?.baseUse, use.slots.count == 1,
        Prose(statement.trail).firstSentence.isDistinct
          || Prose(statement.lead).lastWords(3).contains(where: { ["distinct", "different"].contains($0) })
      {
        model.distinct.insert(use.name)
      }
      if !isLaw || number < given { shape(number) }
      switch statement.content {
      case .membership(let subjects, .real(let sizes)) where !sizes.isEmpty && !(isLaw && number >= given):
        // What is said again behind all formulas is about none of them.
        let isLate = !statements[number...].contains(where: \.isDisplay)
        for subject in subjects {
          guard case .name(let use) = subject.node, !isLate || model.declared[use.name] == nil else {
            continue
          }
          model.declared[use.name] = .init(use: use, sizes: sizes)
        }
      case .membership(let subjects, .listedArrays(let items, let sizes)):
        for subject in subjects {
          guard case .name(let use) = subject.node else { continue }
          model.declared[use.name] = .init(use: use, sizes: sizes)
          let numbers = items.compactMap(\.integer)
          if numbers == [0, 1] { kinds.append((number, use.name, .binary)) }
          if Set(numbers) == [-1, 1] { kinds.append((number, use.name, .signs)) }
        }
      case .membership(let subjects, .listed(let items)):
        for subject in subjects {
          guard case .name(let use) = subject.node else { continue }
          if let letter = subject.letter, survey.indices.contains(letter), items.count >= 2,
            let first = items.first
          {
            addRange(letter, number, first, items[items.count - 1])
          }
          let numbers = items.compactMap(\.integer)
          if use.slots.isEmpty, numbers.count == items.count { model.numbers.insert(use.name) }
          let kind: Model.LeafKind
          if items.last?.node == .ellipsis {
            // 0, 1, 2, …
            kind = .whole
          } else if numbers == [0, 1] {
            kind = .binary
          } else if Set(numbers) == [-1, 1] {
            kind = .signs
          } else if !use.slots.isEmpty || !survey.indices.contains(use.name), items.count >= 2 {
            kind = .classNumber
          } else {
            continue
          }
          kinds.append((number, use.name, kind))
        }
      case .membership(let subjects, .interval(let low, let high)):
        guard let low = low.integer, let high = high.integer else { continue }
        for subject in subjects {
          if case .name(let use) = subject.node {
            model.leafKinds[use.name] = .interval(Double(low), Double(high))
          }
        }
      case .range(let letter, let from, let to):
        if !model.keyLetters.contains(letter) { addRange(letter, number, from, to) }
      case .span(let first, let last):
        if case .name(let use) = last.node, case .name(let other) = first.node, use.name == other.name,
          use.slots.count == 1, other.slots.count == 1, model.keyCount(use.name) == 0
        {
          model.spans[use.name] = (other.slots[0].content, use.slots[0].content)
        }
      default: break
      }
    }
  }

  /// "X is N × D", "an N × D matrix X", "W of size K × D"
  private mutating func shape(_ number: Int) {
    guard number + 1 < statements.count, statements[number].isMention, statements[number + 1].isMention,
      statements[number].paragraph == statements[number + 1].paragraph
    else { return }
    let between = Prose(statements[number + 1].lead)
    var name: Term?
    var sizes: [Term]?
    if let last = statements[number + 1].terms.first?.sizesOfShape, between.leadsToShape {
      (name, sizes) = (statements[number].terms.last, last)
    } else if let first = statements[number].terms.last?.sizesOfShape, between.namesShaped,
      !statements[number + 1].lead.contains(where: \.isPunctuation)
    {
      (name, sizes) = (statements[number + 1].terms.first, first)
    }
    guard let sizes, case .name(let use)? = name?.node, model.declared[use.name] == nil,
      use.slots.allSatisfy({ $0.content.letter.map(survey.indices.contains) == true })
    else { return }
    model.declared[use.name] = .init(use: use, sizes: sizes)
  }

  /// What a name is said to be once holds throughout; where several things are said, each from its section on.
  mutating func settle(_ kinds: [(statement: Int, name: String, kind: Model.LeafKind)]) {
    for (name, all) in Dictionary(grouping: kinds, by: \.name) {
      if Set(all.map(\.kind)).count == 1 {
        model.leafKinds[name] = all[0].kind
        continue
      }
      for (place, one) in all.enumerated() {
        let section = statements[one.statement].section
        let before = statements[..<one.statement].lastIndex { $0.section != section }.map { $0 + 1 } ?? 0
        // Several in one section: each from where it stands.
        let isFirst = place == 0 || all[place - 1].statement < before
        model.laterKinds.append((isFirst ? before : one.statement, name, one.kind))
      }
    }
  }

  /// b of "the vectors a and b".
  private func isAfterVector(_ number: Int) -> Bool {
    guard number > 0, statements[number - 1].isMention,
      statements[number - 1].paragraph == statements[number].paragraph,
      Prose(statements[number].lead).words == ["and"]
    else { return false }
    return Prose(statements[number - 1].lead).namesVectors
  }

  mutating func addRange(_ letter: String, _ number: Int, _ from: Term, _ to: Term) {
    let passage = statements[number].passage
    let first = statements[..<number].lastIndex { $0.passage != passage }.map { $0 + 1 } ?? 0
    let last = statements[number...].firstIndex { $0.passage != passage } ?? statements.count
    model.letterRanges[letter, default: []].append(
      Model.LetterRange(statement: number, passage: first...(last - 1), from: from, to: to))
  }

  /// Letters of sizes: upper limits, ends of ranges, shapes.
  mutating func sizes() {
    func add(_ term: Term?) {
      guard let term, case .name(let use) = (term.onePast ?? term).node, model.ends[use.name] == nil else {
        return
      }
      model.sizeNames.insert(use.name)
    }
    for statement in statements {
      for term in statement.terms {
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          for binder in big.binders where !model.keyLetters.contains(binder.letter) { add(binder.upper) }
        }
      }
    }
    for declared in model.declared.values { for size in declared.sizes { add(size) } }
    for range in model.letterRanges.values.joined() { add(range.to) }
    for span in model.spans.values { add(span.to) }
  }

  /// Where an index is 0, or runs from 0, the axis counts from 0; what runs beside it does too.
  mutating func countsFromZero() {
    func mark(_ use: NameUse, _ slot: Slot) {
      guard model.keyPlaces[use.name]?.contains(slot.place) != true else { return }
      model.fromZero[use.name, default: []].insert(slot.place)
    }
    for statement in statements {
      for term in statement.terms {
        for use in term.uses { for slot in use.slots where slot.content.integer == 0 { mark(use, slot) } }
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          for binder in big.binders
          where binder.lower?.integer == 0 && !model.keyLetters.contains(binder.letter) {
            for use in big.body.uses {
              for slot in use.slots where slot.content.letter == binder.letter { mark(use, slot) }
            }
          }
        }
      }
    }
  }
}

extension Statement {
  /// It says what something is an element of.
  fileprivate var isMembership: Bool { if case .membership = content { true } else { false } }
}

extension Term {
  /// N and D of N × D.
  fileprivate var sizesOfShape: [Term]? {
    guard case .chain(let chain) = node, chain.factors.count == 2, chain.signs == [.cross],
      chain.factors.allSatisfy({ factor in
        if case .name = factor.node { true } else { factor.integer != nil }
      })
    else { return nil }
    return chain.factors
  }
}

extension Prose {
  /// "is an", "has the shape": from a name to its shape.
  fileprivate var leadsToShape: Bool {
    let all = firstWords(9)
    return !all.isEmpty && all.count <= 6
      && all.allSatisfy {
        [
          "is", "are", "be", "a", "an", "the", "has", "have", "with", "of", "in", "matrix", "shape", "size",
          "dimension", "dimensions", "sizes", "shapes", "being", "real", "now",
        ].contains($0)
      }
      && all.contains { ["is", "are", "be", "has", "have", "with", "of", "being"].contains($0) }
  }

  /// "matrix": from a shape to the name that has it.
  fileprivate var namesShaped: Bool {
    let all = firstWords(4)
    return all.count <= 3 && all.contains { $0 == "matrix" }
      && all.allSatisfy {
        ["matrix", "data", "weight", "input", "design", "target", "parameter", "real"].contains($0)
      }
  }

  /// "different from each other", "all different"
  fileprivate var isDistinct: Bool {
    let first = firstWords(4)
    return first.contains { ["different", "distinct"].contains($0) } && !first.contains("not")
  }
}

extension Term {
  /// σ(t)(1 − σ(t)) ∂t/∂x, in a derivation: what is written so of the logistic function only.
  fileprivate var isLogisticSlope: Bool {
    guard case .chain(let chain) = node else { return false }
    return zip(chain.factors, chain.factors.dropFirst()).contains { factor, next in
      guard case .applied(let use, _) = factor.node, use.name == "\\sigma", use.primes == 0,
        case .sum(let terms) = next.node, terms.count == 2, terms[0].integer == 1
      else { return false }
      return terms[1] == Term(.negative(factor), factor.range)
    }
  }
}
