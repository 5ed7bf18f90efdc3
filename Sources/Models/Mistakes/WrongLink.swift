import Formula

/// A false link, with what its mistakes are looked for in: its places with their types, its letters, and what the
/// model has that could stand there.
struct WrongLink: Sendable {
  let model: Model
  let left: Term
  let right: Term
  /// The places of the right side, outer ones first.
  let sites: [Site]
  /// The types of one choice of members, with the shapes of the parts of both sides.
  let typer: Typer
  /// Letters of units that stand free on the left side.
  let free: [String]
  /// What stands where layers and times are selected, and their neighbours: those of the formula first.
  let keys: [Term]
  /// How the indices of each name are set.
  let marks: [String: [Slot.Place: Slot.Mark]]

  init(model: Model, left: Term, right: Term, typer: Typer) {
    self.model = model
    self.left = left
    self.right = right
    self.typer = typer
    sites = Site.all(in: right)
    free = left.unitLetters(model).filter { !left.boundLetters.contains($0) }
    var keys: [Term] = []
    for use in left.uses + right.uses {
      let keyed = model.keyPlaces[use.name] ?? []
      for slot in use.slots where keyed.contains(slot.place) && !keys.contains(slot.content) {
        keys.append(slot.content)
      }
    }
    for key in keys {
      for by in [-1, 1] { if let other = key.stepped(by), !keys.contains(other) { keys.append(other) } }
    }
    self.keys = keys
    var marks: [String: [Slot.Place: Slot.Mark]] = [:]
    let defined = model.definitions.sorted { $0.key < $1.key }.flatMap(\.value)
    for use in left.uses + right.uses + defined.map(\.use) + defined.flatMap(\.body.uses) {
      for slot in use.slots where marks[use.name]?[slot.place] == nil {
        marks[use.name, default: [:]][slot.place] = slot.mark
      }
    }
    self.marks = marks
  }

  /// An index on a name, set as the text sets it.
  func slot(_ place: Slot.Place, of name: String, _ content: Term) -> Slot {
    // A^{[l]} as its columns a^{[l]}.
    let marked = marks[name] ?? model.stacks[name].flatMap { marks[$0.of] }
    return Slot(place: place, content: content, mark: marked?[place] ?? .none)
  }

  /// The shape of a part of the sides as they were read; nil where it has none.
  func shape(_ site: Site) -> Shape? { typer.shapes?[site.term.range] }

  /// The shape of something that could stand at a place; nil where it has no meaning there.
  func shape(of term: Term) -> Shape? {
    var typer = typer
    guard let shape = (try? typer.type(term))?.shape else { return nil }
    return Shape(rows: shape.rows.map(typer.sizes.root), columns: shape.columns.map(typer.sizes.root))
  }

  /// The right side with something else at a place.
  func replacing(_ site: Site, by term: Term) -> Term { right.replacing(site.path, by: term) }

  /// Letters that an index at a place can be: those of the left side, those bound around it, and others of the side.
  func letters(at site: Site) -> [String] {
    var letters = free
    for letter in site.bound.filter({ !model.keyLetters.contains($0) }) + right.unitLetters(model)
    where !letters.contains(letter) {
      letters.append(letter)
    }
    let inner = right.boundLetters.subtracting(site.bound)
    return letters.filter { !inner.contains($0) }
  }

  /// A part of the side that a factor can be missing from.
  struct Part {
    let site: Site
    let term: Term
    let shape: Shape?
    /// The side with something else in its place.
    let replaced: (Term) -> Term
  }

