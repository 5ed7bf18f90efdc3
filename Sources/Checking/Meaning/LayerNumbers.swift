import Formula

extension Statement {
  /// The statement with layers that are given by number counted from the last one of a network of known depth, so
  /// that layer 3 of three is L, and layer 0 is L − 3.
  func countingLayersFromOutput(depth: Int) -> Statement {
    func recounted(_ layer: Layer) -> Layer {
      guard layer.base == .input, layer.offset >= 0, layer.offset <= depth else { return layer }
      return Layer(.output, layer.offset - depth)
    }
    var result = self
    result.sides = sides.map { $0.mappingLayers(recounted) }
    return result
  }
}
