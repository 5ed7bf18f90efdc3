import Network

/// A lesson's result as code, to be compared with the claim of the same name in the lesson's text.
///
/// The code knows a network and its forward pass and follows the derivation of the text. It knows neither
/// the formula nor the backpropagation engine, so that their agreement says something.
public struct CodedDerivation: Sendable {
  /// The claim in `lesson.md` whose left side this computes: `output-delta`.
  public let claim: String
  /// The values of the claim's left side, the last dimension running fastest: first the examples, where
  /// the left side depends on one, then its free indices in the order in which they appear.
  ///
  /// The third argument is the layer that a general `l` stands for; claims about the output layer or a
  /// fixed layer pay no heed to it.
  public let values: @Sendable (_ network: Network, _ pass: ForwardPass, _ layer: Int) -> [Double]

  /// Ties `values` to the claim called `claim`.
  public init(
    claim: String,
    values: @escaping @Sendable (_ network: Network, _ pass: ForwardPass, _ layer: Int) -> [Double]
  ) {
    self.claim = claim
    self.values = values
  }
}
