import Formula

extension Mistake {
  /// σ′(a) for σ′(z): the slope belongs to what the function is taken of.
  static let wrongArgument = Mistake(
    name: .other, title: "a function of the wrong argument",
    example: MistakeExample(
      #"\delta_j^L = 2(a_j^L - y_j) \, \sigma'(a_j^L)"#, on: Page.standard.activation("sigmoid"))
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard let argument = site.term.argumentOfPrimedCall else { return [] }
      let letters = link.letters(at: site)
      let own = argument.unitLetters(link.model)
      return link.elementwise(letters: letters).compactMap { known in
        let other = known.argument
        guard other != argument else { return nil }
        // The same unit first; another one is a matter of indices.
        guard own.isEmpty || other.unitLetters(link.model).contains(where: own.contains) else { return nil }
        // g^{[l]}′ goes with z^{[l]}.
        let right =
          known.slopes.first { $0.isCall(like: site.term) } ?? site.term.withArgument(other)
        return Edit(
          link.replacing(site, by: right),
          "The slope is taken at \(argument), not at \(other): it should be \(right).",
          name: argument.baseUse?.name == other.baseUse?.name ? .wrongLayer : nil)
      }
    }
  }
}

extension Term {
  /// x of f′(x).
  fileprivate var argumentOfPrimedCall: Term? {
    switch node {
    case .applied(let use, let arguments) where use.primes > 0 && arguments.count == 1: arguments[0]
    case .function(_, let primes, let arguments) where primes > 0 && arguments.count == 1: arguments[0]
    default: nil
    }
  }

  /// The same function, whatever its layer.
  fileprivate func isCall(like other: Term) -> Bool {
    guard case .applied(let use, _) = node, case .applied(let own, _) = other.node else { return false }
    return use.name == own.name && use.primes == own.primes
  }

  /// f(y) of f(x).
  func withArgument(_ argument: Term) -> Term {
    switch node {
    case .applied(let use, _): Term(.applied(use, [argument]), range)
    case .function(let word, let primes, _): Term(.function(word, primes: primes, [argument]), range)
    default: self
    }
  }
}
