import Formula

/// Puts type problems into words: what happened, with both ranges or shapes, and what to try.
struct TypeMessages {
  let notation: Notation

  private var printer: UnicodePrinter { UnicodePrinter(notation: notation) }

  /// The diagnosis of a type problem.
  func diagnosis(of problem: TypeProblem) -> Diagnosis {
    let (name, message) = words(problem.kind)
    return Diagnosis(name: name, message: message, repair: nil, range: problem.range)
  }

  private func words(_ kind: TypeProblem.Kind) -> (DiagnosisName, String) {
    switch kind {
    case .indexRanges(let name, let first, let second):
      let name = letter(name)
      return (
        indexProblemName(first, second),
        "The index \(name) runs over \(range(first)) in one place and over \(range(second)) in another. "
          + "Swap the indices or change the layer so that each index has one range."
      )
    case .leftoverIndex(let name, let range):
      let runs = range.map { " (over \(self.range($0)))" } ?? ""
      return (
        .missingSum,
        "The index \(letter(name)) stands on the right side only\(runs). Is a sum over \(letter(name)) missing?"
      )
    case .unknownRange(let name):
      return (
        .indexMismatch,
        name.isEmpty
          ? "The sum has no index, and every index of its body also stands elsewhere. Write the index below the sign."
          : "Nothing says what the index \(letter(name)) runs over: it stands on no quantity."
      )
    case .limit(let name, let limit, let range):
      let shown = printer.print(limit)
      let hint: String
      if case .layerNumber = limit.node, case .units(let layer) = range {
        hint = "\(shown) is a layer's number; the number of its units is \(width(layer))."
      } else {
        hint = "The limit has to be \(count(range))."
      }
      return (
        .wrongLayer,
        "The sum over \(letter(name)) runs to \(shown), but \(letter(name)) stands for \(self.range(range)). \(hint)"
      )
    case .product(let left, let right):
      return (
        .transposedWeight,
        "This product does not conform: \(shape(left)) times \(shape(right)). " + productHint(left, right)
      )
    case .shapes(let operation, let left, let right):
      return (.shapeMismatch, shapesMessage(operation, left, right))
    case .needsVector(let function, let found):
      return (.shapeMismatch, "\(function) takes a vector; here it gets \(shape(found)).")
    case .needsScalar(let place, let found):
      return (.shapeMismatch, "\(place) takes a number; here stands \(shape(found)).")
    case .notAVariable:
      return (
        .other,
        "A derivative is taken with respect to a quantity such as z, a, w, b or a variable, not to an expression."
      )
    case .vectorByMatrix:
      return (
        .shapeMismatch,
        "The derivative of a vector by a matrix has three indices and is no matrix. Write it with indices, ∂z_j/∂w_jk."
      )
    case .whichExample:
      let example = notation.exampleLetter
      return (
        .indexMismatch,
        "The formula speaks of several examples, and this quantity does not say which. Write the example outside: (a_j)_\(example)."
      )
    case .elementIndices(let count, let found):
      return (
        .indexMismatch,
        "\(shape(found)) has \(found.isMatrix ? "two indices" : found.isVector ? "one index" : "no index"), not \(count)."
      )
    case .noBias:
      return (.other, "There are no biases in this convention. Use --bias per-neuron if you mean some.")
    case .biasWithoutUnit:
      return (.indexMismatch, "Each neuron has its own bias here: write b_j, or use --bias shared.")
    case .softmaxIsNotElementwise:
      return (
        .wrongQuantity,
        "In this layer the activation is softmax, which takes the whole vector: it has a Jacobian, not a derivative σ′ of one number."
      )
    case .functionLayer(let layer, let own):
      return (
        .wrongLayer,
        "The activation function here is that of layer \(printer.print(layer)); what it is applied to belongs to layer \(printer.print(own))."
      )
    case .noSuchLayer:
      return (.wrongLayer, "No network has such a layer: layers run from 0, the input, to L.")
    case .ellipsis:
      return (
        .other,
        "It is not clear what the dots stand for. Two terms or blocks before them and one behind them show what "
          + "changes from one to the next; in a vector or matrix the corners do, with the last index written as \(width(.output))."
      )
    case .unsupported(let what): return (.other, "This cannot be evaluated yet: \(what).")
    }
  }

  private func indexProblemName(_ first: AxisRange, _ second: AxisRange) -> DiagnosisName {
    if case .units(let a) = first, case .units(let b) = second, a.base == b.base,
      abs(a.offset - b.offset) == 1
    {
      return .transposedWeight
    }
    return .indexMismatch
  }

  private func shapesMessage(
    _ operation: TypeProblem.Operation, _ left: SymbolicShape, _ right: SymbolicShape
  ) -> String {
    let hint = left.transposed.merged(with: right) != nil ? " One of them has to be transposed." : ""
    switch operation {
    case .addition: return "\(capitalised(shape(left))) and \(shape(right)) cannot be added.\(hint)"
    case .hadamard: return "⊙ needs two of one shape; here are \(shape(left)) and \(shape(right)).\(hint)"
    case .equation: return "The left side is \(shape(left)), the right side \(shape(right)).\(hint)"
    case .quotient: return "\(capitalised(shape(left))) cannot be divided by \(shape(right)).\(hint)"
    case .branches: return "The branches have different shapes: \(shape(left)) and \(shape(right)).\(hint)"
    }
  }

  private func productHint(_ left: SymbolicShape, _ right: SymbolicShape) -> String {
    if left.isVector, right.isVector, left == right {
      return "For a product element by element write ⊙; for the scalar product transpose the left one."
    }
    if left.transposed.columns.merged(with: right.rows) != nil { return "Transpose the left factor." }
    if left.columns.merged(with: right.transposed.rows) != nil { return "Transpose the right factor." }
    return "Check the order of the factors and their layers."
  }

  private func capitalised(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }

  private func letter(_ name: String) -> String { printer.print(Index.variable(name)) }

  private func width(_ layer: Layer) -> String { printer.print(Expression(.width(layer))) }

  /// What an axis runs over, in words.
  func range(_ range: AxisRange) -> String {
    switch range {
    case .units(let layer): "the units of layer \(printer.print(layer))"
    case .examples: "the examples"
    case .count(let count): "\(count) rows"
    }
  }

  private func count(_ range: AxisRange) -> String {
    switch range {
    case .units(let layer): width(layer)
    case .examples: notation.exampleCountLetter
    case .count(let count): String(count)
    }
  }

  /// A shape in words: "a column of n_L", "n_{l+1} × n_l".
  func shape(_ shape: SymbolicShape) -> String {
    if shape.isScalar { return "a number" }
    let rows = dimension(shape.rows)
    let columns = dimension(shape.columns)
    if shape.columns == .one { return "a column of \(rows)" }
    if shape.rows == .one { return "a row of \(columns)" }
    return "a matrix \(rows) × \(columns)"
  }

  private func dimension(_ dimension: Dimension) -> String {
    switch dimension {
    case .one: "1"
    case .units(let layer): width(layer)
    case .examples: notation.exampleCountLetter
    case .count(let count): String(count)
    case .any: "any number"
    }
  }
}
