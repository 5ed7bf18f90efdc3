import Formula

extension Mistake {
  /// σ(z), or a, for σ′(z).
  static let lostPrime = Mistake(
    name: .missingActivationDerivative, title: "a function for its derivative",
    example: MistakeExample(#"\delta_j^L = 2(a_j^L - y_j) \, \sigma(z_j^L)"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard site.role != .index, site.role != .derivative else { return [] }
      func edits(_ slopes: [Term], name: MistakeName? = nil) -> [Edit] {
        slopes.map { slope in
          Edit(
            slope.isInverse ? link.replacing(site, by: slope).tidied : link.replacing(site, by: slope),
            "\(site.term) should be the derivative of the function: \(slope).", name: name)
        }
      }
      let known = link.elementwise(letters: link.letters(at: site)).filter {
        site.term == $0.call || site.term == $0.value && site.isMultiplied
      }
      // σ((z_j)_e) of an example, log y: no definition is this call.
      let own =
        site.term.argumentOfCall(link.model) == nil ? [] : site.term.slopes(value: site.term, link.model)
      let isActivation = if case .applied = site.term.node { true } else { false }
      return known.flatMap { edits($0.slopes) } + edits(own, name: isActivation ? nil : .other)
    }
  }

  /// σ′(z) for σ(z).
  static let extraPrime = Mistake(
    name: .other, title: "a derivative for its function",
    example: MistakeExample(#"a_j^l = \sigma'(z_j^l)"#)
  ) { link in
    link.sites.compactMap { site in
      let function: Term
      switch site.term.node {
      case .applied(var use, let arguments) where use.primes > 0:
        use.primes -= 1
        function = Term(.applied(use, arguments), site.term.range)
      case .function(let word, let primes, let arguments) where primes > 0:
        function = Term(.function(word, primes: primes - 1, arguments), site.term.range)
      default: return nil
      }
      return Edit(
        link.replacing(site, by: function),
        "\(site.term) should be the function itself: the prime is one too many.")
    }
  }
}

extension Term {
  /// 1/x
  fileprivate var isInverse: Bool { if case .quotient(let top, _) = node { top.integer == 1 } else { false } }
}
