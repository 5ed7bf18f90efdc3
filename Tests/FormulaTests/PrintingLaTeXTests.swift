import Formula
import Testing

/// Expected strings are written by hand from the grammar that the reader knows.
@Suite struct PrintingLaTeXTests {
  private func latex(_ expression: Expression, _ notation: Notation = .standardSample) -> String {
    LaTeXPrinter(notation: notation).print(expression)
  }

  private func latex(node: Node, _ notation: Notation = .standardSample) -> String {
    latex(Expression(node), notation)
  }

  @Test func `quantities stand as each notation writes them`() {
    let l = Layer.variable("l")
    let expected: [(Expression, [String])] = [
      (.aj, ["a_{j}^{L}", "a_{j}^{L}", "a_{j}^{(L)}", "a_{j}^{[L]}", "a_{L,j}"]),
      (
        .quantity(.weight, l, "j", "k"),
        ["w_{jk}^{l}", "w_{jk}^{l}", "w_{jk}^{(l)}", "w_{jk}^{[l]}", "\\theta_{l,jk}"]
      ),
      (
        .quantity(.weight, Layer(.output, -1)),
        ["W^{L-1}", "W^{L-1}", "W^{(L-1)}", "W^{[L-1]}", "\\Theta_{L-1}"]
      ),
      (
        .quantity(.error, Layer(.variable("l"), 1), "i"),
        [
          "\\delta_{i}^{l+1}", "\\delta_{i}^{l+1}", "\\delta_{i}^{(l+1)}", "\\delta_{i}^{[l+1]}",
          "\\delta_{l+1,i}",
        ]
      ),
      (.quantity(.activation, .number(0)), ["a^{0}", "a^{0}", "a^{(0)}", "a^{[0]}", "a_{0}"]),
      (.width(l), ["n_{l}", "n^{l}", "n_{l}", "n^{[l]}", "H_{l}"]),
      (.width(Layer(.output, -1)), ["n_{L-1}", "n^{L-1}", "n_{L-1}", "n^{[L-1]}", "H_{L-1}"]),
      (.yj, ["y_{j}", "y_{j}", "y_{j}", "y_{j}", "y_{j}"]),
      (.cost, ["C", "C", "C", "C", "\\mathcal{L}"]),
      (Expression(.exampleCount), ["E", "E", "m", "m", "M"]),
    ]
    for (expression, texts) in expected {
      for (sample, text) in zip(Notation.samples, texts) {
        #expect(latex(expression, sample.notation) == text, "\(sample.name)")
      }
    }
  }

  @Test func `an example index stands outside, in the superscript, or last`() {
    let unit = Expression.quantity(.activation, .output, "j", example: "e")
    #expect(latex(unit) == "\\left(a_{j}^{L}\\right)_{e}")
    #expect(latex(unit, .bracketSample) == "a_{j}^{[L](e)}")
    #expect(latex(unit, .softmaxSample) == "\\left(a_{L,j}\\right)_{e}")
    let whole = Expression.quantity(.activation, .output, example: "m")
    #expect(latex(whole) == "\\left(a^{L}\\right)_{m}")
    #expect(latex(whole, .softmaxSample) == "a_{L,m}")
    #expect(latex(.quantity(.cost, example: "e")) == "C_{e}")
    #expect(latex(.quantity(.target, nil, example: "e")) == "y_{e}")
    #expect(latex(.quantity(.target, nil, "j", example: "e")) == "\\left(y_{j}\\right)_{e}")
    #expect(latex(.quantity(.target, nil, example: "i"), .bracketSample) == "y^{(i)}")
  }

  @Test func `indices are glued only while each is one character`() {
    func weight(_ indices: [Index]) -> String {
      latex(node: .quantity(Quantity(.weight, layer: .output, indices)))
    }
    #expect(weight([.literal(2), .literal(1)]) == "w_{21}^{L}")
    #expect(weight([.literal(2), .literal(10)]) == "w_{2,10}^{L}")
    #expect(weight([.variable("j"), .last(.variable("l"))]) == "w_{j,n_{l}}^{L}")
    #expect(weight([.variable("\\alpha"), .variable("j")]) == "w_{\\alpha j}^{L}")
    #expect(weight([.variable("j'"), .variable("k")]) == "w_{j',k}^{L}")
    let trueClass = Node.quantity(Quantity(.activation, layer: .output, [.trueClass]))
    #expect(latex(node: trueClass, .softmaxSample) == "a_{L,c}")
  }

