/// Rows and columns of a weight matrix, and unit vectors.
extension Elaborator {
  /// Row or column of W where one of its two indices is missing: W_{j,:}, W_{:,k}, and w_j as a column of what goes
  /// into unit j. Nil for anything else.
  mutating func lineOfWeights(
    _ scripts: Scripts, _ pattern: Notation.Pattern, _ range: SourceRange
  ) throws(Problem) -> Expression? {
    guard pattern.unitCount == 2, notation.weightOrder == .toFrom, !isAboutOneNeuron, let sub = scripts.sub,
      stepLabel(sub) == nil
    else { return nil }
    var layer: Layer?
    var items = sub.unwrappedList.filter { $0.kind != .punctuation(.comma) }
    var isTransposed = false
    if pattern.layer == .subscript {
      guard sub.unwrappedList.slots.count > 1, let first = try? layerExpression(sub.firstSlot) else {
        return nil
      }
      layer = first
      items = sub.unwrappedList.slots.dropFirst().flatMap { $0 }
    }
    if var sup = scripts.sup?.unwrappedList {
      if sup.last?.isTranspose == true {
        isTransposed = true
        sup.removeLast()
      }
      if !sup.isEmpty {
        guard layer == nil, let written = try? layerExpression(sup.unbracketed) else { return nil }
        layer = written
      }
    }
    guard let layer, let (index, place) = missingIndex(items, range) else { return nil }
    let shifted = Layer(layer.base, layer.offset + notation.shiftOfLayer(.weight))
    let matrix = Expression(.quantity(Quantity(.weight, layer: shifted)), range)
    let unit = Expression(.element(Expression(.identity, range), [index]), range)
    let line: Node
    switch place {
    case .column: line = .product([matrix, unit])
    case .row: line = .product([Expression(.transpose(unit), range), matrix])
    case .rowAsColumn:
      guard chooses(.weightOfOneIndexIsRow) else { return nil }
      line = .product([Expression(.transpose(matrix), range), unit])
    }
    let value = Expression(line, range)
    return isTransposed ? Expression(.transpose(value), range) : value
  }

  /// Which line of a matrix is meant.
  private enum LinePlace {
    case row
    case column
    case rowAsColumn
  }

  /// The index that is written, and what that says about the other one.
  private mutating func missingIndex(_ items: [Markup], _ range: SourceRange) -> (Index, LinePlace)? {
    func isOpen(_ item: Markup) -> Bool {
      switch item.kind {
      case .punctuation(.colon), .sign(.dot), .sign(.star), .sign(.bullet): true
      default: false
      }
    }
    let written = items.filter { !isOpen($0) }
    guard written.count == 1, items.count <= 2, let index = try? indices(written, in: range), index.count == 1
    else {
      return nil
    }
    if items.count == 1 { return written.isNumber ? nil : (index[0], .rowAsColumn) }
    return (index[0], isOpen(items[0]) ? .column : .row)
  }

  /// e_j as the unit vector of unit j, where the letter is not known otherwise; nil for anything else.
  mutating func unitVector(_ letter: String, _ sub: [Markup]?, _ range: SourceRange) -> Expression? {
    guard letter == "e", let sub, let index = try? indices(sub, in: range), index.count == 1,
      chooses(.letterEIsUnitVector)
    else { return nil }
    return Expression(.element(Expression(.identity, range), index), range)
  }
}

extension Expression {
  /// The vector of which the entries are those that the expression has for each value of an index; nil where the
  /// index stands on something else than a vector.
  func asVector(over name: String) -> Expression? {
    let index = Index.variable(name)
    var isFound = false
    let vector = mapped { node in
      guard case .quantity(var quantity) = node, quantity.indices == [index] else { return node }
      quantity.indices = []
      isFound = true
      return .quantity(quantity)
    }
    let isLeft = vector.contains { node in
      switch node {
      case .quantity(let quantity): quantity.indices.contains(index) || quantity.example == index
      case .indexValue(let other): other == index
      case .element(_, let others): others.contains(index)
      case .kronecker(let left, let right): left == index || right == index
      case .big: true
      default: false
      }
    }
    return isFound && !isLeft ? vector : nil
  }
}
