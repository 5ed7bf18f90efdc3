import Formula

/// Functions in index form: element by element, or of a whole vector.
extension Lowering {
  mutating func lower(
    _ function: Function, _ arguments: [Expression], _ frame: Frame, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    guard let argument = arguments.first else { throw TypeProblem(.unsupported("a call"), at: whole.range) }
    switch function {
    case .activation(let primes, let layer):
      let own = try self.layer(of: argument, frame)
      if let layer, let own, layer != own { throw TypeProblem(.functionLayer(layer, own), at: whole.range) }
      // The input has no activation function; σ of it is that of the layers.
      let meant = layer ?? (own == .number(0) ? .number(1) : own)
      if isSoftmax(meant) {
        if primes == 0, let component = argument.softmaxComponent {
          readsComponents = true
          return try lower(component, frame)
        }
        let shape = try shape(of: argument)
        guard primes == 0, shape.isVector || shape.unitsOfExamples != nil else {
          throw TypeProblem(.softmaxIsNotElementwise, at: whole.range)
        }
        return try softmax(of: argument, frame)
      }
      return .apply(.activation(meant, primes: primes), try lower(argument, frame))
    case .named(let activation, let primes):
      return .apply(.named(activation, primes: primes), try lower(argument, frame))
    case .elementary(let own): return .apply(.elementary(own), try lower(argument, frame))
    case .softmax: return try softmax(of: argument, frame)
    case .max where arguments.count == 1: return try extreme(of: argument, .lessOrEqual, frame)
    case .min where arguments.count == 1: return try extreme(of: argument, .greaterOrEqual, frame)
    case .max, .min:
      var parts: [IndexForm] = []
      for argument in arguments { parts.append(try lower(argument, frame)) }
      return function == .max ? .maximum(parts) : .minimum(parts)
    case .norm:
      let shape = try self.shape(of: argument)
      let (inner, axes) = freshFrame(shape)
      let square = IndexForm.power(try lower(argument, inner), .number(2))
      return .apply(.elementary(.sqrt), axes.isEmpty ? square : .contraction(axes, square, where: nil))
    case .sumOfElements:
      let (inner, axes) = freshFrame(try shape(of: argument))
      let form = try lower(argument, inner)
      return axes.isEmpty ? form : .contraction(axes, form, where: nil)
    case .diag:
      guard let row = frame.row, let column = frame.column else { return try lower(argument, frame) }
      let shape = try self.shape(of: argument)
      let along = shape.rows == .one ? Frame(row: nil, column: row) : Frame(row: row, column: nil)
      let onDiagonal = IndexForm.indicator(
        IndexCondition(comparisons: [.places(.along(row), .equal, .along(column))]))
      return .product([onDiagonal, try lower(argument, along)])
    case .other(let name, _): throw TypeProblem(.unsupported(unknownFunction(name)), at: whole.range)
    }
  }

  /// The largest or smallest element of a vector: Σ_k z_k Π_m 𝟏[z_m ≤ z_k], where no two are the same.
  private mutating func extreme(
    of argument: Expression, _ relation: Relation, _ frame: Frame
  ) throws(TypeProblem) -> IndexForm {
    let shape = try self.shape(of: argument)
    guard shape.isVector else { return try lower(argument, frame) }
    let (inner, axes) = freshFrame(shape)
    guard let axis = axes.first else { throw TypeProblem(.needsVector("max", shape), at: argument.range) }
    let element = try lower(argument, inner)
    let other = scope.fresh("", axis.range)
    let isBeyond = IndexForm.indicator(
      IndexCondition(comparisons: [.values(element.replacing(axis, by: other), relation, element)]))
    return .contraction([axis], .product([element, .productOver([other], isBeyond, where: nil)]), where: nil)
  }

  private mutating func softmax(of argument: Expression, _ frame: Frame) throws(TypeProblem) -> IndexForm {
    let shape = try self.shape(of: argument)
    let liesAcross = shape.rows == .one || shape.rows == .examples
    guard let at = liesAcross ? frame.column : frame.row else {
      throw TypeProblem(.needsVector("softmax", shape), at: argument.range)
    }
    let over = scope.fresh("", at.range)
    var inner = frame
    if liesAcross { inner.column = over } else { inner.row = over }
    return .softmax(try lower(argument, inner), over: over, at: .along(at))
  }

  /// Whether the layer's activation is softmax by the convention.
  private func isSoftmax(_ layer: Layer?) -> Bool {
    convention.output == .softmax && layer == .output || convention.activation == .softmax
  }

  /// The layer whose activation is meant by σ(argument): that of the units the argument runs over.
  private mutating func layer(of argument: Expression, _ frame: Frame) throws(TypeProblem) -> Layer? {
    if case .quantity(let quantity) = argument.node {
      return quantity.layer ?? (quantity.role == .target ? nil : .output)
    }
    let shape = try self.shape(of: argument)
    if shape.isVector, case .units(let layer) = shape.length { return layer }
    if case .units(let layer)? = shape.unitsOfExamples { return layer }
    for name in finder.freeIndices(of: argument) {
      var found = scope.axis(name)?.range
      if found == nil { found = try range(of: name, among: [argument]) }
      if case .units(let layer)? = found { return layer }
    }
    return nil
  }

  /// A function that this notation does not know, and the one that may be meant.
  func unknownFunction(_ name: String) -> String {
    let known = UnicodePrinter(notation: convention.notation).print(
      Expression(.symbol(Symbol(convention.notation.activationFunction))))
    return "the function \(name) (the activation of this notation is written \(known))"
  }
}

extension Expression {
  /// The entry of softmax that g_L(z_{L,i}) stands for: number i of softmax(z_L).
  fileprivate var softmaxComponent: Expression? {
    guard case .quantity(var quantity) = node, quantity.role == .preactivation, quantity.indices.count == 1
    else {
      return nil
    }
    let indices = quantity.indices
    quantity.indices = []
    let vector = Expression(.call(.softmax, [Expression(.quantity(quantity), range)]), range)
    return Expression(.element(vector, indices), range)
  }
}
