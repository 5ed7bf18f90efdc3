import Formula
import Network

/// Every single edit of the right side of a link that a learner's mistake may ask for, likely ones first.
struct SideEdits {
  let left: Expression
  let right: Expression
  /// The sides of the chain before the left one, the nearest first.
  let stepsBefore: [Expression]
  let layout: Lowering.GradientLayout
  let parts: [Part]
  /// The unit letters that stand free on either side, with the layers they run over.
  let freeLetters: [Letter]
  /// The example that quantities of the formula belong to, where it is written.
  let example: Index?
  /// σ carries its layer in this formula: g^{(l)}.
  private let namesLayerOfFunction: Bool
  let isSoftmax: Bool
  let isCrossEntropy: Bool
  let activation: Activation?
  let finder: IndexRangeFinder
  /// Whole vectors and matrices stand on the right side.
  let hasWholes: Bool

  /// Units named by a number, with their layers.
  let namedUnits: [Letter]

  /// An index letter with the layer whose units it counts, or a unit named by its number.
  struct Letter: Hashable {
    /// The letter; empty for a number.
    var name: String
    var layer: Layer
    var index: Index

    init(name: String, layer: Layer) {
      self.name = name
      self.layer = layer
      index = .variable(name)
    }

    init(number: Int, layer: Layer) {
      name = ""
      self.layer = layer
      index = .literal(number)
    }
  }

  init(
    left: Expression, right: Expression, after stepsBefore: [Expression] = [],
    layout: Lowering.GradientLayout = .alongVariable, convention: Convention, networkKind: NetworkKind
  ) {
    self.left = left
    self.right = right
    self.stepsBefore = stepsBefore
    self.layout = layout
    parts = right.parts
    let finder = IndexRangeFinder(convention: convention)
    self.finder = finder
    activation = networkKind.activation
    isSoftmax = networkKind.output == .softmax
    isCrossEntropy = networkKind.cost == .crossEntropy
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
    // An index of a whole product, (Wa)_j, has the range that the product's shape gives it.
    let axes = LoweredChain(Statement([left], []), convention: convention, layout: .alongVariable).axes
    func range(of name: String) -> AxisRange? {
      finder.range(of: name, in: left) ?? finder.range(of: name, in: right)
        ?? axes.first { $0.name == name }?.range
    }
    for side in [left, right] {
      for name in finder.freeIndices(of: side) where !letters.contains(where: { $0.name == name }) {
        if case .units(let layer)? = range(of: name) {
          letters.append(Letter(name: name, layer: layer))
        }
      }
    }
    freeLetters = letters
    var units: [Letter] = []
    for quantity in left.quantities + right.quantities {
      let ranges = finder.unitRanges(of: quantity)
      guard ranges.count == quantity.indices.count else { continue }
      for case (.literal(let number), .units(let layer)) in zip(quantity.indices, ranges) {
        let unit = Letter(number: number, layer: layer)
        if !units.contains(unit) { units.append(unit) }
      }
    }
    namedUnits = units
  }

  /// All edits, in the order in which they are tried.
  var all: [Edit] {
    var edits: [Edit] = []
    edits += softmaxEdits + sumLimits + missingSums
    edits += signEdits + indexEdits + outerSums + otherNumbers + branchValues + powerEdits + functionEdits
    edits += extraTerms + movedDerivatives
    if hasWholes { edits += layerEdits + chainGaps }
    edits += missing(knownFactors) + factorsLost + termsLost
    // ∂z/∂b is 1 where its layers fit: they are put right rather than the factor dropped.
    let (slopes, others) = extraFactors
    edits += others + missingIndices + (hasWholes ? [] : layerEdits)
    edits += slopes + lettersForNumbers + sumEdits + otherIndices + hiddenLayerEdits
    edits += missing(countsAndMatches)
    edits += constantEdits + quantityEdits(inDerivatives: false) + missingTerms
    if hasWholes { edits += wholeEdits }
    // ∂C/∂z for ∂C/∂a says little where a factor is missing.
    return edits + operationEdits + quantityEdits(inDerivatives: true)
  }

  // MARK: - Tools

  /// The letters that may stand on a part: the free ones and those bound around it.
  func letters(at part: Part) -> [Letter] {
    var letters = freeLetters
    for (name, body) in part.bound {
      if case .units(let layer)? = finder.range(of: name, in: body) ?? rangeOfPartner(of: name, in: body) {
        letters.removeAll { $0.name == name }
        letters.append(Letter(name: name, layer: layer))
      }
    }
    return letters
  }

  /// The range of a letter that stands in a Kronecker delta only: that of the index beside it.
  private func rangeOfPartner(of name: String, in body: Expression) -> AxisRange? {
    var partner: String?
    _ = body.contains { node in
      switch node {
      case .kronecker(.variable(name), .variable(let other)),
        .kronecker(.variable(let other), .variable(name)):
        partner = other
        return true
      default: return false
      }
    }
    return partner.flatMap { other in
      freeLetters.first { $0.name == other }.map { .units($0.layer) }
    }
  }

  func quantity(_ role: Role, _ layer: Layer?, _ indices: [Index] = []) -> Expression {
    let hasExample = role.row.isOfExample
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
}