  /// Neighbours of a product taken together, where it has fewer factors than `most`; their shapes are left open.
  func neighbours(in site: Site, below most: Int) -> [Part] {
    guard case .chain(let chain) = site.term.node, (3..<most).contains(chain.factors.count) else { return [] }
    let (path, right, range) = (site.path, right, site.term.range)
    return chain.factors.indices.flatMap { first in
      chain.factors.indices.filter { $0 > first && $0 - first < chain.factors.count - 1 }.map { last in
        let group = Term.product(
          Array(chain.factors[first...last]), Array(chain.signs[first..<last]), chain.factors[first].range)
        return Part(site: site, term: group, shape: nil) { new in
          var all = chain
          all.factors.replaceSubrange(first...last, with: [new])
          all.signs.removeSubrange(first..<last)
          return right.replacing(path, by: Term.product(all.factors, all.signs, range))
        }
      }
    }
  }

  /// The parts of the side that a factor can be missing from: places, and neighbours of a product taken together.
  var multiplied: [Part] {
    var parts: [Part] = []
    for site in sites.filter(\.isMultiplied) + sites.filter({ $0.canBeMultiplied && !$0.isMultiplied }) {
      if case .negative = site.term.node { continue }
      if case .number = site.term.node, site.role == .factor || site.role == .inner { continue }
      let (path, right) = (site.path, right)
      parts.append(Part(site: site, term: site.term, shape: shape(site)) { right.replacing(path, by: $0) })
      parts += neighbours(in: site, below: 6).compactMap { part in
        guard let shape = shape(of: part.term), !shape.isNumber else { return nil }
        return Part(site: site, term: part.term, shape: shape, replaced: part.replaced)
      }
    }
    return parts
  }

  /// The ways in which a factor can enter, as types allow: beside a number, ⊙ on vectors of one length, else by a
  /// matrix product, a diagonal, or a transpose.
  func ways(_ part: Term, _ shape: Shape?, with factor: Term, _ own: Shape) -> [Term] {
    guard let shape else {
      return [
        .product(part, factor), .elementwise(part, factor), .product(factor, part),
        .product(factor.turned, part), .product(part, factor.turned), .product(factor.onDiagonal, part),
        .product(part, factor.onDiagonal),
      ]
    }
    if shape.isNumber || own.isNumber { return [.product(part, factor)] }
    let root = { (size: Sizes.Size?) in size.map { typer.sizes.knows($0) ? typer.sizes.root($0) : $0 } }
    let (rows, columns) = (root(shape.rows), root(shape.columns))
    let (ownRows, ownColumns) = (root(own.rows), root(own.columns))
    var ways: [Term] = []
    if rows == ownRows, columns == ownColumns { ways.append(.elementwise(part, factor)) }
    if own.isVector, shape.isVector, own.isColumn != shape.isColumn, root(own.length) == root(shape.length) {
      ways.append(.elementwise(part, factor.turned))
    }
    if columns == ownRows { ways.append(.product(part, factor)) }
    if ownColumns == rows { ways.append(.product(factor, part)) }
    if ownRows == rows, own.isMatrix { ways.append(.product(factor.turned, part)) }
    if columns == ownColumns, own.isMatrix || shape.isColumn { ways.append(.product(part, factor.turned)) }
    if columns == ownColumns, own.isColumn, shape.isColumn { ways.append(.product(factor, part.turned)) }
    if own.isVector {
      if root(own.length) == rows { ways.append(.product(factor.onDiagonal, part)) }
      if root(own.length) == columns { ways.append(.product(part, factor.onDiagonal)) }
    }
    return ways
  }

  /// What a factor is called that is missing or too many.
  func name(ofFactor factor: Term) -> MistakeName {
    switch factor.node {
    case .number: return .wrongNormalisation
    case .quotient(let top, let bottom) where top.isCount(model) && bottom.isCount(model):
      return .wrongNormalisation
    case .big(let big): return big.body.factors.map(name(ofFactor:)).last ?? .other
    case .name, .transpose, .raised, .element:
      if factor.isCount(model) { return .wrongNormalisation }
      guard let use = factor.baseUse, left.contains(where: \.isDerivative) || isErrorTerm(left),
        !isErrorTerm(Term(.name(use), factor.range)), !isErrorTermOfNode
      else { return .other }
      return isAddedUp(use) ? .missingOrExtraInputFactor : .other
    default: return .other
    }
  }

