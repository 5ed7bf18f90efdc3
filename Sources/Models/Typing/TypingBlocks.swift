import Formula

/// Matrices that are written out: of numbers, and of blocks.
extension Typer {
  mutating func matrix(_ rows: [[Term]], _ range: SourceRange) throws(TypeProblem) -> Typed {
    var cells: [[Typed]] = []
    for row in rows {
      var line: [Typed] = []
      for cell in row { line.append(try type(cell)) }
      cells.append(line)
    }
    guard let width = cells.first?.count, cells.allSatisfy({ $0.count == width }) else {
      throw TypeProblem(.mismatch("rows of different lengths"), range)
    }
    guard cells.allSatisfy({ $0.allSatisfy(\.shape.isNumber) }) else { return try blocks(cells, range) }
    let shape = Shape(
      rows: cells.count == 1 ? nil : sizes.named("#\(cells.count)"),
      columns: width == 1 ? nil : sizes.named("#\(width)"))
    return Typed(.matrix(cells), shape, range)
  }

  /// [h, x]: columns below each other, matrices and rows side by side.
  mutating func joined(_ parts: [Typed], _ range: SourceRange) throws(TypeProblem) -> Typed {
    let areColumns = parts.allSatisfy { $0.shape.isColumn || $0.shape.isNumber }
    return try blocks(areColumns ? parts.map { [$0] } : [parts], range)
  }

  /// Blocks in rows and columns: those in a row are equally high, those in a column equally wide. A number that is
  /// written out fills its place.
  private mutating func blocks(_ cells: [[Typed]], _ range: SourceRange) throws(TypeProblem) -> Typed {
    var heights: [Sizes.Size?] = []
    for row in cells { heights.append(try common(row.filter { !$0.isLiteral }.map(\.shape.rows), range)) }
    var widths: [Sizes.Size?] = []
    for column in cells[0].indices {
      let shapes = cells.map { $0[column] }.filter { !$0.isLiteral }.map(\.shape.columns)
      widths.append(try common(shapes, range))
    }
    return Typed(.blocks(cells), Shape(rows: length(heights), columns: length(widths)), range)
  }

  /// The one size that all of these are.
  private mutating func common(_ all: [Sizes.Size?], _ range: SourceRange) throws(TypeProblem) -> Sizes.Size?
  {
    guard let first = all.first else { return nil }
    for other in all.dropFirst() {
      switch (first, other) {
      case (nil, nil): continue
      case (let a?, let b?) where sizes.unify(a, b): continue
      default: throw TypeProblem(.mismatch("blocks that do not fit together"), range)
      }
    }
    return first
  }

  /// How long blocks are together; nil where there is one that is 1 long.
  private mutating func length(_ lengths: [Sizes.Size?]) -> Sizes.Size? {
    if lengths.count == 1 { return lengths[0] }
    return lengths.allSatisfy { $0 == nil } ? sizes.named("#\(lengths.count)") : sizes.joined(lengths)
  }
}
