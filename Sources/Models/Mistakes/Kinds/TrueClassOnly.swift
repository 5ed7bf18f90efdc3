import Formula

extension Mistake {
  /// 1 stands where the target does: right for the true class only.
  static let trueClassOnly = Mistake(
    name: .trueClassOnly, title: "1 for the target",
    example: MistakeExample(#"\delta_L = a_L - 1"#, on: .softmax)
  ) { link in
    let model = link.model
    let targets = Set(model.definitions.values.joined().flatMap(\.body.uses).map(\.name))
      .filter { model.definitions[$0] == nil && model.keyCount($0) == 0 && link.unitAxes(of: $0) == 1 }
    // (a_c − 1) w_{ck}: one class where all count.
    let bound = link.right.boundLetters
    let classes = link.right.unitLetters(model).filter { !bound.contains($0) && !link.free.contains($0) }
    return link.sites.flatMap { site -> [Edit] in
      guard site.term.integer == 1, site.role != .index, site.role != .exponent else { return [] }
      return link.quantities(letters: link.letters(at: site)).map(\.term)
        .filter { targets.contains($0.baseUse?.name ?? "") }.flatMap { target -> [Edit] in
          let right = link.replacing(site, by: target)
          let words: Remark = "1 is the target of the true class only; in general it is \(target)"
          return [Edit(right, words + ".")]
            + classes.filter(target.speaks).map { letter in
              Edit(
                Term(.big(Big(kind: .sum, binders: [Binder(letter: letter)], body: right)), right.range),
                words + ", and every \(letter: letter) has a share.")
            }
        }
    }
  }
}
