import Formula

extension Mistake {
  /// Nothing near the right side is true: what the chain rule gives, or the slope of a known function.
  static let notTheDerivative = Mistake(
    name: .other, title: "not the derivative that is asked for",
    example: MistakeExample(
      #"\frac{\partial C}{\partial a_j^L} = \log a_j^L + 3 a_j^L"#,
      on: Page.standard.cost(.crossEntropy).output("softmax"))
  ) { link in
    if let call = link.left.withoutPrime {
      return call.slopes(value: call, link.model).filter { $0 != link.left }.map {
        Edit($0, "This is not the derivative of \(call): that is \($0).")
      }
    }
    return (link.softmaxDerivatives + link.truths).map { truth in
      Edit(truth, "This is not \(link.left): by the chain rule that is \(truth).")
    }
  }
}

extension Term {
  /// f(x) of f′(x).
  fileprivate var withoutPrime: Term? {
    switch node {
    case .applied(var use, let arguments) where use.primes == 1 && arguments.count == 1:
      use.primes = 0
      return Term(.applied(use, arguments), range)
    case .function(let word, 1, let arguments): return Term(.function(word, primes: 0, arguments), range)
    default: return nil
    }
  }
}
