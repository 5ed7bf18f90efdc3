import Formula

/// A name of the writer's own in the middle of a chain: δ_j = q_j = ∂C/∂z_j defines q, and says δ_j = ∂C/∂z_j.
extension Statement {
  /// The numbers of the sides that are nothing but a new name between two others.
  var newNames: Set<Int> {
    Set(
      sides.indices.dropFirst().dropLast().filter { place in
        let isEquated = [place - 1, place].allSatisfy {
          [.equal, .defined, .identical].contains(relations[$0])
        }
        // Few sides are a name and no more; all are compared with those only.
        guard isEquated, sides[place].isNameOfItsOwn else { return false }
        let names = sides[place].symbols
        return sides.allSatisfy { $0 == sides[place] || $0.symbols.isDisjoint(with: names) }
      })
  }

  /// The statement without some of its sides.
  func leavingOut(_ places: Set<Int>) -> Statement {
    var result = self
    let kept = sides.indices.filter { !places.contains($0) }
    result.sides = kept.map { sides[$0] }
    result.relations = kept.dropFirst().map { relations[$0 - 1] }
    result.notes = [:]
    for (number, place) in kept.enumerated() { result.notes[number] = notes[place] }
    return result
  }
}

extension StatementChecker {
  /// The links of a chain whose new names were left out, with those names in their places again.
  func links(_ judged: [LinkReport], with names: Set<Int>, in written: Statement) -> [LinkReport] {
    var rest = judged[...]
    return written.relations.indices.compactMap { link in
      if names.contains(link + 1) {
        return LinkReport(
          left: written.sides[link], right: written.sides[link + 1], relation: written.relations[link],
          outcome: .definition, range: written.sides[link + 1].range, note: written.notes[link + 1])
      }
      guard var report = rest.popFirst() else { return nil }
      report.left = written.sides[link]
      return report
    }
  }
}
