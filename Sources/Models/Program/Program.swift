import Formula

/// Why a value could not be computed.
enum EvaluationProblem: Error, Sendable {
  /// An index outside of its range: the member does not exist.
  case outOfRange
  case tooMuchWork
  /// No case applies.
  case noCase
}

/// A value with its entries row by row, as numbers of the tape.
struct Value: Sendable {
  var rows: Int
  var columns: Int
  var entries: [Int]

  subscript(_ row: Int, _ column: Int) -> Int { entries[row * columns + column] }

  /// One number that depends on nothing.
  func isConstant(_ tape: Tape) -> Bool { entries.count == 1 && tape.constantValue(entries[0]) != nil }
}

/// One draw of a model, computed as far as it was asked for.
struct Program: Sendable {
  var typer: Typer
  var tape = Tape()
  let seed: UInt64
  /// Values set for leaves: α = 0.
  var settings: [String: Double] = [:]
  /// Numbers of the text's example, in place of drawn ones.
  var given: [Model.Given] = []
  /// What was drawn besides.
  var undetermined: [Int] = []
  /// Leaves that have to be positive, or between 0 and 1, for the definitions to have a value.
  var domain = Domain.any
  /// Leaves that are one-hot besides those that the text calls so.
  var oneHot: Set<String> = []
  var binary: Set<String> = []
  /// Names that are replaced by noise, to see whether a claim says something about them.
  var noise: Set<String> = []
  /// Letters with their numbers, from 1.
  var letters: [String: Int] = [:]
  var holes: [Int: Int] = [:]
  var members: [Member: [Int]] = [:]
  /// Costs that are only named.
  private var costs: [String: Int] = [:]
  /// Members that are being computed.
  private var open: Set<Member> = []
  var sizeValues: [Sizes.Size: Int] = [:]
  /// Derivatives by all entries of a member.
  var sweeps: [SlopeKey: [Int: Int]] = [:]
  var work = 0
  /// Derivatives that were taken: what of, by what, and the result.
  var derivatives: [(of: Int, by: Int, value: Int)] = []
  /// Derivatives by what nothing is made of.
  var unusedVariables: Set<SourceRange> = []
  /// Derivatives by their place in the text: whether a path led from one to the other.
  var paths: [SourceRange: Bool] = [:]

  /// Which numbers leaves are drawn from.
  enum Domain: Int, Sendable, CaseIterable {
    case any, positive, small
  }

  /// Which branch of max(0, ·) a claim is about.
  enum Branch: Sendable {
    case any, active, inactive
  }
  var branch = Branch.any
  /// Numbers that are put in for drawn ones.
  let byHand: NumbersByHand?
  /// What numbers were put in for.
  var asked = AskedByHand()

  /// Numbers that may be made for one formula.
  var limit = Self.limit
  static let limit = 3_000_000

  init(_ typer: Typer, seed: UInt64, single: Set<Sizes.Size> = []) {
    self.typer = typer
    self.seed = seed
    byHand = nil
    assignSizes()
    reach()
    for size in single { sizeValues[typer.sizes.root(size)] = 1 }
  }

  /// A program with numbers put in, whose sizes are not settled yet.
  init(_ typer: Typer, byHand numbers: NumbersByHand) {
    self.typer = typer
    seed = 0
    byHand = numbers
  }

  // MARK: - Members

  mutating func spend(_ count: Int) throws(EvaluationProblem) {
    work += count
    if work > limit { throw .tooMuchWork }
  }

  /// The entries of a member, axis by axis.
  mutating func entries(_ member: Member) throws(EvaluationProblem) -> [Int] {
    if let known = members[member] { return known }
    let type = typer.types[member]
    let dimensions = (type?.axes ?? []).map { number($0) }
    let count = dimensions.reduce(1, *)
    try spend(count)
    var result: [Int] = []
    if let body = typer.bodies[member], !noise.contains(member.family) {
      // What needs itself through a cost that is only named.
      guard open.insert(member).inserted else { throw .tooMuchWork }
      defer { open.remove(member) }
      let outer = (letters, holes)
      let outerTyper = typer.letters
      letters = [:]
      defer {
        (letters, holes) = outer
        typer.letters = outerTyper
      }
      let firsts = body.sizes.map { first($0) }
      let own = body.letters.indices.map { dimensions[$0] + firsts[$0] - 1 }
      var index = firsts
      while true {
        for (place, letter) in body.letters.enumerated() { letters[letter] = index[place] }
        // Of Ω_{ii} = e nothing stands beside the diagonal.
        let isMeant = body.letters.indices.allSatisfy { letters[body.letters[$0]] == index[$0] }
        result +=
          isMeant
          ? try value(body.value).entries
          : Array(repeating: tape.constant(0), count: dimensions.dropFirst(own.count).reduce(1, *))
        var place = own.count - 1
        while place >= 0, index[place] == own[place] {
          index[place] = firsts[place]
          place -= 1
        }
        if place < 0 { break }
        index[place] += 1
      }
      // h_0 = 0 is a variable of its own.
      if !member.key.isEmpty, result.allSatisfy({ tape.constantValue($0) != nil }) {
        result = result.map { tape.leaf(tape.values[$0]) }
      }
    } else {
      result = drawn(member, dimensions)
    }
    members[member] = result
    return result
  }

