import Formula

/// One wrong edit of the right side of an equation, as people make them.
package struct Slip {
  /// What was done.
  package var kind: Kind
  /// The right side after it.
  package var result: Expression

  /// Kinds of slips.
  package enum Kind: String, Sendable, CaseIterable {
    case swappedIndices = "indices swapped"
    case otherLayer = "layer shifted"
    case sumAdded = "sum added"
    case sumDropped = "sum dropped"
    case sumOverOtherLayer = "sum over another layer"
    case primeAdded = "prime added"
    case primeDropped = "prime dropped"
    case transpose = "transpose added or dropped"
    case sign = "sign"
    case otherQuantity = "quantity exchanged"
    case hadamard = "⊙ and product exchanged"
    case productOrder = "order of a product"
    case factorAdded = "factor added"
    case factorDropped = "factor dropped"
    case termAdded = "term added"
    case termDropped = "term dropped"
    case constant = "constant changed"
  }

  /// Every single slip in the right side of an equation, at every position; each result once.
  package static func all(in statement: Statement) -> [Slip] {
    guard statement.sides.count == 2 else { return [] }
    let right = statement.sides[1]
    var slips: [Slip] = []
    var generator = SlipGenerator(left: statement.sides[0], right: right)
    generator.visit(right, .whole) { slips.append(Slip(kind: $0, result: $1)) }
    var seen: Set<Expression> = [right]
    return slips.filter { seen.insert($0.result).inserted }
  }
}
