import Formula

/// Judges one link of a claim on a typed model.
struct LinkJudge {
  var base: Typer
  /// The number of the claim's statement: later redefinitions do not count.
  let moment: Int
  /// What has to hold for the claim to be meant.
  var conditions: [Condition] = []
  /// Values put in for leaves.
  var settings: [String: Double] = [:]
  var layout = Layout.usual
  /// Targets that are one-hot.
  var oneHot: Set<String> = []
  /// Targets that are 0 or 1, since the claim asks which.
  var binary: Set<String> = []
  /// Sizes that are 1.
  var single: Set<Sizes.Size> = []
  /// Which branch of max(0, ·) is meant.
  var branch: Program.Branch = .any
  /// Numbers that may be made for one draw.
  var limit = Program.limit
  /// Names read as single numbers: the letter of a function's argument.
  var numbers: Set<String> = []

  /// What is added to the numbers of the draws: other draws for another one.
  var seed: UInt64 = 0

  var seeds: [UInt64] { (1...5).map { $0 &+ seed } }
  private var moreSeeds: [UInt64] { (6...20).map { $0 &+ seed } }
  /// Points compared for one network and one member.
  private static let points = 600

  /// The sides, settled for one choice of members.
  struct Sides {
    var keys: [String: Int]
    var left: Typed
    var right: Typed
    var conditions: [TypedCondition]
    var typer: Typer
  }

  /// The verdict on left = right.
  func verdict(_ left: Term, _ relation: Relation, _ right: Term) -> LinkVerdict {
    if left == right { return LinkVerdict(.notAClaim, reason: "both sides are the same") }
    if case .name(let whole) = left.node, case .applied(whole, _) = right.node {
      return LinkVerdict(.notAClaim, reason: "it tells what the left side depends on")
    }
    if let arithmetic = Arithmetic.verdict(left, right) { return arithmetic }
    let sides: [Sides]
    switch typed(left, right) {
    case .success(let found): sides = found
    case .failure(let problem): return Self.verdict(of: problem)
    }
    // Every case has to occur.
    let hasCases = left.hasCases(base.model) || right.hasCases(base.model)
    var verdict = compared(sides, relation, noise: [], hasCases ? seeds + moreSeeds : seeds)
    // A unit that was dead in every draw: more of them.
    let isNeverMeant = verdict.comparisons == 0 && !conditions.isEmpty && verdict.outcome == .undecided
    if verdict.isOfZeros || isNeverMeant {
      verdict = compared(sides, relation, noise: [], moreSeeds)
    }
    if verdict.outcome == .holds, relation.canDefine, let name = nameAlone(left), isCircular(name, right) {
      let again = compared(sides, relation, noise: [name], seeds)
      if again.outcome == .holds {
        verdict = LinkVerdict(
          .notAClaim, reason: "what stands on the right is made of the left side: it says nothing")
      }
    }
    return verdict
  }

  static func verdict(of problem: TypeProblem) -> LinkVerdict {
    switch problem.kind {
    case .mismatch(let words), .sides(let words): LinkVerdict(.illTyped, reason: words)
    case .unknownName(let name), .needsRank(let name):
      LinkVerdict(.undecided, reason: "\(name) is not defined")
    case .noMember(let name): LinkVerdict(.undecided, reason: "\(name) does not exist there")
    case .circular(let name): LinkVerdict(.undecided, reason: "the definition of \(name) needs itself")
    case .noRange(let letter): LinkVerdict(.undecided, reason: "nothing says where \(letter) runs")
    case .broken(let name):
      LinkVerdict(.undecided, reason: "the definition of \(name) could not be understood")
    case .outOfReach(let what): LinkVerdict(.undecided, reason: "\(what) is beyond what is understood here")
    }
  }

  // MARK: - Meaning