  // MARK: - Expressions

  /// The value of an expression.
  mutating func value(_ typed: Typed) throws(EvaluationProblem) -> Value {
    try spend(1)
    let (rows, columns) = (number(typed.shape.rows), number(typed.shape.columns))
    switch typed.operation {
    case .constant(let number): return scalar(tape.constant(number))
    case .size(let size): return scalar(tape.constant(Double(number(size))))
    case .letter(let letter): return scalar(tape.constant(Double(letters[letter] ?? choice(letter))))
    case .hole(let hole): return scalar(holes[hole] ?? tape.constant(0))
    case .member(let member, let indices): return try self.member(member, indices, rows, columns)
    case .part(let base, let row, let column):
      let whole = try value(base)
      let fixedRow = try row.map { inner throws(EvaluationProblem) in
        try position(inner, whole.rows, from: first(base.shape.rows))
      }
      let fixedColumn = try column.map { inner throws(EvaluationProblem) in
        try position(inner, whole.columns, from: first(base.shape.columns))
      }
      var entries: [Int] = []
      for i in fixedRow.map({ [$0] }) ?? Array(0..<whole.rows) {
        for j in fixedColumn.map({ [$0] }) ?? Array(0..<whole.columns) { entries.append(whole[i, j]) }
      }
      return Value(rows: rows, columns: columns, entries: entries)
    case .sum(let terms):
      var values: [Value] = []
      for term in terms { values.append(try value(term)) }
      return try each(rows, columns, values) { $0.sum($1) }
    case .negative(let inner):
      let inner = try value(inner)
      return Value(rows: rows, columns: columns, entries: inner.entries.map { tape.negative($0) })
    case .times(let a, let b):
      return try each(rows, columns, [try value(a), try value(b)]) { $0.product($1[0], $1[1]) }
    case .over(let a, let b):
      return try each(rows, columns, [try value(a), try value(b)]) { $0.quotient($1[0], $1[1]) }
    case .power(let a, let b):
      // ‖0‖² has a slope, though ‖0‖ has none.
      if case .norm(let inner) = a.operation, case .constant(2) = b.operation {
        let inner = try value(inner)
        if inner.entries.allSatisfy({ tape.values[$0] == 0 }) {
          return scalar(tape.inner(inner.entries, inner.entries))
        }
      }
      return try each(rows, columns, [try value(a), try value(b)]) { $0.power($1[0], $1[1]) }
    case .matrixProduct(let a, let b): return try product(try value(a), try value(b), rows, columns)
    case .transpose(let inner):
      let inner = try value(inner)
      var entries: [Int] = []
      for j in 0..<inner.columns { for i in 0..<inner.rows { entries.append(inner[i, j]) } }
      return Value(rows: inner.columns, columns: inner.rows, entries: entries)
    case .inverse(let inner): return try inverse(try value(inner))
    case .map(let function, let argument):
      return try each(rows, columns, [try value(argument)]) { $0.apply(function, $1[0]) }
    case .mapped(let hole, let body, let argument, let order):
      let argument = try value(argument)
      var entries: [Int] = []
      for entry in argument.entries { entries.append(try applied(body, hole, entry, order)) }
      return Value(rows: rows, columns: columns, entries: entries)
    case .unknown(let name, let order, let argument):
      let argument = try value(argument)
      try spend(argument.entries.count * 8 * (order + 1))
      return Value(
        rows: rows, columns: columns, entries: argument.entries.map { unknown(name, $0, order) })
    case .unknownOfSeveral(let name, let arguments):
      var entries: [Int] = []
      for argument in arguments { entries += try value(argument).entries }
      try spend(entries.count * entries.count)
      return scalar(opaque(name, entries))
    case .softmax(let argument, let overColumns): return try softmax(try value(argument), overColumns)
    case .diagonal(let inner):
      let inner = try value(inner)
      if inner.rows > 1, inner.columns > 1 {
        let count = min(inner.rows, inner.columns)
        return Value(rows: count, columns: 1, entries: (0..<count).map { inner[$0, $0] })
      }
      let count = inner.entries.count
      var entries = Array(repeating: tape.constant(0), count: count * count)
      for place in 0..<count { entries[place * count + place] = inner.entries[place] }
      return Value(rows: count, columns: count, entries: entries)
    case .trace(let inner):
      let inner = try value(inner)
      return scalar(tape.sum((0..<min(inner.rows, inner.columns)).map { inner[$0, $0] }))
    case .total(let inner): return scalar(tape.sum(try value(inner).entries))
    case .norm(let inner):
      let inner = try value(inner)
      return scalar(tape.power(tape.inner(inner.entries, inner.entries), tape.constant(0.5)))
    case .extreme(let arguments, let isMaximum):
      var values: [Value] = []
      for argument in arguments { values.append(try value(argument)) }
      if values.count == 1 { return scalar(tape.extreme(values[0].entries, isMaximum)) }
      if branch != .any, values.count == 2, let flat = values.firstIndex(where: { $0.isConstant(tape) }) {
        // The claim is about the other branch.
        let (zero, other) = (values[flat].entries[0], values[1 - flat].entries)
        for entry in other where (tape.values[entry] > tape.values[zero]) != (branch == .active) {
          throw .outOfRange
        }
      }
      return try each(rows, columns, values) { $0.extreme($1, isMaximum) }
    case .big(let kind, let loops, let body): return try big(kind, loops, body, rows, columns)
    case .derivative(let of, let by, let layout):
      return try derivative(of, by, layout, typed.range, rows, columns)
    case .second(let of, let by, let and): return try second(of, by, and, typed.range, rows, columns)
    case .contraction(let factor, let of, let by):
      return try contraction(factor, of, by, typed.range, rows, columns)
    case .tensor: throw EvaluationProblem.tooMuchWork
    case .cases(let branches): return try cases(branches, rows, columns)
    case .indicator(let condition):
      let condition = try self.condition(condition)
      return condition
    case .ones:
      return Value(
        rows: rows, columns: columns, entries: Array(repeating: tape.constant(1), count: rows * columns))
    case .identity:
      let entries = (0..<rows * columns).map { tape.constant($0 / columns == $0 % columns ? 1 : 0) }
      return Value(rows: rows, columns: columns, entries: entries)
    case .matrix(let cells):
      var entries: [Int] = []
      for row in cells { for cell in row { entries += try value(cell).entries } }
      return Value(rows: cells.count, columns: cells[0].count, entries: entries)
    case .blocks(let cells): return try blocks(cells, rows, columns)
    case .opaque(let name):
      if let known = costs[name] { return scalar(known) }
      let outputs = try outputs()
      try spend(outputs.count * 20)
      let cost = opaque(name, outputs)
      costs[name] = cost
      return scalar(cost)
    }
  }

