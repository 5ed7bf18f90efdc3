import Formula

/// Numbers that are put in where a draw would take random ones.
struct NumbersByHand: Sendable {
  /// How large each size is.
  var sizes: [Sizes.Size: Int] = [:]
  /// The entries of leaves, axis by axis.
  var values: [Member: [Double]] = [:]
  /// What a function is that the text leaves open.
  var function = FunctionByHand.relu
  /// The index that a letter stands for throughout.
  var indices: [String: Int] = [:]
}

/// A function that stands for one the text leaves open, the easiest by hand first.
enum FunctionByHand: String, Sendable, Hashable, CaseIterable {
  case relu, square, sigmoid, tanh

  /// f(u)
  func value(_ tape: inout Tape, _ u: Int) -> Int {
    switch self {
    case .relu:
      let zero = tape.constant(0)
      return tape.choice(tape.comparison(.greater, u, zero), u, zero)
    case .square: return tape.product(u, u)
    case .sigmoid:
      let one = tape.constant(1)
      return tape.quotient(one, tape.sum([one, tape.apply(.exponential, tape.negative(u))]))
    case .tanh: return tape.apply(.hyperbolicTangent, u)
    }
  }

  /// How hard its numbers are by hand.
  var effort: Double {
    switch self {
    case .relu: NamedActivation.relu.row.effort
    case .square: 0.5
    case .sigmoid: NamedActivation.sigmoid.row.effort
    case .tanh: NamedActivation.tanh.row.effort
    }
  }
}

/// What a program asked for while it was computed with numbers put in.
struct AskedByHand: Sendable {
  /// The leaves with their dimensions, in the order in which they were met.
  var leaves: [(member: Member, dimensions: [Int])] = []
  /// The sizes that were looked at.
  var sizes: Set<Sizes.Size> = []
  /// The functions that the text leaves open, and those of them whose slope was wanted.
  var functions: Set<String> = []
  var slopes: Set<String> = []
  /// The costs that are only named.
  var costs: Set<String> = []
  /// Letters that stand for one index throughout.
  var letters: Set<String> = []
}

extension Program {
  /// A program with numbers put in.
  init(_ typer: Typer, byHand numbers: NumbersByHand, _ judge: LinkJudge) {
    self.init(typer, byHand: numbers)
    settings = judge.settings
    oneHot = judge.oneHot
    binary = judge.binary
    branch = judge.branch
    fitSizes(judge.single)
  }

  /// The numbers of a leaf that are put in; the plainest ones where none are.
  mutating func put(_ member: Member, _ dimensions: [Int], _ numbers: NumbersByHand) -> [Int] {
    if !asked.leaves.contains(where: { $0.member == member }) { asked.leaves.append((member, dimensions)) }
    let leaf = LeafByHand(self, member, dimensions)
    let count = dimensions.reduce(1, *)
    var values = numbers.values[member] ?? []
    if values.count != count { values = leaf.plain }
    return leaf.lawful(values).map { tape.leaf($0) }
  }

  /// Σ yᵢ², for a cost that may be anything.
  mutating func costByHand(_ entries: [Int]) -> Int { tape.inner(entries, entries) }

  /// The sizes as they are put in; those made of others follow, and axes are as long as their indices need.
  private mutating func fitSizes(_ single: Set<Sizes.Size>) {
    guard let byHand else { return }
    let sizes = typer.sizes
    for number in 0..<64 {
      if let size = sizes.known("#\(number)") { sizeValues[sizes.root(size)] = number }
    }
    for size in sizes.classes where sizeValues[size] == nil {
      sizeValues[size] = byHand.sizes[size] ?? 1
    }
    for (name, by) in sizes.extended {
      guard let base = sizes.known(name), let size = sizes.known("\(name)+\(by)") else { continue }
      sizeValues[sizes.root(size)] = max(1, (sizeValues[sizes.root(base)] ?? 1) + by)
    }
    for sum in sizes.sums {
      sizeValues[sizes.root(sum.size)] = sum.parts.reduce(0) {
        $0 + ($1.map { sizeValues[sizes.root($0)] ?? 1 } ?? 1)
      }
    }
    for (name, value) in typer.model.derivedSizes {
      guard let size = sizes.known(name), let number = sizeNumber(value) else { continue }
      sizeValues[sizes.root(size)] = max(1, number)
    }
    reach()
    for size in single { sizeValues[typer.sizes.root(size)] = 1 }
  }
}
