extension Typer {
  /// What is computed and used by nothing else that is computed: what a cost that is only named depends on.
  var outputs: [Member] {
    var used: Set<Member> = []
    var forward: [Member] = []
    for (member, body) in bodies {
      if model.definitions[member.family]?.contains(where: \.isDerivative) == true { continue }
      forward.append(member)
      body.value.visit { if case .member(let inner, _) = $0.operation { used.insert(inner) } }
    }
    return forward.filter { !used.contains($0) && !model.opaque.contains($0.family) }.sorted {
      ($0.family, $0.key.description) < ($1.family, $1.key.description)
    }
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
    case .sum(let terms), .extreme(let terms, _): terms
    case .negative(let inner), .transpose(let inner), .map(_, let inner), .unknown(_, _, let inner),
      .softmax(let inner, _), .diagonal(let inner), .trace(let inner), .norm(let inner):
      [inner]
    case .times(let a, let b), .matrixProduct(let a, let b), .over(let a, let b), .power(let a, let b),
      .derivative(let a, let b, _):
      [a, b]
    case .mapped(_, let body, let argument, _): [body, argument]
    case .big(_, let loops, let body):
      loops.flatMap { [$0.from, $0.to].compactMap { $0 } + ($0.condition?.sides ?? []) } + [body]
    case .second(let of, let by, let and): [of, by, and]
    case .cases(let branches): branches.flatMap { [$0.value] + ($0.condition?.sides ?? []) }
    case .indicator(let condition): condition.sides
    case .matrix(let rows): rows.flatMap { $0 }
    }
  }
}

extension TypedCondition {
  fileprivate var sides: [Typed] { comparisons.flatMap { [$0.left, $0.right] } }
}