  /// The number of a letter that stands for one index throughout.
  mutating func choice(_ letter: String) -> Int {
    guard let size = typer.chosen[letter] else { return 0 }
    if let byHand {
      asked.letters.insert(letter)
      return min(byHand.indices[letter] ?? first(size), number(size) + first(size) - 1)
    }
    var draw = Draw(seed: seed, name: "choice " + letter)
    return draw.number(upTo: number(size))
  }

  func scalar(_ entry: Int) -> Value { Value(rows: 1, columns: 1, entries: [entry]) }

  /// The one entry of a number.
  mutating func single(_ typed: Typed) throws(EvaluationProblem) -> Int {
    guard let entry = try value(typed).entries.first else { throw .outOfRange }
    return entry
  }

  /// The number of an index, from 0.
  mutating func position(
    _ typed: Typed, _ count: Int, from first: Int = 1
  ) throws(EvaluationProblem) -> Int {
    let entry = try single(typed)
    let number = tape.values[entry] - Double(first)
    guard number.isFinite, number == number.rounded(), number >= 0, number < Double(count) else {
      throw .outOfRange
    }
    return Int(number)
  }

  /// The first index of a size.
  func first(_ size: Sizes.Size?) -> Int { size.map { typer.sizes.first($0) } ?? 1 }

  mutating func member(
    _ member: Member, _ indices: [Typed?], _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    let sizes = typer.types[member]?.axes ?? []
    let axes = sizes.map { number($0) }
    var positions: [Int?] = []
    for (place, axis) in axes.enumerated() {
      guard place < indices.count, let index = indices[place] else {
        positions.append(nil)
        continue
      }
      do throws(EvaluationProblem) {
        positions.append(try position(index, axis, from: first(sizes[place])))
      } catch {
        if case .outOfRange = error, typer.model.zeroOutside.contains(member.family) {
          return Value(
            rows: rows, columns: columns, entries: Array(repeating: tape.constant(0), count: rows * columns))
        }
        throw error
      }
    }
    let all = try entries(member)
    var places = [0]
    for (axis, position) in zip(axes, positions) {
      if let position {
        for place in places.indices { places[place] = places[place] * axis + position }
      } else {
        places = places.flatMap { place in (0..<axis).map { place * axis + $0 } }
      }
    }
    return Value(rows: rows, columns: columns, entries: places.map { all[$0] })
  }
}
