import Formula

/// The way back: the derivative of a number by everything between it and a variable, from the number on.
extension HandCalculation {
  /// Derivatives that are shown at most.
  private static let most = 8

  /// ∂A/∂X for all X between A and B.
  mutating func wayBack(_ of: Typed, _ by: Typed) {
    guard let (top, number, above) = number(of), case .member(let below, _) = by.operation,
      let bottom = terms.program.members[below]
    else { return }
    let reached = tape.dependents(of: bottom, upTo: top)
    for member in order.reversed() where member != above && member != below {
      guard let entries = terms.program.members[member], let type = typer.types[member], type.axes.count <= 2,
        entries.allSatisfy({ $0 <= top }), entries.contains(where: { reached[$0] }),
        tape.dependents(of: entries, upTo: top)[top], slopes.count < Self.most
      else { continue }
      let name = FormulaLayout.derivative(of: number, by: shortName(member))
      guard slopes.insert(name).inserted else { continue }
      let numbers = terms.program.tape.gradient(of: top, by: entries).map { tape.values[$0].withoutNoise }
      let width =
        type.axes.count == 2 ? terms.program.number(type.axes[1]) : type.isRow ? numbers.count : 1
      let lines = stride(from: 0, to: numbers.count, by: max(width, 1)).map {
        Array(numbers[$0..<min($0 + width, numbers.count)])
      }
      rows.append([
        HandExample.Equation(sides: [name] + chain(member, top, number, above) + [.entries(lines)])
      ])
    }
  }

  /// The number that is differentiated, as it is called; nil for anything else.
  private mutating func number(_ typed: Typed) -> (entry: Int, name: FormulaLayout, member: Member?)? {
    terms.program.typer = typer
    guard typed.shape.isNumber, let entry = try? terms.program.value(typed).entries.first else { return nil }
    switch typed.operation {
    case .member(let member, let indices) where indices.allSatisfy({ $0 == nil }):
      return (entry, shortName(member), member)
    case .opaque(let name): return (entry, TermLayout.name(NameUse(name)), nil)
    default: return nil
    }
  }

  /// A member's name, with the index of its only unit where the text writes one.
  private func shortName(_ member: Member) -> FormulaLayout {
    name(member, terms.program.members[member]?.count == 1 ? [1, 1] : [])
  }

  // MARK: - The chain rule

  /// ∂A/∂Y · ∂Y/∂B, with numbers, of the derivative of a number by a variable; empty where that is longer.
  mutating func chain(_ of: Typed, _ by: Typed) -> [FormulaLayout] {
    guard let (top, number, above) = number(of), case .member(let below, _) = by.operation else { return [] }
    return chain(below, top, number, above)
  }

  /// The chain rule over all numbers that are made of one number directly; empty where there is more than numbers on
  /// the way, or nothing between.
  private mutating func chain(
    _ member: Member, _ top: Int, _ number: FormulaLayout, _ above: Member?
  ) -> [FormulaLayout] {
    guard let entries = terms.program.members[member], entries.count == 1, let variable = entries.first else {
      return []
    }
    var steps: [FormulaLayout] = []
    var numbers: [FormulaLayout] = []
    var total = 0.0
    for next in order where next != above && isMade(next, of: member) {
      guard let others = terms.program.members[next] else { continue }
      guard others.allSatisfy({ $0 <= top }), tape.dependents(of: others, upTo: top)[top] else { continue }
      guard others.count == 1, let middle = others.first else { return [] }
      let outer = slope(of: top, by: middle).withoutNoise
      let inner = slope(of: middle, by: variable).withoutNoise
      total += outer * inner
      steps.append(
        .row([
          .init(needsDot: false, layout: .derivative(of: number, by: shortName(next))),
          .init(needsDot: true, layout: .derivative(of: shortName(next), by: shortName(member))),
        ]))
      numbers.append(
        .row([
          .init(needsDot: false, layout: .factor(outer)), .init(needsDot: true, layout: .factor(inner)),
        ]))
    }
    let whole = slope(of: top, by: variable)
    // What else is made of it has more than one way up; then the sum of these would count some twice.
    guard !steps.isEmpty, steps.count <= 3, abs(total - whole) <= 1e-9 * max(1, abs(whole)) else { return [] }
    return [.added(steps), .added(numbers)]
  }

  private mutating func slope(of number: Int, by variable: Int) -> Double {
    let entry = terms.program.tape.gradient(of: number, by: [variable])[0]
    return terms.program.tape.values[entry]
  }

  /// Whether the definition of a member speaks of another one.
  private func isMade(_ member: Member, of other: Member) -> Bool {
    var found = false
    typer.bodies[member]?.value.visit { part in
      if case .member(let inner, _) = part.operation, inner == other { found = true }
    }
    return found
  }
}

extension FormulaLayout {
  /// A number as a factor: in brackets where it is negative.
  fileprivate static func factor(_ x: Double) -> FormulaLayout {
    x < 0 ? .fenced(.parenthesis, .written(x)) : .written(x)
  }

  fileprivate static func added(_ terms: [FormulaLayout]) -> FormulaLayout {
    terms.count == 1 ? terms[0] : .sum(terms.map { .init(isSubtracted: false, layout: $0) })
  }
}
