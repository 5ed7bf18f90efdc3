import Formula

/// A layer expression of a formula: L − 1, l + 1, 2. (The network's own layers are `DenseLayer`s.)
public typealias Layer = Formula.Layer

extension Layer {
  /// l + 1
  var next: Layer { Layer(base, offset &+ 1) }

  /// l − 1
  var previous: Layer { Layer(base, offset &- 1) }
}
