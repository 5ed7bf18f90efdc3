/// Compares two tensors position by position over the axes of both.
struct SideComparison {
  /// The axes compared over.
  let axes: [Int]
  private let sizes: [Int]
  private let left: Tensor
  private let right: Tensor
  private let leftStrides: [Int]
  private let rightStrides: [Int]

  init(_ left: Tensor, _ right: Tensor) throws(EvaluationError) {
    (axes, sizes) = try Tensor.union([left, right])
    self.left = left
    self.right = right
    leftStrides = Self.strides(of: left, along: axes)
    rightStrides = Self.strides(of: right, along: axes)
  }

  /// Steps through a tensor's values along axes that it may lack.
  private static func strides(of tensor: Tensor, along axes: [Int]) -> [Int] {
    let own = tensor.strides
    return axes.map { axis in tensor.axes.firstIndex(of: axis).map { own[$0] } ?? 0 }
  }

  /// Visits every position with the numbers on both sides.
  func visit(_ body: (_ position: [Int], _ left: Bounded, _ right: Bounded) -> Void) {
    guard !sizes.contains(0) else { return }
    var position = [Int](repeating: 0, count: axes.count)
    var (l, r) = (0, 0)
    while true {
      body(position, left[l], right[r])
      var axis = axes.count - 1
      while axis >= 0 {
        position[axis] += 1
        l += leftStrides[axis]
        r += rightStrides[axis]
        if position[axis] < sizes[axis] { break }
        l -= leftStrides[axis] * sizes[axis]
        r -= rightStrides[axis] * sizes[axis]
        position[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
