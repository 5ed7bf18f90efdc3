import Formula

/// A layer expression of a formula: L − 1, l + 1, 2. (The network's own layers are `DenseLayer`s.)
public typealias Layer = Formula.Layer
