import Formula

/// Chooses the ranks of leaves so that all definitions have a meaning, the most usual choice first.
struct RankSearch {
  let model: Model
  /// Definitions that have no meaning whatever is chosen, with the reason.
  private(set) var broken: [String: TypeProblem] = [:]
  private let members: [Member]
  private let moment: Int
  /// How many assignments are tried for one definition.
  private static let limit = 300

  init(_ model: Model, moment: Int = .max) {
    let model = model.at(moment)
    self.model = model
    self.moment = moment
    members = Self.members(of: model)
  }

  /// All members that definitions give a value, in the order of the text.
  private static func members(of model: Model) -> [Member] {
    var result: [Member] = []
    let all = model.definitions.flatMap { name, definitions in definitions.map { (name, $0) } }
    for (name, definition) in all.sorted(by: { ($0.1.statement, $0.0) < ($1.1.statement, $1.0) }) {
      var keys: [[Int]] = [[]]
      for content in model.split(definition.use).key {
        var values: [Int] = []
        if let number = content.integer {
          values = [number]
        } else if let (letter, by) = content.shifted {
          if let end = model.ends[letter] {
            values = [end + by]
          } else if let range = definition.ranges[letter] ?? model.keyRanges[letter] {
            values = range.map { $0 + by }
            if definition.isDerivative, definition.ranges[letter] == nil {
              values = Array((values.min() ?? 0) - 1...(values.max() ?? 0) + 1)
            }
          }
        }
        keys = keys.flatMap { key in values.map { key + [$0] } }
      }
      result += keys.map { Member(family: name, key: $0) }
    }
    return result
  }

  /// Ranks that give the definitions so far a meaning.
  private struct State {
    var typer: Typer
    var cost: Double
    var total: Double { cost + typer.cost }
  }

  /// How many states are kept from one definition to the next.
  private static let width = 32

  /// How much dearer another way to read the shapes may be to be thought of.
  private static let close = 1.5

  /// The typed model, and others that are nearly as usual: definition by definition, the cheapest choices for all so
  /// far are kept.
  mutating func run() -> (typer: Typer, others: [Typer]) {
    var start = Typer(model)
    start.moment = moment
    start.broken = model.unread
    var states = [State(typer: start, cost: 0)]
    for member in members where broken[member.family] == nil {
      var next: [State] = []
      var failure: TypeProblem?
      for state in states {
        switch extended(state, by: member) {
        case .success(let found): next += found
        case .failure(let problem): failure = failure ?? problem
        }
      }
      if next.isEmpty, let failure {
        broken[member.family] = failure
        for place in states.indices { states[place].typer.broken.insert(member.family) }
      } else if !next.isEmpty {
        next.sort { $0.total < $1.total }
        states = Array(next.prefix(Self.width))
      }
    }
    let near = states.prefix { $0.total <= states[0].total + Self.close }.prefix(5).map { closed($0.typer) }
    return (near[0], Array(near.dropFirst()))
  }

  private func closed(_ typer: Typer) -> Typer {
    var typer = typer
    // Of A_{1i} beside a Y that is declared 1 × m, A has one row too.
    if let one = typer.sizes.known("#1") {
      for (size, numbers) in typer.literals
      where numbers == [1] && typer.written.contains(size) && typer.sizes.names(of: size).isEmpty {
        _ = typer.sizes.unify(size, one)
      }
    }
    typer.sizes.settle()
    typer.isClosed = true
    typer.letters = [:]
    typer.holes = [:]
    return typer
  }

  /// The cheapest ways to give one more member a meaning.
  private func extended(_ state: State, by member: Member) -> Result<[State], TypeProblem> {
    var open = [state]
    var found: [State] = []
    var failure: TypeProblem?
    var tries = 0
    while let place = open.indices.min(by: { open[$0].cost < open[$1].cost }), tries < Self.limit {
      // What is still open only gets dearer.
      if found.count >= 12, found.contains(where: { $0.total <= open[place].total }) { break }
      tries += 1
      let candidate = open.remove(at: place)
      var typer = candidate.typer
      typer.letters = [:]
      typer.holes = [:]
      do throws(TypeProblem) {
        let type = try typer.type(member, SourceRange(0, 0))
        // What stands above ∂ and nothing depends on is a number.
        if model.costs.contains(member.family), !type.axes.isEmpty { typer.cost += 10 }
        if let count = model.transposed[member.family], type.axes.count <= count {
          typer.cost += Self.ofNumber
        }
        found.append(State(typer: typer, cost: candidate.cost))
      } catch {
        switch error.kind {
        case .needsRank(let name):
          let hasRow = candidate.typer.ranks.values.contains(where: \.isRow)
          for rank in choices(name) {
            var next = candidate
            next.typer.ranks[name] = rank
            next.cost += rank.isRow && hasRow ? 0.1 : rank.cost
            if !rank.isRow, rank.axes == 1, isNumbered(name, in: candidate.typer.ranks) { next.cost += 2.5 }
            // Where vectors are rows, those that nothing else settles are rows too.
            if hasRow, rank.axes == 1, !rank.isRow { next.cost += 0.2 }
            open.append(next)
          }
        case .noMember: found.append(candidate)
        default: failure = failure ?? error
        }
      }
    }
    return found.isEmpty
      ? .failure(failure ?? TypeProblem(.outOfReach("this"), SourceRange(0, 0))) : .success(found)
  }

