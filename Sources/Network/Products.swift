// The inner loops. They are laid out so that the compiler can use vector instructions, with no bounds
// checks inside; everything else in this module reads better than it runs fast.

/// The rows of a matrix, one after the other, without bounds checks.
struct Rows {
  let start: UnsafePointer<Double>?
  let count: Int
  let columns: Int
  subscript(r: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: start.map { $0 + r * columns }, count: columns)
  }
}

/// The same, to be written to.
struct MutableRows {
  let start: UnsafeMutablePointer<Double>?
  let count: Int
  let columns: Int
  subscript(r: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: start.map { $0 + r * columns }, count: columns)
  }
}

extension Matrix {
  func withUnsafeRows(_ body: (Rows) -> Void) {
    elements.withUnsafeBufferPointer { body(Rows(start: $0.baseAddress, count: rows, columns: columns)) }
  }

  mutating func withUnsafeMutableRows(_ body: (MutableRows) -> Void) {
    let (rows, columns) = (rows, columns)
    elements.withUnsafeMutableBufferPointer {
      body(MutableRows(start: $0.baseAddress, count: rows, columns: columns))
    }
  }

  /// A B, for A of m × n and B of n × p; throws `shapes` otherwise.
  public func times(_ other: Matrix) throws(NetworkError) -> Matrix {
    guard columns == other.rows else { throw .shapes(shape, other.shape) }
    var product = Matrix(rows: rows, columns: other.columns)
    product.setToProduct(self, times: other)
    return product
  }

  /// A Bᵀ, for A of m × n and B of p × n; throws `shapes` otherwise.
  public func timesTransposed(_ other: Matrix) throws(NetworkError) -> Matrix {
    guard columns == other.columns else { throw .shapes(shape, other.shape) }
    var product = Matrix(rows: rows, columns: other.rows)
    product.setToProduct(self, timesTransposed: other, columns: 0..<other.rows)
    return product
  }

  /// Aᵀ B, for A of n × m and B of n × p; throws `shapes` otherwise.
  public func transposedTimes(_ other: Matrix) throws(NetworkError) -> Matrix {
    guard rows == other.rows else { throw .shapes(shape, other.shape) }
    var product = Matrix(rows: columns, columns: other.columns)
    product.setToProduct(transposed: self, times: other)
    return product
  }

  /// self ← A B. Row r of the product is Σ_i A_ri · (row i of B).
  mutating func setToProduct(_ a: Matrix, times b: Matrix) {
    precondition(a.columns == b.rows && rows == a.rows && columns == b.columns, "shapes of A B")
    withUnsafeMutableRows { product in
      a.withUnsafeRows { a in
        b.withUnsafeRows { b in
          for r in 0..<product.count {
            setToCombination(product[r], of: b, weight: { i in a[r][i] })
          }
        }
      }
    }
  }

  /// self ← Aᵀ B. Row r of the product is Σ_i A_ir · (row i of B).
  mutating func setToProduct(transposed a: Matrix, times b: Matrix) {
    precondition(a.rows == b.rows && rows == a.columns && columns == b.columns, "shapes of Aᵀ B")
    withUnsafeMutableRows { product in
      a.withUnsafeRows { a in
        b.withUnsafeRows { b in
          for r in 0..<product.count {
            setToCombination(product[r], of: b, weight: { i in a[i][r] })
          }
        }
      }
    }
  }

  /// self ← A Bᵀ in the given columns. Entry (r, c) is the scalar product of row r of A and row c of B.
  mutating func setToProduct(_ a: Matrix, timesTransposed b: Matrix, columns range: Range<Int>) {
    precondition(a.columns == b.columns && rows == a.rows && columns == b.rows, "shapes of A Bᵀ")
    precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns of A Bᵀ")
    withUnsafeMutableRows { product in
      a.withUnsafeRows { a in
        b.withUnsafeRows { b in
          for r in 0..<product.count {
            for c in range { product[r][c] = scalarProduct(a[r], b[c]) }
          }
        }
      }
    }
  }

  /// Adds b_c to every entry of column c.
  mutating func addToRows(_ biases: Biases, columns range: Range<Int>) {
    withUnsafeMutableRows { z in
      switch biases {
      case .perNeuron(let all):
        all.withUnsafeBufferPointer { b in
          for r in 0..<z.count {
            let row = z[r]
            for c in range { row[c] += b[c] }
          }
        }
      case .shared(let b):
        for r in 0..<z.count {
          let row = z[r]
          for c in range { row[c] += b }
        }
      case .none: break
      }
    }
  }
}

/// sum ← Σ_i weight(i) · rows[i], four rows at a time so that `sum` is loaded and stored less often.
@inline(__always)
private func setToCombination(
  _ sum: UnsafeMutableBufferPointer<Double>, of rows: Rows, weight: (Int) -> Double
) {
  guard let s = sum.baseAddress else { return }
  let n = rows.columns
  for c in 0..<n { s[c] = 0 }
  guard let start = rows.start else { return }
  var i = 0
  while i + 4 <= rows.count {
    let r0 = start + i * n
    let r1 = r0 + n
    let r2 = r1 + n
    let r3 = r2 + n
    let (w0, w1, w2, w3) = (weight(i), weight(i + 1), weight(i + 2), weight(i + 3))
    for c in 0..<n { s[c] += w0 * r0[c] + w1 * r1[c] + w2 * r2[c] + w3 * r3[c] }
    i += 4
  }
  while i < rows.count {
    let row = start + i * n
    let w = weight(i)
    for c in 0..<n { s[c] += w * row[c] }
    i += 1
  }
}

/// Σ_k a_k b_k in four interleaved partial sums, which the processor can add side by side.
@inline(__always)
private func scalarProduct(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
  guard let p = a.baseAddress, let q = b.baseAddress else { return 0 }
  let n = a.count
  var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
  var k = 0
  while k + 4 <= n {
    s0 += p[k] * q[k]
    s1 += p[k + 1] * q[k + 1]
    s2 += p[k + 2] * q[k + 2]
    s3 += p[k + 3] * q[k + 3]
    k += 4
  }
  while k < n {
    s0 += p[k] * q[k]
    k += 1
  }
  return (s0 + s1) + (s2 + s3)
}
