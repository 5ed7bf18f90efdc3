import Formula

extension Mistake {
  /// σ(z), or a, for σ′(z).
  static let lostPrime = Mistake(
    name: .missingActivationDerivative, title: "a function for its derivative",
    example: MistakeExample(#"\delta_j^L = 2(a_j^L - y_j) \, \sigma(z_j^L)"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard site.role != .index, site.role != .derivative else { return [] }
      return link.elementwise(letters: link.letters(at: site)).flatMap { known -> [Edit] in
        guard site.term == known.call || site.term == known.value && site.isMultiplied else { return [] }
        return known.slopes.map { slope in
          Edit(
            link.replacing(site, by: slope),
            "\(site.term) should be the derivative of the function: \(slope).")
        }
      }
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