  /// A quantity that a layer makes its sum of: an input, a weight, or a bias.
  private func isAddedUp(_ use: NameUse) -> Bool {
    var names = Set([use.name, model.stacks[use.name]?.of ?? use.name])
    // x of a^0 = x
    for (name, definitions) in model.definitions
    where definitions.contains(where: { $0.body.isName(use.name) }) {
      names.insert(name)
    }
    return model.definitions.values.joined().contains { definition in
      !definition.isDerivative
        && definition.body.contains { part in
          switch part.node {
          case .sum(let terms):
            terms.contains { names.contains($0.baseUse?.name ?? "") }
              && terms.contains { $0.contains(where: isWeight) }
          case .chain(let chain):
            chain.factors.contains { names.contains($0.baseUse?.name ?? "") }
              && chain.factors.contains(where: isWeight)
          default: false
          }
        }
    }
  }

  /// What a factor is called that is missing: half of a(1 − a) is a matter of the slope, a weight is no input.
  func name(ofMissing factor: Term) -> MistakeName {
    let rest = Term(.sum([.number(1, factor.range), factor.negated]), factor.range)
    if right.contains(where: { $0 == rest }) { return .missingActivationDerivative }
    if let use = factor.baseUse, unitAxes(of: use.name) > 1 { return .other }
    return name(ofFactor: factor)
  }

  /// A matrix that nothing defines, or its transpose.
  func isWeight(_ term: Term) -> Bool {
    guard let use = (term.isTurned ? term.turned : term).baseUse else { return false }
    // W is made of the w_{jk}.
    let stack = model.stacks[use.name]?.of
    let name = stack ?? use.name
    guard model.definitions[name] == nil, !isErrorTerm(term) else { return false }
    return unitAxes(of: name) == 2 || stack == nil && shape(of: term)?.isMatrix == true
  }

  /// How many of a name's indices count units.
  func unitAxes(of name: String) -> Int {
    model.axisCount(name) - (model.placesOfExamples(name) ? 1 : 0)
  }

  /// The left side is an error term of something that is computed: no input belongs to it.
  private var isErrorTermOfNode: Bool {
    guard isErrorTerm(left), let variable = differentiated?.by else { return false }
    return model.definitions[variable.name] != nil || model.stacks[variable.name] != nil
  }

  /// A name that stands for a derivative.
  func isErrorTerm(_ term: Term) -> Bool {
    guard let use = term.baseUse else { return false }
    return model.definitions[use.name]?.contains(where: \.isDerivative) == true
      || model.adjoints[use.name] != nil
  }
}

extension Term {
  /// Letters that stand as indices of units, in the order in which they are met.
  func unitLetters(_ model: Model) -> [String] {
    var letters: [String] = []
    for use in uses {
      let keyed = model.keyPlaces[use.name] ?? []
      for slot in use.slots where !keyed.contains(slot.place) {
        for inner in slot.content.uses
        where inner.slots.isEmpty && model.definitions[inner.name] == nil && model.ends[inner.name] == nil
          && !model.sizeNames.contains(inner.name) && !model.keyLetters.contains(inner.name)
          && !letters.contains(inner.name)
        {
          letters.append(inner.name)
        }
      }
    }
    return letters
  }

  /// A number, or how many of something there are.
  func isCount(_ model: Model) -> Bool {
    switch node {
    case .number: true
    case .name(let use): model.sizeNames.contains(use.name)
    default: false
    }
  }

  /// A name alone, with whatever indices.
  fileprivate func isName(_ name: String) -> Bool {
    if case .name(let use) = node { use.name == name } else { false }
  }

  /// A number, by its type or as it is written.
  func isScalar(_ link: WrongLink) -> Bool {
    if case .number = node { return true }
    if let shape = link.typer.shapes?[range] { return shape.isNumber }
    return isCount(link.model)
  }
}
