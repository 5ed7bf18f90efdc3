import Formula

extension Mistake {
  /// 1 stands where the target does: right for the true class only.
  static let trueClassOnly = Mistake(
    name: .trueClassOnly, title: "1 for the target",
    example: MistakeExample(#"\delta_L = a_L - 1"#, on: .softmax)
  ) { link in
    let model = link.model
    let targets = Set(model.definitions.values.joined().flatMap(\.body.uses).map(\.name))
      .filter { model.definitions[$0] == nil && model.keyCount($0) == 0 && model.axisCount($0) == 1 }
    return link.sites.flatMap { site -> [Edit] in
      guard site.term.integer == 1, site.role != .index, site.role != .exponent else { return [] }
      return link.quantities(letters: link.letters(at: site)).map(\.term)
        .filter { targets.contains($0.baseUse?.name ?? "") }.map { target in
          Edit(
            link.replacing(site, by: target),
            "1 is the target of the true class only; in general it is \(target).")
        }
    }
  }
}
