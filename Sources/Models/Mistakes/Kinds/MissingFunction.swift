import Formula

extension Mistake {
  /// z for σ(z), p for log p: a function of the model is not taken.
  static let missingFunction = Mistake(
    name: .other, title: "a function not taken",
    example: MistakeExample(#"a_j^l = \sum_{k=1}^{n_{l-1}} w_{jk}^l a_k^{l-1} + b_j^l"#)
  ) { link in
    let calls = link.functions
    return link.sites.flatMap { site -> [Edit] in
      guard site.role != .index, site.role != .derivative, site.role != .exponent else { return [] }
      if case .number = site.term.node { return [] }
      return calls.map { call in
        let new = call.withArgument(site.term)
        return Edit(
          link.replacing(site, by: new),
          site.role == .whole
            ? "The function \(call) is not taken." : "It should be \(new), not \(site.term).")
      }
    }
  }
}

extension WrongLink {
  /// The functions of one thing that definitions take, each with what it is taken of.
  fileprivate var functions: [Term] {
    var found: [Term] = []
    for (_, definitions) in model.definitions.sorted(by: { $0.key < $1.key }) {
      for definition in definitions where !definition.isDerivative {
        definition.body.visit { part in
          let isCall: Bool =
            switch part.node {
            case .applied(let use, let arguments):
              arguments.count == 1
                && (model.functionNames.contains(use.name) || model.functions[use.name] != nil)
            case .function(_, _, let arguments): arguments.count == 1
            default: false
            }
          if isCall, !found.contains(where: { $0.withArgument(part) == part.withArgument(part) }) {
            found.append(part)
          }
        }
      }
    }
    return found
  }
}