  /// The sides for every choice of layers and times that exists.
  func typed(_ left: Term, _ right: Term) -> Result<[Sides], TypeProblem> {
    let letters = keyLetters(left, right)
    // Within the range that the text gives; where nothing exists there, wherever all members do.
    let inside = typed(left, right, assignments(letters.sorted(), isWide: false))
    if case .failure(let problem) = inside, case .noMember = problem.kind, !letters.isEmpty {
      return typed(left, right, assignments(letters.sorted(), isWide: true))
    }
    return inside
  }

  /// The letters of layers and times that a link speaks of.
  private func keyLetters(_ left: Term, _ right: Term) -> Set<String> {
    ([left, right] + conditions.flatMap(\.terms)).reduce(into: []) {
      $0.formUnion($1.freeKeyLetters(base.model))
    }
  }

  /// The choices of layers and times at which a side has a meaning.
  func members(_ side: Term, beside other: Term) -> [Sides] {
    let letters = keyLetters(side, other).sorted()
    return [false, true].lazy.map { isWide in
      assignments(letters, isWide: isWide).compactMap { keys in
        let typer = typer(for: keys)
        if conditions.contains(where: { typer.keyHolds($0) == false }) { return nil }
        return try? sides(side, side, keys, typer)
      }
    }.first { !$0.isEmpty } ?? []
  }

  /// Numbers for the letters of layers and times.
  private func assignments(_ names: [String], isWide: Bool) -> [[String: Int]] {
    var keys: [[String: Int]] = [[:]]
    let last = (base.model.ends.values.max() ?? 3) + 2
    for name in names {
      let own = isWide ? nil : base.model.keyRanges[name]
      let range =
        own ?? min(
          base.model.keyRanges[name]?.lowerBound ?? -1, -1)...max(
          base.model.keyRanges[name]?.upperBound ?? last, last)
      keys = keys.flatMap { key in range.map { value in key.merging([name: value]) { $1 } } }
      if keys.count > 400 { break }
    }
    return keys
  }

  private func typed(_ left: Term, _ right: Term, _ keys: [[String: Int]]) -> Result<[Sides], TypeProblem> {
    var found: [Sides] = []
    var mismatch: TypeProblem?
    var missing: TypeProblem?
    for key in keys {
      let typer = typer(for: key)
      if conditions.contains(where: { typer.keyHolds($0) == false }) { continue }
      do throws(TypeProblem) {
        found.append(try sides(left, right, key, typer))
      } catch {
        switch error.kind {
        case .noMember, .noRange: missing = missing ?? error
        case .mismatch, .sides: mismatch = mismatch ?? error
        default: return .failure(error)
        }
      }
    }
    if found.isEmpty || mismatch != nil {
      return .failure(mismatch ?? missing ?? TypeProblem(.outOfReach("no member of this"), left.range))
    }
    return .success(found)
  }

  /// The typer for one choice of members.
  func typer(for key: [String: Int]) -> Typer {
    var typer = base
    typer.moment = moment
    typer.place = moment
    typer.layout = layout
    typer.letters = key.mapValues(Typer.Letter.key)
    for name in numbers {
      let member = Member(family: "\(name)#", key: [])
      typer.holes[name] = Typed(.member(member, []), .number, SourceRange(0, 0))
      typer.types[member] = Typer.MemberType(axes: [], isLeaf: true)
    }
    return typer
  }

  /// A draw of the model as the claim means it.
  func program(_ typer: Typer, seed: UInt64, noise: Set<String> = []) -> Program {
    var program = Program(typer, seed: seed, single: single)
    program.settings = settings
    program.oneHot = oneHot
    program.binary = binary
    program.noise = noise
    program.branch = branch
    program.limit = limit
    return program
  }

