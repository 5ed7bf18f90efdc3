import Formula

/// A link whose sides do not fit together, shown by shapes with small, different sizes.
struct HandShapes {
  private let judge: LinkJudge
  private var program: Program
  /// The sizes that were met, in the order in which they were.
  private var met: [Int] = []

  init(_ judge: LinkJudge) {
    self.judge = judge
    program = Program(judge.base, seed: 1)
  }

  /// W ∈ ℝ^(2×3) for every name that the sides speak of, and the shapes of the sides; nil where they fit, or where it is
  /// not a matter of shapes.
  mutating func example(_ left: Term, _ right: Term) -> HandExample? {
    var names: [(term: Term, shape: [Int])] = []
    var seen: Set<NameUse> = []
    for use in left.uses + right.uses where seen.insert(use).inserted {
      let term = Term(.name(use), left.range)
      guard use.primes == 0, !judge.base.model.isIndexLetter(use.name) || !use.slots.isEmpty,
        term != left, term != right, use.name != "I" || judge.base.model.definitions["I"] != nil,
        let shape = shape(term), shape != [1, 1]
      else { continue }
      names.append((term, shape))
    }
    let (first, second) = (shape(left), shape(right))
    if let first, let second, first == second { return nil }
    settle()
    guard let above = equation(left, first), let below = equation(right, second) else { return nil }
    var example = HandExample(left: above, right: below, values: nil)
    example.rows = names.isEmpty ? [] : [names.compactMap { equation($0.term, $0.shape) }]
    example.sizes = sizes
    return example
  }

  // MARK: - Shapes

  /// Rows and columns; nil where a term has no shape.
  private mutating func shape(_ term: Term) -> [Int]? {
    guard case .success(let sides) = judge.typed(term, term), let side = sides.first else { return nil }
    program.typer = side.typer
    let shape = [side.left.shape.rows, side.left.shape.columns].map { program.number($0) }
    for number in shape where number > 1 && !met.contains(number) { met.append(number) }
    return shape
  }

  /// Small numbers for the sizes that were met, where no size is made of another one.
  private var small: [Int: Int] = [:]

  private mutating func settle() {
    let sizes = judge.base.sizes
    let isFree =
      sizes.extended.isEmpty && sizes.sums.isEmpty && judge.base.model.derivedSizes.isEmpty
      && judge.base.literals.isEmpty
      && !(0..<64).contains { sizes.known("#\($0)") != nil }
    guard isFree else { return }
    for (place, number) in met.enumerated() { small[number] = place + 2 }
  }

  /// The letters of sizes that were met, as the text has them.
  private var sizes: [(name: FormulaLayout, value: Int)] {
    var program = program
    return judge.base.model.sizeNames.sorted().compactMap { name in
      guard let size = judge.base.sizes.known(name) else { return nil }
      let number = program.number(size)
      return met.contains(number) ? (name: .name(ShownName.latex(name)), value: small[number] ?? number) : nil
    }
  }

  // MARK: - Writing

  /// term ∈ ℝ^(2×3); where it has no shape, what in it does not fit.
  private mutating func equation(_ term: Term, _ shape: [Int]?) -> HandExample.Equation? {
    let layout = TermLayout.layout(term)
    guard let shape else { return misfit(term).map { HandExample.Equation(sides: [layout, $0]) } }
    let space = FormulaLayout.name("\\mathbb{R}")
    let power = shape == [1, 1] ? space : .power(space, self.layout(shape))
    return HandExample.Equation(sides: [.comparison([layout, power], [.element])])
  }

  private func layout(_ shape: [Int]) -> FormulaLayout {
    .infix(.times, shape.map { .digits(String(small[$0] ?? $0)) })
  }

  /// The smallest part that has no shape, with the shapes of what it is made of: [2×3] · [1×3].
  private mutating func misfit(_ term: Term) -> FormulaLayout? {
    for child in term.children where shape(child) == nil {
      if let inner = misfit(child) { return inner }
    }
    var children = term.children
    if case .applied(let use, let arguments) = term.node {
      children = [Term(.name(use), term.range)] + arguments
    }
    var parts: [FormulaLayout] = []
    for child in children {
      guard let shape = shape(child) else { return nil }
      if shape != [1, 1] { parts.append(.fenced(.bracket, layout(shape))) }
    }
    guard parts.count > 1 else { return nil }
    switch term.node {
    case .chain, .applied:
      return .row(parts.enumerated().map { .init(needsDot: $0.offset > 0, layout: $0.element) })
    case .sum: return .sum(parts.map { .init(isSubtracted: false, layout: $0) })
    default: return nil
    }
  }
}
