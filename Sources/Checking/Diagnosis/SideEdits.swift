import Formula
import Network

/// Every single edit of the right side of a link that a learner's mistake may ask for, likely ones first.
struct SideEdits {
  let left: Expression
  let right: Expression
  let parts: [Part]
  /// The unit letters that stand free on either side, with the layers they run over.
  let freeLetters: [Letter]
  /// The example that quantities of the formula belong to, where it is written.
  let example: Index?
  /// σ carries its layer in this formula: g^{(l)}.
  private let namesLayerOfFunction: Bool
  let isSoftmax: Bool
  let activation: Activation?
  let finder: IndexRangeFinder
  /// Whole vectors and matrices stand on the right side.
  let hasWholes: Bool

  /// An index letter with the layer whose units it counts.
  struct Letter: Hashable {
    var name: String
    var layer: Layer
    var index: Index { .variable(name) }
  }

  init(left: Expression, right: Expression, convention: Convention, presumption: Presumption) {
    self.left = left
    self.right = right
    parts = right.parts
    finder = IndexRangeFinder(convention: convention)
    activation = presumption.activation
    isSoftmax = presumption.output == .softmax
    let quantities = right.quantities + left.quantities
    // The 0 of a lone C_0 says "one example, whichever"; no other quantity carries it.
    example =
      quantities.compactMap { quantity -> Index? in
        if quantity.role == .cost, case .literal? = quantity.example { nil } else { quantity.example }
      }.first
    namesLayerOfFunction = right.contains {
      if case .call(.activation(_, layer: _?), _) = $0 { true } else { false }
    }
    hasWholes = quantities.contains { quantity in
      quantity.indices.isEmpty && [.activation, .preactivation, .weight, .error].contains(quantity.role)
    }
    var letters: [Letter] = []
    for side in [left, right] {
      for name in finder.freeIndices(of: side) where !letters.contains(where: { $0.name == name }) {
        if case .units(let layer)? = finder.range(of: name, in: left) ?? finder.range(of: name, in: right) {
          letters.append(Letter(name: name, layer: layer))
        }
      }
    }
    freeLetters = letters
  }

  /// All edits, in the order in which they are tried.
  var all: [Edit] {
    var edits: [Edit] = []
    edits += softmaxEdits
    edits +=
      signEdits + indexEdits + extraTerms + missing(knownFactors) + extraFactors + layerEdits + sumEdits
    edits += missing(countsAndMatches)
    edits += functionEdits + constantEdits + quantityEdits + missingTerms
    if hasWholes { edits += wholeEdits }
    return edits
  }

  // MARK: - Tools

  /// The letters that may stand on a part: the free ones and those bound around it.
  func letters(at part: Part) -> [Letter] {
    var letters = freeLetters
    for (name, body) in part.bound {
      if case .units(let layer)? = finder.range(of: name, in: body) {
        letters.removeAll { $0.name == name }
        letters.append(Letter(name: name, layer: layer))
      }
    }
    return letters
  }

  func quantity(_ role: Role, _ layer: Layer?, _ indices: [Index] = []) -> Expression {
    let hasExample = role != .weight && role != .bias
    return Expression(.quantity(Quantity(role, layer: layer, indices, example: hasExample ? example : nil)))
  }

  /// σ′(z^l)
  func derivative(_ layer: Layer, _ indices: [Index]) -> Expression {
    let function = Function.activation(primes: 1, layer: namesLayerOfFunction ? layer : nil)
    return Expression(.call(function, [quantity(.preactivation, layer, indices)]))
  }

  func edit(_ kind: Edit.Kind, _ part: Part, _ other: Expression) -> Edit {
    Edit(kind: kind, result: part.replacing(other), range: part.expression.range ?? right.range)
  }

  static func one(minus inner: Expression) -> Expression {
    Expression(.sum([Expression(.number(1)), Expression(.negative(inner))]))
  }

  /// A letter that occurs nowhere.
  func freshLetter(_ preferred: [String] = ["j", "i", "k", "m", "p", "q"]) -> String {
    let used = Set(
      finder.freeIndices(of: left) + finder.freeIndices(of: right) + parts.flatMap { $0.bound.map(\.name) })
    return preferred.first { !used.contains($0) } ?? "r"
  }

  // MARK: - Factors

  /// Places where a factor may be missing: the whole, each term and the body of each Σ.
  private var multiplied: [Part] {
    parts.filter { part in
      switch part.place {
      case .whole, .body: if case .sum = part.expression.node { part.place == .whole } else { true }
      case .term, .negated: true
      case .factor, .argument, .variable, .other: false
      }
    }
  }

  /// What may have been forgotten beside a part.
  private func knownFactors(at part: Part) -> [Expression] {
    let letters = letters(at: part)
    var factors: [Expression] = []
    for letter in letters where letter.layer != .number(0) {
      factors.append(derivative(letter.layer, [letter.index]))
    }
    if activation == .sigmoid {
      for letter in letters {
        let a = quantity(.activation, letter.layer, [letter.index])
        factors.append(.times([a, Self.one(minus: a)]))
        factors.append(Self.one(minus: a))
      }
    }
    for letter in letters { factors.append(quantity(.activation, letter.layer, [letter.index])) }
    for to in letters {
      for from in letters where to != from {
        if from.layer == Layer(to.layer.base, to.layer.offset &- 1) {
          factors.append(quantity(.weight, to.layer, [to.index, from.index]))
        }

      }
    }
    return factors + factorsOfUnit
  }

