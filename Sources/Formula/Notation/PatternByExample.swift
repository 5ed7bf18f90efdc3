extension Notation.Pattern {
  /// The pattern of a quantity written as an example: `a_j^{(l)}`, `\theta_{\ell,ij}`, `y_j`, `C`.
  ///
  /// - Parameters:
  ///   - example: the LaTeX of one element.
  ///   - layerLetters: the letters that stand for layers.
  public init?(example: String, layerLetters: [String]) {
    let read = MarkupReader.read(example, offset: 0, macros: .empty)
    guard read.problems.isEmpty, let item = read.markup.joinedToOneName?.stripped else { return nil }
    guard case .script(let base?, let sub, let sup, 0) = item.kind else {
      guard let letter = Elaborator.letterName(item) else { return nil }
      self.init(letter, layer: nil, units: 0)
      return
    }
    guard let letter = Elaborator.letterName(base) else { return nil }
    let face = ["\\mathbf", "\\boldsymbol", "\\bm"].first { example.hasPrefix($0) }
    func isLayer(_ items: [Markup]) -> Bool {
      guard items.count == 1, case .letter(let name) = items[0].strippedOfFaces.kind else { return false }
      return layerLetters.contains(name)
    }
    var layer: Notation.LayerPlace?
    if let sup = sup?.unwrappedList {
      guard isLayer(sup.unbracketed) else { return nil }
      layer = .superscript
      if case .fenced(let open, _, _)? = sup.first?.kind {
        layer = open == .bracket ? .superscriptBracket : .superscriptParenthesis
      }
    }
    var slots = sub?.unwrappedList.slots ?? []
    if layer == nil, let first = slots.first, isLayer(first) {
      layer = .subscript
      slots.removeFirst()
    }
    self.init(
      letter, layer: layer, units: slots.reduce(0) { $0 + $1.count }, commas: slots.count > 1)
    wholeFace = face
  }
}
