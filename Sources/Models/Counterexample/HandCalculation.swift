import Formula

/// Everything that has to be computed on the way from what is given to the two sides, each value once and in order.
struct HandCalculation {
  let trial: HandTrial
  var terms: HandTerms
  private(set) var given: [HandExample.Quantity] = []
  var rows: [[HandExample.Equation]] = []
  private var done: Set<Member> = []
  /// What is computed of what is given, in order.
  var order: [Member] = []
  var slopes: Set<FormulaLayout> = []

  /// Entries that are computed one by one, at most.
  private static let mostEntries = 4

  init(_ trial: HandTrial) {
    self.trial = trial
    var typer = trial.side.typer
    typer.letters = typer.letters.filter { if case .key = $0.value { true } else { false } }
    terms = HandTerms(typer: typer, program: trial.program)
  }

  var tape: Tape { terms.program.tape }
  var typer: Typer { trial.side.typer }
  private static let nowhere = SourceRange(0, 0)

  // MARK: - What an expression needs

  /// Computes what stands in an expression, and what that needs.
  mutating func need(_ typed: Typed) {
    var members: [Member] = []
    var derivatives: [(of: Typed, by: Typed)] = []
    var hasOutputs = false
    typed.visit { part in
      switch part.operation {
      case .member(let member, _): members.append(member)
      case .derivative(let of, let by, _), .second(let of, let by, _): derivatives.append((of, by))
      case .opaque: hasOutputs = true
      default: break
      }
    }
    if hasOutputs { members += typer.outputs }
    // What is computed stands on what is given for it; what is given besides comes behind.
    for member in members where typer.bodies[member] != nil { need(member) }
    for member in members where typer.bodies[member] == nil { need(member) }
    for (of, by) in derivatives { wayBack(of, by) }
  }

  private mutating func need(_ member: Member) {
    guard done.insert(member).inserted, let entries = terms.program.members[member] else { return }
    guard let body = typer.bodies[member] else {
      given += quantities(member, entries)
      return
    }
    need(body.value)
    order.append(member)
    define(member, body, entries)
  }

  // MARK: - What is given

  private mutating func quantities(_ member: Member, _ entries: [Int]) -> [HandExample.Quantity] {
    let type = typer.types[member]
    let axes = (type?.axes ?? []).map { terms.program.number($0) }
    let numbers = entries.map { tape.values[$0].withoutNoise }
    switch axes.count {
    case 0, 1:
      let isRow = type?.isRow == true
      return [
        .init(
          name: name(member, axes.count == 1 && axes[0] == 1 ? [1] : []),
          rows: isRow ? [numbers] : numbers.map { [$0] })
      ]
    case 2:
      let width = axes[1]
      return [
        .init(
          name: name(member, axes == [1, 1] ? [1, 1] : []),
          rows: (0..<axes[0]).map { Array(numbers[($0 * width)..<(($0 + 1) * width)]) })
      ]
    default:
      let size = max(1, numbers.count / max(axes[0], 1))
      let width = max(axes[axes.count - 1], 1)
      return (0..<axes[0]).map { slice in
        let part = Array(numbers[(slice * size)..<((slice + 1) * size)])
        return .init(
          name: name(member, [slice + 1]),
          rows: stride(from: 0, to: size, by: width).map { Array(part[$0..<min($0 + width, size)]) })
      }
    }
  }

  /// A member's name; the first of its units have these numbers, where the text writes units at it.
  func name(_ member: Member, _ units: [Int]) -> FormulaLayout { TermLayout.name(use(member, units)) }

  private func use(_ member: Member, _ units: [Int]) -> NameUse {
    let model = typer.model
    let keyed = model.keyPlaces[member.family] ?? []
    var key = member.key[...]
    var rest = units[...]
    var use = NameUse(String(member.family.prefix { $0 != "#" }))
    for place in model.places[member.family] ?? [] {
      let number = keyed.contains(place) ? key.popFirst() : rest.popFirst()
      guard let number else { continue }
      use.slots.append(Slot(place: place, content: Term(.number(Double(number)), Self.nowhere)))
    }
    return use
  }

  // MARK: - What is computed

  private mutating func define(_ member: Member, _ body: Typer.Body, _ entries: [Int]) {
    guard let (definition, keys) = typer.definition(member) else { return }
    let outer = terms.typer.letters
    terms.typer.letters = keys.mapValues(Typer.Letter.key)
    defer { terms.typer.letters = outer }
    let counts = body.sizes.map { terms.program.number($0) }
    let each = entries.count / max(1, counts.reduce(1, *))
    var row: [HandExample.Equation] = []
    for number in 0..<min(counts.reduce(1, *), Self.mostEntries) {
      var rest = number
      var letters: [String: Int] = [:]
      var units: [Int] = []
      for place in counts.indices.reversed() {
        let unit = rest % counts[place] + terms.program.first(body.sizes[place])
        letters[body.letters[place]] = unit
        units.insert(unit, at: 0)
        rest /= counts[place]
      }
      let part = Array(entries[(number * each)..<((number + 1) * each)])
      let rule = terms.instantiated(definition.body, letters)
      row.append(equation(self.name(member, units), rule, value(part, body.value.shape)))
    }
    if row.contains(where: { $0.sides.count > 2 }) { rows += row.map { [$0] } } else { rows.append(row) }
  }

  private mutating func value(_ entries: [Int], _ shape: Shape) -> [[Double]] {
    let columns = terms.program.number(shape.columns)
    return stride(from: 0, to: entries.count, by: max(columns, 1)).map { start in
      entries[start..<min(start + columns, entries.count)].map { tape.values[$0].withoutNoise }
    }
  }

  /// name = rule = numbers = value
  mutating func equation(_ name: FormulaLayout, _ rule: Term?, _ value: [[Double]]) -> HandExample.Equation {
    var sides = [name]
    func add(_ side: FormulaLayout) { if sides.last != side { sides.append(side) } }
    let result = FormulaLayout.entries(value)
    if let rule {
      add(TermLayout.layout(rule))
      if let numbers = terms.numbers(of: rule, value) {
        for form in [numbers, terms.withSlopes(numbers)] {
          let put = TermLayout.layout(form)
          if put != result { add(put) }
        }
      }
    }
    add(result)
    return HandExample.Equation(sides: sides)
  }

  // MARK: - The sides

  /// A side with numbers put in.
  mutating func side(_ term: Term, _ typed: Typed, _ value: Value) -> HandExample.Equation {
    let letters = Dictionary(trial.letters.map { ($0.name, $0.value) }) { first, _ in first }
    let outer = terms.typer.letters
    terms.typer.letters = trial.side.typer.letters.filter { if case .key = $0.value { true } else { false } }
    defer { terms.typer.letters = outer }
    let shown = terms.instantiated(term, letters)
    var equation = equation(TermLayout.layout(shown), shown, terms.rows(value))
    if case .derivative(let of, let by, _) = typed.operation, equation.sides.count == 2 {
      equation.sides.insert(contentsOf: chain(of, by), at: 1)
    }
    return equation
  }
}
