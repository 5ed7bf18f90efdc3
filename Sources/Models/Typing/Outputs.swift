extension Typer {
  /// What is computed and used by nothing else that is computed: what a cost that is only named depends on.
  var outputs: [Member] {
    if let said = model.outputs.last(where: { $0.statement <= moment }) ?? model.outputs.first,
      let use = said.of.baseUse
    {
      let key = model.split(use).key.compactMap { keyValue($0) }
      let members = bodies.keys.filter { $0.family == use.name && (key.isEmpty || $0.key == key) }
      if !members.isEmpty { return members.sorted { $0.key.description < $1.key.description } }
    }
    let next = model.newModels.filter { $0 > moment }.min()
    var used: Set<Member> = []
    var forward: [Member] = []
    for (member, body) in bodies where !model.opaque.contains(member.family) {
      guard let definitions = model.definitions[member.family], !definitions.contains(where: isBackward)
      else { continue }
      // What is defined behind a special case of the cost belongs to that case.
      let special = model.opaque.compactMap { model.definitions[$0]?.first?.statement }.min() ?? .max
      if definitions.allSatisfy({ $0.statement > special && $0.statement > moment }) { continue }
      if dependsOnOpaque(member) { continue }
      // What is defined behind the next redefinition belongs to another model.
      if let next, definitions.allSatisfy({ $0.statement >= next }) { continue }
      forward.append(member)
      body.value.visit { if case .member(let inner, _) = $0.operation { used.insert(inner) } }
    }
    return forward.filter { !used.contains($0) }.sorted {
      ($0.family, $0.key.description) < ($1.family, $1.key.description)
    }
  }
}

extension Typer {
  /// Whether a cost that is only named stands in what a member is made of.
  private func dependsOnOpaque(_ member: Member) -> Bool {
    var seen: Set<Member> = [member]
    var open = [member]
    var found = false
    while !found, let next = open.popLast() {
      bodies[next]?.value.visit { part in
        switch part.operation {
        case .opaque: found = true
        case .member(let inner, _): if seen.insert(inner).inserted { open.append(inner) }
        default: break
        }
      }
    }
    return found
  }

  /// A derivative, or made of one: δh, \bar y.
  func isBackward(_ definition: Model.Definition) -> Bool {
    definition.isDerivative || definition.body.uses.contains { model.adjoints[$0.name] != nil }
  }
}

extension Typed {
  /// Visits this part and all within.
  func visit(_ body: (Typed) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  private var children: [Typed] {
    switch operation {
    case .constant, .size, .letter, .hole, .ones, .identity, .opaque: []
    case .member(_, let indices): indices.compactMap { $0 }
    case .part(let base, let row, let column): [base] + [row, column].compactMap { $0 }
    case .sum(let terms), .extreme(let terms, _), .unknownOfSeveral(_, let terms): terms
    case .negative(let inner), .transpose(let inner), .inverse(let inner), .map(_, let inner),
      .unknown(_, _, let inner),
      .softmax(let inner, _), .diagonal(let inner), .trace(let inner), .total(let inner), .norm(let inner):
      [inner]
    case .times(let a, let b), .matrixProduct(let a, let b), .over(let a, let b), .power(let a, let b),
      .derivative(let a, let b, _):
      [a, b]
    case .mapped(_, let body, let argument, _): [body, argument]
    case .big(_, let loops, let body):
      loops.flatMap { [$0.from, $0.to].compactMap { $0 } + ($0.condition?.sides ?? []) } + [body]
    case .second(let of, let by, let and), .contraction(let of, let by, let and): [of, by, and]
    case .tensor(let of, let by): [of, by]
    case .cases(let branches): branches.flatMap { [$0.value] + ($0.condition?.sides ?? []) }
    case .indicator(let condition): condition.sides
    case .matrix(let rows), .blocks(let rows): rows.flatMap { $0 }
    }
  }
}

extension TypedCondition {
  fileprivate var sides: [Typed] { comparisons.flatMap { [$0.left, $0.right] } }
}
