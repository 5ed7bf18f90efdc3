import Checking
import Formula
import Slips

/// What came of printing many statements in a notation and reading them again.
struct RoundTripTally {
  var tried = 0
  var different: [String] = []

  /// Statements are true formulas, rewritten or edited, that the notation has letters for.
  init(_ notation: Notation, count: Int, seed: Int) {
    let standard = FormulaReader(notation: Convention.standard.notation)
    let printer = LaTeXPrinter(notation: notation)
    let reader = FormulaReader(notation: notation)
    let formulas = (TrueFormulas.indexed + TrueFormulas.whole).compactMap {
      standard.read($0).alternatives.first?.statements.first
    }
    var mutation = Mutation(random: PropertyRandom(seed: seed))
    var rewriting = Rewriting(random: PropertyRandom(seed: seed), isSigmoid: true)
    while tried < count {
      guard let formula = mutation.random.one(of: formulas) else { return }
      let rewritten = rewriting.rewritten(formula, times: mutation.random.below(4)).statement
      // Where sums are implied, a repeated index cannot be written without one. A layer behind the last is no layer.
      let isKept = notation.sumsAreImplied || mutation.random.below(2) == 0
      let statement = isKept ? rewritten : mutation.edited(rewritten)?.statement ?? rewritten
      tried += 1
      // σ carries its layer only where the notation writes it.
      guard let written = statement.renamed(for: notation) else { continue }
      let latex = printer.print(written)
      let reading = reader.read(latex)
      if reading.alternatives.first?.statements.map(\.withoutRange) != [written.withoutRange] {
        let problem = reading.problems.first.map { "\($0.code): \($0.found)" }
        different.append(
          "\(latex) \(problem ?? reading.alternatives.first.map { printer.print($0.statements[0]) } ?? "")")
      }
    }
    different.sort { ($0.count, $0) < ($1.count, $1) }
  }
}

extension Statement {
  /// The statement wherever it was read.
  var withoutRange: Statement {
    var result = self
    result.range = nil
    return result
  }

  /// The statement with unit letters that are free in a notation; nil where it lacks a letter for a quantity.
  func renamed(for notation: Notation) -> Statement? {
    var taken = Set(notation.layerLetters + [notation.exampleLetter, notation.exampleCountLetter])
    if let letter = notation.trueClassLetter { taken.insert(letter) }
    let letters = ["j", "k", "p", "q", "r", "s", "u", "v", "i", "m"].filter { !taken.contains($0) }
    let names = Dictionary(uniqueKeysWithValues: zip(unitLetters, letters))
    guard names.count == unitLetters.count else { return nil }
    func renamed(_ index: Index) -> Index {
      if case .variable(let name) = index, let other = names[name] { .variable(other) } else { index }
    }
    var result = self
    let layerLetter = notation.layerLetters.first ?? "l"
    func moved(_ layer: Layer) -> Layer {
      if case .variable = layer.base { Layer(.variable(layerLetter), layer.offset) } else { layer }
    }
    result.sides = sides.map { side in
      side.mapped { node in
        switch node {
        case .quantity(var quantity):
          quantity.indices = quantity.indices.map(renamed)
          quantity.layer = quantity.layer.map(moved)
          return .quantity(quantity)
        case .width(let layer): return .width(moved(layer))
        case .call(.activation(let primes, nil), let arguments) where notation.activationFunctionLayer != nil:
          let layer = arguments.first?.children.first?.layer ?? arguments.first?.layer
          return .call(.activation(primes: primes, layer: layer), arguments)
        case .kronecker(let left, let right): return .kronecker(renamed(left), renamed(right))
        case .big(var operation):
          for place in operation.binders.indices {
            operation.binders[place].name =
              names[operation.binders[place].name] ?? operation.binders[place].name
          }
          return .big(operation)
        default: return node
        }
      }
    }
    let lacks = result.sides.contains { side in
      side.contains { node in
        switch node {
        case .quantity(let quantity):
          return quantity.layer?.base == .output && (quantity.layer?.offset ?? 0) > 0
            || notation.patterns[quantity.role] == nil
            || (quantity.indices.count != notation.patterns[quantity.role]?.unitCount
              && !quantity.indices.isEmpty)
        case .call(.activation(_, nil), _): return notation.activationFunctionLayer != nil
        default: return false
        }
      }
    }
    return lacks ? nil : result
  }
}

extension Expression {
  /// The layer of a quantity.
  fileprivate var layer: Layer? {
    if case .quantity(let quantity) = node { quantity.layer } else { nil }
  }
}