  /// n_l, E and the parts of them, where two indices must be one, an error term.
  private func countsAndMatches(at part: Part) -> [Expression] {
    let letters = letters(at: part)
    let matches = letters.flatMap { first in
      letters.filter { $0.layer == first.layer && first.name < $0.name }
        .map { Expression(.kronecker(first.index, $0.index)) }
    }
    return widthFactors + matches
      + letters.filter { $0.layer != .number(0) }.map { quantity(.error, $0.layer, [$0.index]) }
  }

  /// Factors of a formula about the bare z and a of one unit.
  private var factorsOfUnit: [Expression] {
    let z = Expression(.symbol(Symbol("z")))
    let a = Expression(.symbol(Symbol("a")))
    guard [left, right].contains(where: { $0.contains { $0 == z.node || $0 == a.node } }) else { return [] }
    let isPositive = Condition([Comparison(z, .greater, Expression(.number(0)))])
    return [Self.one(minus: a), a, z, Expression(.indicator(isPositive))]
  }

  /// n_l and 1/n_l, E and 1/E.
  private var widthFactors: [Expression] {
    var counts = layersWritten.prefix(3).map { Expression(.width($0)) }
    counts.append(Expression(.exampleCount))
    return counts.flatMap { [$0, Expression(.quotient(Expression(.number(1)), $0))] }
  }

  /// The layers of the formula, in the order of their first occurrence.
  var layersWritten: [Layer] {
    var found: [Layer] = []
    for quantity in left.quantities + right.quantities {
      if let layer = quantity.layer, !found.contains(layer) { found.append(layer) }
    }
    return found
  }

  private func missing(_ factors: (Part) -> [Expression]) -> [Edit] {
    multiplied.flatMap { part in
      factors(part).map { edit(.missingFactor($0), part, .times([part.expression, $0])) }
    }
  }

  private var extraFactors: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      switch part.expression.node {
      case .product(let factors):
        edits += factors.indices.map { number in
          edit(dropping: [number], of: factors, part) { .times($0) }
        }
        for number in factors.indices.dropLast()
        where Expression.times([factors[number], factors[number + 1]]).isActivationDerivative {
          edits.append(edit(dropping: [number, number + 1], of: factors, part) { .times($0) })
        }
      case .hadamard(let factors):
        edits += factors.indices.map { number in
          edit(dropping: [number], of: factors, part) { .elementwise($0) }
        }
      case .quotient(let above, let below):
        let factor = Expression(.quotient(Expression(.number(1)), below))
        edits.append(edit(.extraFactor(factor), part, above))
      default: break
      }
    }
    return edits
  }

  private func edit(
    dropping numbers: [Int], of factors: [Expression], _ part: Part, _ joined: ([Expression]) -> Expression
  ) -> Edit {
    let rest = factors.indices.filter { !numbers.contains($0) }.map { factors[$0] }
    let dropped = joined(numbers.map { factors[$0] })
    var edit = edit(.extraFactor(dropped), part, joined(rest))
    if let range = numbers.compactMap({ factors[$0].range }).reduce(nil, { Lowering.union($0, $1) }) {
      edit.range = range
    }
    return edit
  }

  // MARK: - Signs and constants

  private var signEdits: [Edit] {
    parts.compactMap { part in
      switch part.place {
      case .term: return edit(.sign(of: part.expression), part, part.expression.negated)
      case .whole, .factor, .body, .negated, .argument, .variable, .other: return nil
      }
    }
      + parts.compactMap { part in
        guard case .indicator(let condition) = part.expression.node, condition.comparisons.count == 1,
          let comparison = condition.comparisons.first, let turned = comparison.relation.turned
        else { return nil }
        let other = Condition([Comparison(comparison.left, turned, comparison.right)])
        return edit(.turnedCondition, part, Expression(.indicator(other)))
      }
  }

  private var constantEdits: [Edit] {
    parts.flatMap { part -> [Edit] in
      switch part.place {
      case .term, .negated, .argument, .factor: break
      case .whole, .body, .variable, .other: return []
      }
      if case .number = part.expression.node, part.place == .factor { return [] }
      return [2, 0.5].map { number in
        edit(.constant(.fraction(number), in: part.expression), part, part.expression.scaled(by: number))
      }
    }
      + parts.flatMap { part -> [Edit] in
        guard case .power(let base, let exponent) = part.expression.node else {
          guard part.isSquareable else { return [] }
          let squared = Expression(.power(part.expression, Expression(.number(2))))
          return [edit(.otherPower(part.expression, squared), part, squared)]
        }
        if case .number(2) = exponent.node { return [edit(.otherPower(part.expression, base), part, base)] }
        let squared = Expression(.power(base, Expression(.number(2))))
        return [edit(.otherPower(part.expression, squared), part, squared)]
      }
  }
}

extension Relation {
  /// The relation that points the other way; nil where there is none.
  fileprivate var turned: Relation? {
    switch self {
    case .less: .greater
    case .greater: .less
    case .lessOrEqual: .greaterOrEqual
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }
}