  /// θ_0 of θ_0 and θ_1 beside a θ that is taken for a number: the letter alone is what they are.
  private func isNumbered(_ name: String, in ranks: [String: Typer.Rank]) -> Bool {
    let base = String(name.prefix { $0 != "_" })
    let label = name.dropFirst(base.count + 2).dropLast()
    guard !label.isEmpty, label.allSatisfy(\.isNumber), base.isGreek, let rank = ranks[base], rank.axes == 0
    else { return false }
    return (model.usedByDefinitions.union(model.definitions.keys)).filter { $0.hasPrefix(base + "_{") }.count
      >= 2
  }

  /// What a leaf can be, from the most usual to the least; what the text transposes is no number.
  func choices(_ asked: String) -> [Typer.Rank] {
    let name = String(asked.prefix { $0 != "#" })
    guard let count = model.transposed[name] else { return usual(name) }
    return usual(name).map { rank in
      rank.axes <= count
        ? Typer.Rank(axes: rank.axes, isRow: rank.isRow, cost: rank.cost + Self.ofNumber) : rank
    }
  }

  /// The same in a claim: θ beside θ_0 and θ_1, whose ranks are known, is what they are.
  func choices(_ asked: String, beside ranks: [String: Typer.Rank]) -> [Typer.Rank] {
    let numbered = ranks.filter { name, _ in
      name.hasPrefix(asked + "_{") && name.dropFirst(asked.count + 2).dropLast().allSatisfy(\.isNumber)
    }
    let all = model.usedByDefinitions.union(model.definitions.keys).filter { $0.hasPrefix(asked + "_{") }
    return choices(asked).map { rank in
      all.count >= 2 && !numbered.isEmpty
        && numbered.values.allSatisfy { $0.axes == rank.axes && $0.isRow == rank.isRow }
        ? Typer.Rank(axes: rank.axes, isRow: rank.isRow, cost: -0.1) : rank
    }
  }

  /// What it costs that something is a number which the text transposes.
  private static let ofNumber = 4.0

  private func usual(_ name: String) -> [Typer.Rank] {
    let axes = model.axisCount(name)
    if axes > 0 {
      if model.indexedMatrices.contains(name) {
        return [
          Typer.Rank(axes: axes + 2), Typer.Rank(axes: axes + 1, cost: 6), Typer.Rank(axes: axes, cost: 12),
        ]
      }
      if axes == 1, model.boldIndexed.contains(name) {
        return name.isCapital
          ? [Typer.Rank(axes: 3), Typer.Rank(axes: 2, cost: 1.5), Typer.Rank(axes: 1, cost: 8)]
          : [Typer.Rank(axes: 2), Typer.Rank(axes: 1, cost: 1.5), Typer.Rank(axes: 3, cost: 6)]
      }
      let whole = [
        Typer.Rank(axes: axes), Typer.Rank(axes: axes + 1, cost: 1.5), Typer.Rank(axes: axes + 2, cost: 6),
      ]
      // b_j of a row b that is added to every row.
      return axes == 1 && !name.isCapital && model.plainValues.contains(name)
        ? whole + [Typer.Rank(axes: 1, isRow: true, cost: 1.4)] : whole
    }
    let (number, column, row, matrix): (Double, Double, Double, Double) =
      if model.opaque.contains(name) {
        (0, 9, 9, 9)
      } else if model.leafKinds[name] == .classNumber || model.numbers.contains(name) {
        (0, 9, 9, 9)
      } else if model.matrices.contains(name) {
        (12, 12, 12, 0)
      } else if model.vectors.contains(name) {
        (8, 0, 0.5, 12)
      } else if model.amongEntries.contains(name) {
        (0, 1.6, 2, 5)
      } else if name.isCapital {
        model.hasMatrices ? (4, 3, 4, 0) : (1, 3, 6, 2)
      } else if model.bold.contains(name) {
        (8, 0, 2, 5)
      } else if name.isGreek {
        (0, 2, 4, 6)
      } else {
        model.hasMatrices ? (1.6, 0, 2, 5) : (0, 2, 4, 6)
      }
    return [
      Typer.Rank(axes: 0, cost: number), Typer.Rank(axes: 1, cost: column),
      Typer.Rank(axes: 1, isRow: true, cost: row), Typer.Rank(axes: 2, cost: matrix),
    ]
  }
}

extension String {
  /// α, \lambda: letters that are numbers more often than vectors.
  var isGreek: Bool {
    guard hasPrefix("\\"), !hasPrefix("\\ell") else { return false }
    return !prefix { $0 != "_" }.contains("{")
  }
}
