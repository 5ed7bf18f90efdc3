/// A quantity of a network that others depend on.
///
/// The order of dependence is a^0, then for each layer W^l and b^l, z^l, a^l, and last the costs, which
/// depend on the targets too.
public enum Place: Hashable, Sendable {
  /// z^l, l = 1 … L.
  case preactivation(Int)
  /// a^l, l = 0 … L; a^0 is the input.
  case activation(Int)
  /// W^l, l = 1 … L.
  case weight(Int)
  /// b^l, l = 1 … L.
  case bias(Int)
  /// y.
  case target
}
