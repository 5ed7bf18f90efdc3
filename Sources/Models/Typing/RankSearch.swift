import Formula

/// Chooses the ranks of leaves so that all definitions have a meaning, the most usual choice first.
struct RankSearch {
  let model: Model
  /// Definitions that have no meaning whatever is chosen, with the reason.
  private(set) var broken: [String: TypeProblem] = [:]
  private let members: [Member]
  private let moment: Int
  /// How many assignments are tried for one text.
  private static let limit = 4_000

  init(_ model: Model, moment: Int = .max) {
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

  private struct Candidate {
    var ranks: [String: Typer.Rank]
    var cost: Double
    var finished: Typer?
  }

  /// The typed model.
  mutating func run() -> Typer {
    var tries = 0
    while true {
      var open = [Candidate(ranks: [:], cost: 0)]
      var furthest = (index: -1, problem: TypeProblem(.outOfReach("this"), SourceRange(0, 0)))
      while let next = open.indices.min(by: { open[$0].cost < open[$1].cost }), tries < Self.limit {
        tries += 1
        let candidate = open.remove(at: next)
        if let finished = candidate.finished { return closed(finished) }
        switch attempt(candidate.ranks) {
        case .finished(let typer):
          open.append(
            Candidate(ranks: candidate.ranks, cost: candidate.cost + typer.cost, finished: typer))
        case .asks(let name):
          for rank in choices(name) {
            var ranks = candidate.ranks
            ranks[name] = rank
            let hasRow = candidate.ranks.values.contains(where: \.isRow)
            open.append(
              Candidate(ranks: ranks, cost: candidate.cost + (rank.isRow && hasRow ? 0.1 : rank.cost)))
          }
        case .fails(let index, let problem):
          if index > furthest.index { furthest = (index, problem) }
        }
        if open.count > 2_000 { break }
      }
      guard furthest.index >= 0, broken.count < 200 else { return closed(Typer(model)) }
      broken[members[furthest.index].family] = furthest.problem
      tries = 0
    }
  }

  private func closed(_ typer: Typer) -> Typer {
    var typer = typer
    typer.sizes.settle()
    typer.isClosed = true
    typer.broken = Set(broken.keys).union(model.unread)
    typer.letters = [:]
    typer.holes = [:]
    return typer
  }

  private enum Attempt {
    case finished(Typer)
    case asks(String)
    case fails(at: Int, TypeProblem)
  }

  private func attempt(_ ranks: [String: Typer.Rank]) -> Attempt {
    var typer = Typer(model)
    typer.moment = moment
    typer.ranks = ranks
    typer.broken = Set(broken.keys).union(model.unread)
    for (index, member) in members.enumerated() where broken[member.family] == nil {
      typer.letters = [:]
      typer.holes = [:]
      do throws(TypeProblem) {
        _ = try typer.type(member, SourceRange(0, 0))
      } catch {
        switch error.kind {
        case .needsRank(let name): return .asks(name)
        case .noMember: continue
        default: return .fails(at: index, error)
        }
      }
    }
    if let cost = model.cost, let type = typer.types[Member(family: cost, key: [])], !type.axes.isEmpty { typer.cost += 10 }
    return .finished(typer)
  }

  /// What a leaf can be, from the most usual to the least.
  func choices(_ name: String) -> [Typer.Rank] {
    let axes = model.axisCount(name)
    if axes > 0 {
      return [Typer.Rank(axes: axes), Typer.Rank(axes: axes + 1, cost: 1.5), Typer.Rank(axes: axes + 2, cost: 6)]
    }
    let (number, column, row, matrix): (Double, Double, Double, Double) =
      if model.opaque.contains(name) {
        (0, 9, 9, 9)
      } else if model.leafKinds[name] == .classNumber {
        (0, 9, 9, 9)
      } else if model.matrices.contains(name) {
        (12, 12, 12, 0)
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
