/// `*` between vectors and matrices, which writers of code use for the product element by element.
extension Elaborator {
  /// How two groups of factors are joined.
  enum Joint {
    case hadamard
    case outer
    case division
    /// `*`, of which what stands on both sides says what it means.
    case star

    init(_ kind: Markup.Kind) {
      switch kind {
      case .sign(.outer): self = .outer
      case .sign(.elementwiseDivision): self = .division
      case .sign(.star): self = .star
      default: self = .hadamard
      }
    }
  }

  /// Groups of factors with each `*` between them read as ⊙, or as the product that makes one group of two.
  mutating func resolvingStars(
    _ groups: [[Expression]], _ joints: [Joint]
  ) -> (groups: [[Expression]], joints: [Joint]) {
    guard joints.contains(.star) else { return (groups, joints) }
    var result = [groups[0]]
    var kept: [Joint] = []
    for (joint, group) in zip(joints, groups.dropFirst()) {
      if joint == .star, !isElementwise(product(result[result.count - 1]), product(group)) {
        result[result.count - 1] += group
      } else {
        kept.append(joint == .star ? .hadamard : joint)
        result.append(group)
      }
    }
    return (result, kept)
  }

  /// Whether `*` is ⊙ between two operands: two columns, two rows or two matrices of examples have no matrix product.
  private mutating func isElementwise(_ left: Expression, _ right: Expression) -> Bool {
    let (first, second) = (WholeKind(left), WholeKind(right))
    if first == second, first.hasNoProductWithItself { return true }
    if first.isKnown, second.isKnown, first.isMatrix != second.isMatrix || first.isAcross != second.isAcross {
      return false
    }
    return left.mayBeWholeQuantity && right.mayBeWholeQuantity && chooses(.starIsElementwise)
  }
}

/// What an expression of whole vectors and matrices is, as far as can be seen before shapes are known.
private enum WholeKind: Equatable {
  case number
  /// A layer's units; `isAcross` where it is transposed.
  case vector(isAcross: Bool)
  /// A layer's units for all examples.
  case examples(isAcross: Bool)
  /// From one layer to another.
  case matrix
  case unknown

  var isKnown: Bool { self != .unknown && self != .number }
  var isMatrix: Bool { self == .matrix }
  var isAcross: Bool { self == .vector(isAcross: true) || self == .examples(isAcross: true) }

  var hasNoProductWithItself: Bool {
    switch self {
    case .vector, .examples: true
    case .number, .matrix, .unknown: false
    }
  }

  private var transposed: WholeKind {
    switch self {
    case .vector(let isAcross): .vector(isAcross: !isAcross)
    case .examples(let isAcross): .examples(isAcross: !isAcross)
    case .number, .matrix, .unknown: self
    }
  }

  init(_ expression: Expression) {
    switch expression.node {
    case .quantity(let quantity): self = WholeKind(quantity)
    case .number, .value, .constant, .symbol, .width, .exampleCount, .layerNumber, .indexValue, .kronecker,
      .element, .inner:
      self = .number
    case .derivative(of: let function, by: let variable), .gradient(of: let function, by: let variable?):
      self = WholeKind(function) == .number ? WholeKind(variable) : .unknown
    case .sum(let terms), .hadamard(let terms): self = Self.common(terms)
    case .product(let factors): self = factors.map(WholeKind.init).reduce(.number) { $0.times($1) }
    case .negative(let inner), .evaluated(let inner, at: _), .updated(let inner), .power(let inner, _),
      .example(let inner, _):
      self = WholeKind(inner)
    case .quotient(let above, let below): self = Self.common([above, below])
    case .transpose(let inner): self = WholeKind(inner).transposed
    case .big(let operation): self = WholeKind(operation.body)
    case .indicator(let condition): self = Self.common(condition.expressions)
    case .call(let function, let arguments):
      switch function {
      case .activation, .named, .softmax, .elementary, .max, .min:
        self = Self.common(arguments)
      case .norm, .sumOfElements: self = .number
      case .diag: self = .matrix
      case .other: self = .unknown
      }
    case .outer: self = .matrix
    case .gradient(of: _, by: nil), .cases, .matrix, .identity, .ones, .ellipsis: self = .unknown
    }
  }

  private init(_ quantity: Quantity) {
    switch quantity.role {
    case .cost, .batchCost: self = .number
    case .weight: self = quantity.indices.isEmpty ? .matrix : .number
    case .activation, .preactivation, .bias, .error, .target:
      if quantity.example == .all {
        self = quantity.indices.isEmpty ? .examples(isAcross: false) : .unknown
      } else {
        self = quantity.indices.isEmpty ? .vector(isAcross: false) : .number
      }
    }
  }

  /// What things are that are added or multiplied element by element; numbers go with all.
  private static func common(_ parts: [Expression]) -> WholeKind {
    let kinds = parts.map(WholeKind.init).filter { $0 != .number }
    guard let first = kinds.first else { return .number }
    return kinds.allSatisfy { $0 == first } ? first : .unknown
  }

  /// What a matrix product is; a matrix leads from units to units, on whichever side it stands.
  private func times(_ other: WholeKind) -> WholeKind {
    switch (self, other) {
    case (.number, _): other
    case (_, .number): self
    case (.matrix, .vector), (.matrix, .examples): other
    case (.vector, .matrix), (.examples, .matrix): self
    case (.vector(isAcross: false), .vector(isAcross: true)): .matrix
    case (.examples(isAcross: false), .examples(isAcross: true)): .matrix
    default: .unknown
    }
  }
}

extension Expression {
  /// Whether a whole vector or matrix stands anywhere in it.
  fileprivate var mayBeWholeQuantity: Bool {
    contains { node in
      guard case .quantity(let quantity) = node else { return false }
      return quantity.indices.isEmpty && quantity.role != .cost && quantity.role != .batchCost
    }
  }
}
