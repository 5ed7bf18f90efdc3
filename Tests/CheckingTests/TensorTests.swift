import Testing

@testable import Checking

/// A tensor of drawn numbers, whose errors are `relative` parts of their magnitudes.
private func drawn(_ axes: [Int], _ sizes: [Int], relative: Double = 0, _ random: inout Random) -> Tensor {
  let count = sizes.reduce(1, *)
  var tensor = Tensor(
    axes: axes, sizes: sizes, exact: (0..<count).map { _ in random.signed(0.3, 1.5) }, isBounded: true)
  tensor.errors = tensor.magnitudes.map { relative * $0 }
  return tensor
}

private func number(_ tensor: Tensor, _ positions: [Int: Int]) -> Double {
  tensor.number(at: positions)?.value ?? .nan
}

private func contracted(_ factors: [Tensor], over axes: [Int]) throws -> (Tensor, work: Int) {
  var work = 0
  let result = try Tensor.contracted(factors, over: axes) { (spent) throws(EvaluationError) in work += spent }
  return (result, work)
}

@Test func `a sum of products over one index is what nested loops give`() throws {
  var random = Random(seed: 1)
  let x = drawn([1, 2], [4, 5], &random)
  let y = drawn([3, 2], [3, 5], &random)
  let s = drawn([1, 3], [4, 3], &random)
  let (result, _) = try contracted([x, y, s], over: [2])
  #expect(Set(result.axes) == [1, 3])
  for i in 0..<4 {
    for k in 0..<3 {
      var (sum, scale) = (0.0, 0.0)
      for j in 0..<5 {
        let term = number(x, [1: i, 2: j]) * number(y, [3: k, 2: j]) * number(s, [1: i, 3: k])
        sum += term
        scale += term.magnitude
      }
      let found = try #require(result.number(at: [1: i, 3: k]))
      #expect((found.value - sum).magnitude < 1e-14)
      #expect((found.magnitude - scale).magnitude < 1e-14)
      #expect(found.error > 0 && found.error < 1e-14)
    }
  }
}

@Test func `an index of all factors is a batch, and one of a single factor is summed there`() throws {
  var random = Random(seed: 2)
  let x = drawn([1, 2, 4], [3, 4, 2], &random)
  let y = drawn([2, 5, 1], [4, 6, 3], &random)
  let (result, _) = try contracted([x, y], over: [2, 4])
  #expect(Set(result.axes) == [1, 5])
  for i in 0..<3 {
    for m in 0..<6 {
      var sum = 0.0
      for j in 0..<4 {
        for k in 0..<2 { sum += number(x, [1: i, 2: j, 4: k]) * number(y, [2: j, 5: m, 1: i]) }
      }
      #expect((number(result, [1: i, 5: m]) - sum).magnitude < 1e-13)
    }
  }
}

@Test func `the order of factors does not change what is computed`() throws {
  var random = Random(seed: 3)
  let factors = [
    drawn([1, 2], [3, 4], &random), drawn([2, 3], [4, 5], &random), drawn([3, 4], [5, 6], &random),
    drawn([1], [3], &random), drawn([], [], &random),
  ]
  let (first, _) = try contracted(factors, over: [2, 3])
  let (second, _) = try contracted(factors.reversed(), over: [2, 3])
  for i in 0..<3 {
    for l in 0..<6 {
      #expect((number(first, [1: i, 4: l]) - number(second, [1: i, 4: l])).magnitude < 1e-13)
    }
  }
}

@Test func `a chain of matrices costs matrix products, not a table of all indices`() throws {
  var random = Random(seed: 4)
  let (n, m) = (16, 20)
  let factors = [
    drawn([1, 2], [n, m], &random), drawn([2, 3], [m, n], &random), drawn([1, 3], [n, n], &random),
  ]
  let (_, work) = try contracted(factors, over: [2])
  #expect(work <= n * m * n + 2 * n * n)
}

@Test func `numbers without an axis are the same all along it`() throws {
  let row = Tensor(axes: [1], sizes: [3], exact: [1, 2, 3], isBounded: true)
  let column = Tensor(axes: [2], sizes: [2], exact: [10, 20], isBounded: true)
  let sum = try Tensor.sum(row, column)
  #expect(number(sum, [1: 2, 2: 1]) == 23)
  #expect(number(sum, [1: 0, 2: 0]) == 11)
  #expect(sum.number(at: [1: 0]) == nil)
  #expect(sum.number(at: [1: 3, 2: 0]) == nil)
}

@Test func `two lengths of one axis do not go together`() {
  let x = Tensor(axes: [1], sizes: [3], exact: [1, 2, 3], isBounded: true)
  let y = Tensor(axes: [1], sizes: [2], exact: [1, 2], isBounded: true)
  #expect(throws: EvaluationError.axisLengths(axis: 1, 3, 2)) { _ = try Tensor.sum(x, y) }
  #expect(throws: EvaluationError.axisLengths(axis: 1, 3, 2)) { _ = try contracted([x, y], over: [1]) }
}

@Test func `magnitudes grow with terms that cancel`() throws {
  let one = Bounded(exact: 1)
  let nothing = one + -one
  #expect(nothing.value == 0)
  #expect(nothing.magnitude == 2)
  #expect((nothing * Bounded(exact: 3)).magnitude == 6)
  #expect(nothing.raised(to: Bounded(exact: 2)).magnitude == 4)
}

#if arch(x86_64)
  @Test func `error bounds cover what rounding does`() throws {
    // The same sums in 64 bits of significand instead of 53.
    var random = Random(seed: 5)
    for _ in 0..<200 {
      let n = 1 + random.integer(below: 40)
      let x = drawn([1], [n], &random)
      let y = drawn([1], [n], &random)
      let (dot, _) = try contracted([x, y], over: [1])
      var exact: Float80 = 0
      for i in 0..<n { exact += Float80(x.values[i]) * Float80(y.values[i]) }
      let found = dot[0]
      #expect((Float80(found.value) - exact).magnitude <= Float80(found.error))

      let quotient = found / (Bounded(exact: 1) + found * found)
      let exactQuotient = exact / (1 + exact * exact)
      #expect((Float80(quotient.value) - exactQuotient).magnitude <= Float80(quotient.error))
      #expect(quotient.error <= 1e-12 * quotient.magnitude)

      let cube = (found - x[0]).raised(to: Bounded(exact: 3))
      let difference = exact - Float80(x.values[0])
      #expect((Float80(cube.value) - difference * difference * difference).magnitude <= Float80(cube.error))
    }
  }
#endif

@Test func `errors of the factors reach the product, however small the others are`() throws {
  var random = Random(seed: 6)
  let x = drawn([1, 2], [3, 4], relative: 1e-6, &random)
  let y = drawn([2, 3], [4, 5], &random)
  let (result, _) = try contracted([x, y], over: [2])
  for i in 0..<result.count {
    #expect(result.errors[i] >= 1e-6 * result.magnitudes[i])
    #expect(result.errors[i] <= 1.1e-6 * result.magnitudes[i])
  }
}

extension Bounded {
  fileprivate static func - (x: Bounded, y: Bounded) -> Bounded { x + -y }
}