  /// The sides for one choice of members, with a common shape.
  func sides(
    _ left: Term, _ right: Term, _ key: [String: Int], _ typer: Typer
  ) throws(TypeProblem) -> Sides {
    var open: [(cost: Double, ranks: [String: Typer.Rank])] = [(0, typer.ranks)]
    var first: TypeProblem?
    var tries = 0
    var local = base.model
    local.hasMatrices = [left, right].contains { $0.hasMatrices(base.model) }
    let search = RankSearch(local)
    while let next = open.indices.min(by: { open[$0].cost < open[$1].cost }), tries < 60 {
      tries += 1
      let candidate = open.remove(at: next)
      var typer = typer
      typer.ranks = candidate.ranks
      do throws(TypeProblem) {
        var l = try typer.type(left)
        let r = try typer.type(right)
        var typedConditions: [TypedCondition] = []
        let free = Set(typer.letters.keys)
        for condition in conditions where typer.keyHolds(condition) == nil {
          // A condition on letters that the claim does not have is about something else.
          guard
            condition.terms.allSatisfy({ term in
              term.letter.map {
                !base.model.isIndexLetter($0) || free.contains($0) || typer.chosen[$0] != nil
              } ?? true
            })
          else { continue }
          typedConditions.append(try typer.condition(condition))
        }
        var isSame = try typer.isSame(l.shape, r.shape)
        // The derivative by a row of a table lies as what it is said to be.
        if !isSame, l.isRowTaken, r.shape.isColumn, try typer.isSame(l.shape.transposed, r.shape) {
          l = Typed(.transpose(l), l.shape.transposed, l.range)
          isSame = true
        }
        // A column of one entry is that number.
        let isOne = l.shape.isNumber && typer.isSingle(r.shape) || r.shape.isNumber && typer.isSingle(l.shape)
        guard isSame || isOne || (l.isLiteral && l.shape.isNumber) || (r.isLiteral && r.shape.isNumber) else {
          throw TypeProblem(
            .sides("\(typer.words(l.shape)) on the left, \(typer.words(r.shape)) on the right"), left.range
          )
        }
        return Sides(keys: key, left: l, right: r, conditions: typedConditions, typer: typer)
      } catch {
        if case .needsRank(let name) = error.kind {
          for rank in search.choices(name, beside: candidate.ranks) {
            var ranks = candidate.ranks
            ranks[name] = rank
            open.append((candidate.cost + rank.cost, ranks))
          }
        } else {
          if first == nil { first = error }
          // A name that only claims use is typed from where it stands, never from the equality.
          if case .sides = error.kind { throw error }
        }
      }
    }
    throw first ?? TypeProblem(.outOfReach("this"), left.range)
  }

  /// The name that a side is; in α(a − b), where α is no function, it is a factor.
  private func nameAlone(_ side: Term) -> String? {
    guard let use = side.baseUse else { return nil }
    if case .applied = side.node, base.model.functions[use.name] == nil { return nil }
    return use.name
  }