  @Test func `products get a dot only where juxtaposition would be misread`() {
    #expect(latex(.product(.number(2), .sum(.aj, -.yj))) == "2\\left(a_{j}^{L}-y_{j}\\right)")
    #expect(latex(.product(.number(2), .number(3))) == "2\\cdot 3")
    #expect(latex(.product(.symbol("\\alpha"), .number(2))) == "\\alpha\\cdot 2")
    #expect(latex(.product(.x, .power(.number(2), .y))) == "x\\cdot 2^{p}")
    #expect(latex(.product(.symbol("\\alpha"), .x)) == "\\alpha x")
    #expect(latex(.product(.x, .sum(.number(1), -.x))) == "x\\left(1-x\\right)")
    #expect(latex(.product(.symbol("f"), .sum(.x, .y))) == "f\\cdot \\left(x+p\\right)")
    #expect(latex(.product(.number(2), -.x)) == "2\\left(-x\\right)")
    #expect(latex(-.product(.x, .y)) == "-xp")
    #expect(
      latex(.product(.number(2), Expression(.value(-0.17742)), .x))
        == "2\\cdot \\left(-0.1774\\right)\\cdot x")
  }

  @Test func `sums and signs`() {
    #expect(latex(.sum(.x, -.y, .z)) == "x-p+q")
    #expect(latex(.sum(-.x, .y)) == "-x+p")
    #expect(latex(-.sum(.x, .y)) == "-\\left(x+p\\right)")
    #expect(latex(.sum(.x, -(-.y))) == "x-\\left(-p\\right)")
    #expect(latex(.sum(.x, -.sum(.y, .z))) == "x-\\left(p+q\\right)")
    #expect(latex(.sum(.number(1), Expression(.layerNumber(Layer(.output, -1))))) == "1+\\left(L-1\\right)")
  }

  @Test func `what extends to the next sign is closed unless it is last`() {
    let sum = Expression.sum(over: "j", body: .product(.aj, .yj))
    #expect(latex(.product(.x, sum)) == "x\\sum_{j}a_{j}^{L}y_{j}")
    #expect(latex(.product(sum, .x)) == "\\left(\\sum_{j}a_{j}^{L}y_{j}\\right)x")
    #expect(latex(.sum(sum, .x)) == "\\sum_{j}a_{j}^{L}y_{j}+x")
    #expect(latex(.hadamard(.product(.x, sum), .y)) == "x\\left(\\sum_{j}a_{j}^{L}y_{j}\\right)\\odot p")
    #expect(latex(.sum(over: "j", body: .sum(.aj, .yj))) == "\\sum_{j}\\left(a_{j}^{L}+y_{j}\\right)")
    #expect(latex(.sum(over: "j", body: -.aj)) == "\\sum_{j}\\left(-a_{j}^{L}\\right)")
    let operation = Expression.derivative(.product(.x, .y), by: .x)
    #expect(latex(operation) == "\\frac{\\partial}{\\partial x}\\left(xp\\right)")
    #expect(latex(.product(.z, operation)) == "q\\frac{\\partial}{\\partial x}\\left(xp\\right)")
    #expect(
      latex(.product(operation, .z)) == "\\left(\\frac{\\partial}{\\partial x}\\left(xp\\right)\\right)q")
  }

  @Test func `limits are printed as far as they were written`() {
    let limits = Binder("j", from: .number(1), to: .width(.variable("l")))
    #expect(latex(.sum(over: limits, body: .x)) == "\\sum_{j=1}^{n_{l}}x")
    #expect(latex(.sum(over: "j", "k", body: .x)) == "\\sum_{j,k}x")
    #expect(latex(.sum(over: "", body: .x)) == "\\sum x")
    let other = Condition([Comparison(.index("j"), .notEqual, .index("i"))])
    #expect(latex(.sum(over: Binder("j", where: other), body: .x)) == "\\sum_{j\\neq i}x")
    #expect(
      latex(.sum(over: Binder("j", from: .number(1), to: .width(.output), where: other), body: .x))
        == "\\sum_{j=1,j\\neq i}^{n_{L}}x")
    let product = Node.big(BigOperator(.product, over: [Binder("k")], .x))
    #expect(latex(node: product) == "\\prod_{k}x")
  }

  @Test func `powers and transposes bracket what carries scripts`() {
    #expect(latex(.power(.aj, .number(2))) == "\\left(a_{j}^{L}\\right)^{2}")
    #expect(latex(.power(.x, .number(2))) == "x^{2}")
    #expect(latex(.power(.number(2), .x)) == "2^{x}")
    #expect(latex(.power(.sum(.x, .y), .number(2))) == "\\left(x+p\\right)^{2}")
    #expect(
      latex(.power(.sigma(1, .zj), .number(2))) == "\\left(\\sigma'\\left(z_{j}^{L}\\right)\\right)^{2}")
    #expect(latex(.power(.call(.norm, .x), .number(2))) == "\\left\\|x\\right\\|^{2}")
    #expect(latex(.power(.quotient(.x, .y), .number(2))) == "\\left(\\frac{x}{p}\\right)^{2}")
    #expect(latex(.transpose(.quantity(.weight, .variable("l")))) == "\\left(W^{l}\\right)^{T}")
    #expect(latex(.transpose(.x)) == "\\left(x\\right)^{T}")
    #expect(latex(.transpose(.sum(.x, .y))) == "\\left(x+p\\right)^{T}")
  }

  @Test func `Hadamard and outer products bind looser than juxtaposition`() {
    #expect(latex(.hadamard(.product(.x, .y), .product(.y, .z))) == "xp\\odot pq")
    #expect(latex(.product(.hadamard(.x, .y), .z)) == "\\left(x\\odot p\\right)q")
    #expect(latex(-.hadamard(.x, .y)) == "-x\\odot p")
    #expect(latex(.hadamard(.sum(.x, .y), -.z)) == "\\left(x+p\\right)\\odot\\left(-q\\right)")
    #expect(latex(.outer(.x, .y)) == "x\\otimes p")
    #expect(latex(.outer(.hadamard(.x, .y), .z)) == "\\left(x\\odot p\\right)\\otimes q")
    #expect(latex(.inner(.x, .y)) == "\\left\\langle x,p\\right\\rangle")
  }

  @Test func `functions before their arguments`() {
    let expected: [(Function, String)] = [
      (.exp, "e^{x}"), (.log, "\\log\\left(x\\right)"), (.tanh, "\\tanh\\left(x\\right)"),
      (.sqrt, "\\sqrt{x}"),
      (.abs, "\\left|x\\right|"), (.norm, "\\left\\|x\\right\\|"), (.diag, "\\mathrm{diag}\\left(x\\right)"),
      (.softmax, "\\mathrm{softmax}\\left(x\\right)"), (.sumOfElements, "\\mathrm{sum}\\left(x\\right)"),
      (.named(.relu, primes: 1), "\\mathrm{ReLU}'\\left(x\\right)"),
      (.named(.identity, primes: 0), "\\mathrm{id}\\left(x\\right)"),
      (.elementary(.sign), "\\mathrm{sign}\\left(x\\right)"),
      (.activation(primes: 1, layer: nil), "\\sigma'\\left(x\\right)"),
      (.other("f", primes: 2), "f''\\left(x\\right)"),
      (.other("BCE", primes: 0), "\\mathrm{BCE}\\left(x\\right)"),
    ]
    for (function, text) in expected { #expect(latex(.call(function, .x)) == text) }
    #expect(latex(.call(.max, .number(0), .x)) == "\\max\\left(0,x\\right)")
    let layered = Expression.call(.activation(primes: 1, layer: .variable("\\ell")), .x)
    #expect(latex(layered, .softmaxSample) == "g_{\\ell}'\\left(x\\right)")
  }

  @Test func `derivatives and gradients`() {
    #expect(latex(.derivative(.cost, by: .aj)) == "\\frac{\\partial C}{\\partial a_{j}^{L}}")
    #expect(
      latex(.derivative(.derivative(.cost, by: .x), by: .y))
        == "\\frac{\\partial}{\\partial p}\\left(\\frac{\\partial C}{\\partial x}\\right)")
    let gradient = Node.gradient(of: .cost, by: .quantity(.weight, .variable("l")))
    #expect(latex(node: gradient) == "\\nabla_{W^{l}}C")
    #expect(latex(node: .gradient(of: .sum(.x, .y), by: nil)) == "\\nabla\\left(x+p\\right)")
  }

  @Test func `brackets with subscripts, cases, matrices and bars`() {
    let product = Expression.product(.quantity(.weight, .variable("l")), .quantity(.activation, .number(1)))
    #expect(latex(node: .element(product, [.variable("j")])) == "\\left(W^{l}a^{1}\\right)_{j}")
    #expect(latex(node: .element(.x, [.variable("j"), .variable("k")])) == "\\left(x\\right)_{j,k}")
    #expect(latex(node: .example(.x, .variable("e"))) == "\\left(x\\right)_{e}")
    let positive = Condition([Comparison(.x, .greater, .number(0))])
    #expect(
      latex(node: .cases([Branch(.x, if: positive), Branch(.number(0), if: nil)]))
        == "\\begin{cases}x & \\text{if } x>0\\\\ 0 & \\text{otherwise}\\end{cases}")
    #expect(
      latex(node: .matrix([[.x, .number(0)], [.number(1), .y]]))
        == "\\begin{bmatrix}x & 0\\\\ 1 & p\\end{bmatrix}")
    #expect(latex(node: .indicator(positive)) == "\\mathbf{1}\\left[x>0\\right]")
    #expect(latex(node: .kronecker(.variable("i"), .variable("j"))) == "\\mathbf{1}\\left[i=j\\right]")
    #expect(latex(node: .evaluated(.x, at: [Assignment(.z, .number(0))])) == "\\left.x\\right|_{q=0}")
    #expect(
      latex(node: .sum([Expression(.ones), Expression(.identity), Expression(.ellipsis)]))
        == "\\vec{1}+I+\\cdots")
  }

  @Test func `numbers are decimal, values have four decimals`() {
    let numbers: [(Double, String)] = [
      (2, "2"), (0.5, "0.5"), (1e-7, "0.0000001"), (1e21, "1000000000000000000000"), (0.1, "0.1"), (0, "0"),
      (1234.5678, "1234.5678"), (100, "100"),
    ]
    for (x, text) in numbers { #expect(latex(.number(x)) == text) }
    let values: [(Double, String)] = [
      (-0.17742, "-0.1774"), (0, "0.0000"), (1, "1.0000"), (0.99996, "1.0000"), (0.0005, "0.0005"),
      (3.2e-7, "3.2\\cdot10^{-7}"), (123456, "1.235\\cdot10^{5}"), (99999.5, "99999.5000"),
      (9.99996e-5, "1\\cdot10^{-4}"), (-0.00049996, "-5\\cdot10^{-4}"), (12.34565, "12.3457"),
    ]
    for (x, text) in values { #expect(latex(node: .value(x)) == text) }
  }

  @Test func `statements with relations, conditions and marks`() {
    let printer = LaTeXPrinter(notation: .standardSample)
    var chain = Statement([.x, .y, .z], [.equal, .lessOrEqual], marks: ["BP1"])
    #expect(printer.print(chain) == "x = p \\leq q\\tag{BP1}")
    chain.notes = [2: "chain rule"]
    #expect(
      printer.print(chain, aligned: true)
        == "\\begin{aligned}x &= p\\\\ &\\leq q && \\text{chain rule}\\end{aligned}\\tag{BP1}")
    let other = Condition([Comparison(.index("j"), .notEqual, .index("i"))])
    let part = Statement([.x], [], leading: .equal, trailing: .approximately, conditions: [other])
    #expect(printer.print(part) == "= x \\approx\\quad j\\neq i")
  }
}
