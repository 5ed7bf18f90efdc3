/// The number of rows and columns of a matrix.
public struct Shape: Sendable, Hashable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int

  /// A shape of `rows` × `columns`.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}

/// A rectangle of numbers, stored row after row.
///
/// Throughout this module the rows of z, a, x, y and δ are examples, and their columns units; the rows of
/// a weight matrix are the units it leads to, and its columns the units it comes from.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// All entries, row after row: entry (r, c) is `elements[r * columns + c]`.
  public internal(set) var elements: [Double]

  /// The numbers of rows and columns together.
  public var shape: Shape { Shape(rows: rows, columns: columns) }

  /// A matrix all of whose entries are `value`.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
    self.rows = rows
    self.columns = columns
    self.elements = [Double](repeating: value, count: rows * columns)
  }

  /// A matrix from its entries, row after row.
  ///
  /// Throws `NetworkError.elementCount` unless there are exactly `rows` · `columns` of them.
  public init(rows: Int, columns: Int, elements: [Double]) throws(NetworkError) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, count == elements.count else {
      throw .elementCount(elements.count, shape: Shape(rows: rows, columns: columns))
    }
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix from its rows.
  ///
  /// Throws `NetworkError.shapes` with the shapes of the first row and of the first row that is longer or
  /// shorter.
  public init(_ rows: [[Double]]) throws(NetworkError) {
    let columns = rows.first?.count ?? 0
    for row in rows where row.count != columns {
      throw .shapes(Shape(rows: 1, columns: columns), Shape(rows: 1, columns: row.count))
    }
    self.rows = rows.count
    self.columns = columns
    self.elements = rows.flatMap { $0 }
  }

  /// The matrix whose entry (r, c) is `element(r, c)`; they are asked for row after row.
  public init(rows: Int, columns: Int, _ element: (Int, Int) -> Double) {
    self.init(rows: rows, columns: columns)
    for r in 0..<rows {
      for c in 0..<columns { elements[r * columns + c] = element(r, c) }
    }
  }

  /// The identity I of n rows and columns.
  public static func identity(_ n: Int) -> Matrix {
    Matrix(rows: n, columns: n) { r, c in r == c ? 1 : 0 }
  }

  /// The entry in row `r` and column `c`, both counted from 0.
  public subscript(r: Int, c: Int) -> Double {
    get {
      precondition(r >= 0 && r < rows && c >= 0 && c < columns, "no such entry in this matrix")
      return elements[r * columns + c]
    }
    set {
      precondition(r >= 0 && r < rows && c >= 0 && c < columns, "no such entry in this matrix")
      elements[r * columns + c] = newValue
    }
  }

  /// The entries of row `r`, counted from 0.
  public func row(_ r: Int) -> ArraySlice<Double> { elements[r * columns..<(r + 1) * columns] }
}