  /// Whether the right side is made of the left one through definitions.
  private func isCircular(_ name: String, _ right: Term) -> Bool {
    guard base.model.definitions[name] != nil else { return false }
    var seen: Set<String> = []
    var open = right.uses.map(\.name).filter { $0 != name }
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      for definition in base.model.definitions[next] ?? [] {
        for use in definition.body.uses {
          if use.name == name { return true }
          open.append(use.name)
        }
      }
    }
    return false
  }

  // MARK: - Numbers

  private func compared(
    _ sides: [Sides], _ relation: Relation, noise: Set<String>, _ seeds: [UInt64]
  ) -> LinkVerdict {
    var comparison = Comparison()
    var paths: [SourceRange: Bool] = [:]
    var evidence: LinkVerdict.Evidence?
    for (draw, seed) in seeds.enumerated() {
      for (place, side) in sides.enumerated() {
        var program = program(side.typer, seed: seed, noise: noise)
        var checked: Program?
        for domain in Program.Domain.allCases {
          program.domain = domain
          var trial = comparison
          var attempt = program
          switch points(side, &attempt, &trial, relation, seed) {
          case .differs:
            if lacksPath(side, &attempt) { return Self.pathless }
            return trial.finished()
          case .agrees:
            comparison = trial
            checked = attempt
          case .hasNoValue: continue
          case .tooMuch: return LinkVerdict(.undecided, reason: "it takes too much work to compute")
          }
          break
        }
        guard let checked else { continue }
        for (range, isPath) in checked.paths { paths[range] = (paths[range] ?? false) || isPath }
        if noise.isEmpty, draw < 2, place < 3 {
          switch differences(checked, seed) {
          case .agree(let found): evidence = evidence ?? found
          case .disagree: return LinkVerdict(.undecided, reason: "the judges disagree about a derivative")
          }
        }
      }
    }
    var verdict = comparison.finished()
    verdict.evidence = evidence
    if verdict.outcome == .holds, paths.values.contains(false) {
      return Self.pathless
    }
    return verdict
  }

  static let pathless = LinkVerdict(
    .undecided, reason: "no path leads from the variable to what is differentiated")

  /// Whether there is a derivative on a side that is zero at all indices since nothing leads to what is differentiated.
  private func lacksPath(_ side: Sides, _ program: inout Program) -> Bool {
    guard program.paths.values.contains(false) else { return false }
    let letters = side.typer.letters.compactMap { name, meaning -> (String, Sizes.Size)? in
      if case .unit(let size) = meaning { (name, size) } else { nil }
    }
    for place in 0..<60 {
      var rest = place
      for (letter, size) in letters {
        let count = program.number(size)
        program.letters[letter] = rest % count + program.first(size)
        rest /= count
      }
      _ = try? (program.value(side.left), program.value(side.right))
      if !program.paths.values.contains(false) { return false }
    }
    // A factor of a product may well be zero; a side that is nothing else, or by what nothing is made of, may not.
    return program.paths.contains { range, isPath in
      !isPath
        && (range == side.left.range || range == side.right.range
          || program.unusedVariables.contains(range))
    }
  }

  private enum PointsResult { case agrees, differs, hasNoValue, tooMuch }

  /// Compares at all indices.
  private func points(
    _ side: Sides, _ program: inout Program, _ comparison: inout Comparison, _ relation: Relation,
    _ seed: UInt64
  ) -> PointsResult {
    let letters = side.typer.letters.compactMap { name, meaning -> (String, Sizes.Size)? in
      if case .unit(let size) = meaning { (name, size) } else { nil }
    }.sorted { $0.0 < $1.0 }
    let firsts = letters.map { program.first($0.1) }
    let lasts = zip(letters, firsts).map { program.number($0.1) + $1 - 1 }
    var index = firsts
    var number = 0
    let total = zip(lasts, firsts).reduce(1) { min($0 * ($1.0 - $1.1 + 1), 1_000_000) }
    let step = max(1, total / Self.points)
    while true {
      if number % step == 0 {
        for (place, letter) in letters.enumerated() { program.letters[letter.0] = index[place] }
        do throws(EvaluationProblem) {
          if try isMeant(side, &program) {
            let left = try program.value(side.left).numbers(program.tape)
            let right = try program.value(side.right).numbers(program.tape)
            if (left + right).contains(where: { !$0.value.isFinite }) { return .hasNoValue }
            let names = zip(letters, index).map { (name: UnitLetters.shown($0.0), value: $1) }
            let keys = side.keys.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
            if !comparison.add(left, right, keys + names, seed, relation) { return .differs }
          }
        } catch {
          switch error {
          case .outOfRange, .noCase: break
          case .tooMuchWork: return .tooMuch
          }
        }
      }
      number += 1
      var place = letters.count - 1
      while place >= 0, index[place] == lasts[place] {
        index[place] = firsts[place]
        place -= 1
      }
      if place < 0 { break }
      index[place] += 1
    }
    return .agrees
  }

  /// Whether a claim's conditions hold at a point.
  func isMeant(_ side: Sides, _ program: inout Program) throws(EvaluationProblem) -> Bool {
    for condition in side.conditions {
      let holds = try program.condition(condition)
      if holds.entries.contains(where: { program.tape.values[$0] == 0 }) { return false }
    }
    return true
  }
}
