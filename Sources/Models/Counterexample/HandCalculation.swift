import Formula

/// Everything that has to be computed on the way from what is given to the two sides, each value once and in order.
struct HandCalculation {
  private let trial: HandTrial
  private var terms: HandTerms
  private(set) var given: [HandExample.Quantity] = []
  private(set) var rows: [[HandExample.Equation]] = []
  private var done: Set<Member> = []
  /// What is computed of what is given, in order.
  private var order: [Member] = []
  private var slopes: Set<FormulaLayout> = []

  /// Entries that are computed one by one, at most.
  private static let mostEntries = 4
  private static let mostSlopes = 8

  init(_ trial: HandTrial) {
    self.trial = trial
    var typer = trial.side.typer
    typer.letters = typer.letters.filter { if case .key = $0.value { true } else { false } }
    terms = HandTerms(typer: typer, program: trial.program)
  }

  private var tape: Tape { terms.program.tape }
  private var typer: Typer { trial.side.typer }
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
  private func name(_ member: Member, _ units: [Int]) -> FormulaLayout { TermLayout.name(use(member, units)) }

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

  // MARK: - The way back

  /// ∂A/∂X for all X between A and B, from A on.
  private mutating func wayBack(_ of: Typed, _ by: Typed) {
    guard of.shape.isNumber, case .member(let below, _) = by.operation,
      let bottom = terms.program.members[below]
    else { return }
    let number: FormulaLayout
    var above: Member?
    switch of.operation {
    case .member(let member, let indices) where indices.allSatisfy({ $0 == nil }):
      number = name(member, [])
      above = member
    case .opaque(let name): number = TermLayout.name(NameUse(name))
    default: return
    }
    guard let top = try? terms.program.value(of).entries.first else { return }
    let reached = tape.dependents(of: bottom, upTo: top)
    for member in order.reversed() where member != above && member != below {
      guard let entries = terms.program.members[member], let type = typer.types[member], type.axes.count <= 2,
        entries.allSatisfy({ $0 <= top }), entries.contains(where: { reached[$0] }),
        tape.dependents(of: entries, upTo: top)[top], slopes.count < Self.mostSlopes
      else { continue }
      let name = FormulaLayout.derivative(
        of: number, by: name(member, type.axes.isEmpty || entries.count > 1 ? [] : [1]))
      guard slopes.insert(name).inserted else { continue }
      let gradient = terms.program.tape.gradient(of: top, by: entries)
      let numbers = gradient.map { tape.values[$0].withoutNoise }
      let width = type.axes.count == 2 ? terms.program.number(type.axes[1]) : type.isRow ? numbers.count : 1
      let lines = stride(from: 0, to: numbers.count, by: max(width, 1)).map {
        Array(numbers[$0..<min($0 + width, numbers.count)])
      }
      rows.append([HandExample.Equation(sides: [name, .entries(lines)])])
    }
  }

  // MARK: - The sides

  /// A side with numbers put in.
  mutating func side(_ term: Term, _ value: Value) -> HandExample.Equation {
    let letters = Dictionary(trial.letters.map { ($0.name, $0.value) }) { first, _ in first }
    let outer = terms.typer.letters
    terms.typer.letters = trial.side.typer.letters.filter { if case .key = $0.value { true } else { false } }
    defer { terms.typer.letters = outer }
    let shown = terms.instantiated(term, letters)
    return equation(TermLayout.layout(shown), shown, terms.rows(value))
  }
}
