import Formula

extension Mistake {
  /// 𝟏[z < 0] for 𝟏[z > 0], and branches in each other's place.
  static let turnedComparison = Mistake(
    name: .signError, title: "a comparison the wrong way round",
    example: MistakeExample(
      #"\delta_k^l = \mathbf 1[z_k^l < 0] \sum_{j=1}^{n_{l+1}} w_{jk}^{l+1} \delta_j^{l+1}"#,
      on: Page.standard.activation("relu"))
  ) { link in
    link.sites.compactMap { site in
      guard site.role != .index else { return nil }
      switch site.term.node {
      case .indicator(let condition):
        let turned = Term(.indicator(condition.turned), site.term.range)
        return Edit(link.replacing(site, by: turned), "The comparison is the wrong way round: \(turned).")
      case .cases(let branches) where branches.count == 2:
        var turned = branches
        (turned[0].value, turned[1].value) = (branches[1].value, branches[0].value)
        return Edit(
          link.replacing(site, by: Term(.cases(turned), site.term.range)),
          "The cases \(branches[0].value) and \(branches[1].value) stand in each other's place.")
      default: return nil
      }
    }
  }
}

extension Condition {
  /// With < for > and > for <.
  fileprivate var turned: Condition {
    Condition(
      comparisons: comparisons.map { comparison in
        var comparison = comparison
        switch comparison.relation {
        case .less: comparison.relation = .greater
        case .greater: comparison.relation = .less
        case .lessOrEqual: comparison.relation = .greaterOrEqual
        case .greaterOrEqual: comparison.relation = .lessOrEqual
        default: break
        }
        return comparison
      })
  }
}
