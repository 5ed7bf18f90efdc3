import Formula

/// What can be put in for a leaf: which numbers, and which of its entries belong together.
struct LeafByHand {
  let member: Member
  let dimensions: [Int]
  private let kind: Model.LeafKind?
  private let isAddend: Bool
  private let isTruth: Bool
  private let isShare: Bool
  private let isSymmetric: Bool
  private let setting: Double?
  /// Entries that the text gives a value, by their place.
  private var fixed: [Int: Double] = [:]
  private let classes: Int

  init(_ program: Program, _ member: Member, _ dimensions: [Int]) {
    self.member = member
    self.dimensions = dimensions
    let (model, name) = (program.typer.model, member.family)
    kind = program.kind(of: name)
    isAddend = program.addends.contains(name)
    isTruth = program.truths.contains(name)
    isShare = program.shares.contains(name)
    isSymmetric = model.symmetric.contains(name) && dimensions.count == 2 && dimensions[0] == dimensions[1]
    setting = program.settings[name]
    classes = program.typer.classSizes[name].flatMap { program.sizeValues[program.typer.sizes.root($0)] } ?? 1
    for entry in model.fixed where entry.name == name {
      let keyed = model.keyPlaces[name] ?? []
      let places = (model.places[name] ?? []).filter { !keyed.contains($0) }
      guard let axis = places.firstIndex(of: entry.place), axis < dimensions.count else { continue }
      let stride = dimensions[(axis + 1)...].reduce(1, *)
      for place in 0..<count where place / stride % dimensions[axis] == entry.index {
        fixed[place] = entry.value
      }
    }
  }

  private var count: Int { dimensions.reduce(1, *) }
  private var width: Int { dimensions.last ?? 1 }

  /// Entries that are chosen together: one each, or a distribution's.
  var groups: [Range<Int>] {
    if setting != nil { return [] }
    switch kind {
    case .oneHot?, .distribution?:
      return stride(from: 0, to: count, by: max(width, 1)).map { $0..<($0 + width) }
    default: return (0..<count).map { $0..<($0 + 1) }.filter { fixed[$0.lowerBound] == nil }
    }
  }

  /// What may stand in a group, the friendliest first.
  var choices: [[Double]] {
    switch kind {
    case .oneHot?: return hot
    case .distribution?:
      let even = Array(repeating: 1 / Double(width), count: width)
      return hot + (width > 1 ? [even] : []) + (width == 2 ? [[0.25, 0.75], [0.75, 0.25]] : [])
    case .positive?: return [1, 2, 0.5, 3, 4].map { [$0] }
    case .interval(let low, let high)?:
      return [0.5, 0.25, 0.75, 0.2, 0.8].map { [low + (high - low) * $0] }
    case .binary?: return [[1], [0]]
    case .signs?: return [[1], [-1]]
    case .whole?: return [[1], [2]]
    case .classNumber?: return (1...max(classes, 1)).map { [Double($0)] }
    case nil where isTruth: return [[1], [0]]
    case nil where isShare: return [0.5, 0.25, 0.75, 2].map { [$0] }
    case nil: return (isAddend ? Self.addends : Self.factors).map { [$0] }
    }
  }

  private static let factors = [1, 2, -1, 3, -2, 0.5, -0.5]
  /// What is only added may be 0.
  private static let addends = [0, 1, -1, 2, -2, 3, -3, 4, -4, 0.5]

  private var hot: [[Double]] { (0..<width).map { hot in (0..<width).map { $0 == hot ? 1 : 0 } } }

  /// The plainest numbers: small, and neighbours different where they are factors.
  var plain: [Double] {
    if let setting { return Array(repeating: setting, count: count) }
    let choices = choices
    var values = Array(repeating: 1.0, count: count)
    for (number, group) in groups.enumerated() {
      let isVaried = kind == nil && !isAddend || isTruth || kind == .oneHot || kind == .positive
      let choice = choices[isVaried ? number % min(2, choices.count) : 0]
      values.replaceSubrange(group, with: choice)
    }
    return values
  }

  /// The values with those that the text gives, and mirrored where the matrix is symmetric.
  func lawful(_ values: [Double]) -> [Double] {
    var values = values
    if let setting { return values.map { _ in setting } }
    if isSymmetric {
      for i in 0..<width { for j in 0..<i { values[i * width + j] = values[j * width + i] } }
    }
    for (place, value) in fixed { values[place] = value }
    return values
  }
}

extension Program {
  /// Names of y log a + (1 − y) log(1 − a): true or not.
  var truths: Set<String> {
    var (complements, weights): (Set<String>, Set<String>) = ([], [])
    for definition in typer.model.definitions.values.joined() {
      definition.body.visit {
        complements.formUnion($0.complementsTimesLogarithm)
        guard case .chain(let chain) = $0.node, chain.factors.contains(where: \.isLogarithm) else { return }
        weights.formUnion(chain.factors.compactMap { $0.baseUse?.name })
      }
    }
    return complements.intersection(weights)
  }

  /// Names that stand beside 1 − themselves: ε of (1 − ε) y + ε/K.
  var shares: Set<String> {
    var found: Set<String> = []
    for definition in typer.model.definitions.values.joined() {
      definition.body.visit { term in
        guard case .sum(let terms) = term.node, terms.count == 2, terms[0].integer == 1,
          case .negative(let inner) = terms[1].node, let name = inner.letter
        else { return }
        found.insert(name)
      }
    }
    return found
  }

  /// Names that definitions only add: biases, targets.
  var addends: Set<String> {
    var (added, other): (Set<String>, Set<String>) = ([], [])
    func look(_ term: Term) {
      for child in term.children {
        let bare: Term = if case .negative(let inner) = child.node { inner } else { child }
        guard case .name(let use) = bare.node else {
          look(child)
          continue
        }
        if case .sum = term.node { added.insert(use.name) } else { other.insert(use.name) }
        for slot in use.slots { look(slot.content) }
      }
    }
    for definition in typer.model.definitions.values.joined() where !definition.isDerivative {
      look(definition.body)
    }
    return added.subtracting(other)
  }
}

extension Term {
  fileprivate var isLogarithm: Bool { if case .function("log", _, _) = node { true } else { false } }
}
