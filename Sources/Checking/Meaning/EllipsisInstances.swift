import Formula

/// A statement with dots, written out in one of several ways that must all be true.
struct EllipsisInstance {
  /// What is so chosen.
  enum Place {
    /// A general layer, or the last: l = L − 2, L = 3.
    case layer(Layer, Layer)
    /// An entry of a matrix that does not look like the others.
    case entry([Index])
    /// A term of a sum that does not look like the others.
    case term(Index)
  }

  /// The statement in this way.
  var statement: Statement
  /// What was chosen; nil where there is no choice.
  var place: Place?
}

extension Statement {
  /// What a statement with dots says at several layers, or at single entries of a matrix; none where it can be judged
  /// as it stands.
  func instancesOfEllipses(convention: Convention) -> [EllipsisInstance] {
    guard sides.contains(where: { $0.contains { $0 == .ellipsis } }) else { return [] }
    guard !relations.isEmpty else { return [] }
    let written = writingOutEllipses(convention: convention, despiteMisfits: true)
    if let layers = EllipsisLayers(written) { return layers.instances }
    // An entry or a term unlike the others is a claim of its own.
    var whole = written
    var entries: [EllipsisInstance] = []
    for (number, side) in sides.enumerated() {
      guard case .matrix(let rows) = side.node,
        let matrix = EllipsisMatrix(rows, firstUnit: convention.notation.firstUnit), !matrix.misfits.isEmpty
      else { continue }
      whole.sides[number] = Expression(matrix.node, side.range)
      for misfit in matrix.misfits {
        var statement = written
        statement.sides = written.sides.map { Expression(.element($0, misfit.indices), $0.range) }
        statement.sides[number] = misfit.entry
        entries.append(EllipsisInstance(statement: statement, place: .entry(misfit.indices)))
      }
    }
    for (number, side) in sides.enumerated() {
      for misfit in side.termsUnlikeOthers(convention: convention) {
        var statement = self
        statement.sides = sides.map { _ in misfit.expected }
        statement.sides[number] = misfit.written
        entries.append(EllipsisInstance(statement: statement, place: .term(misfit.index)))
      }
    }
    return entries.isEmpty ? [] : [EllipsisInstance(statement: whole, place: nil)] + entries
  }
}
