import Network

/// What is presumed other than by the convention: on the command line, in the header of a text, for a lesson or one of
/// its claims.
///
/// Whatever is nil is left as the convention has it.
public struct Presumptions: Sendable, Hashable {
  /// The activation of the hidden layers, or `any`.
  public var activation: HiddenActivation?
  /// The activation of the last layer.
  public var output: Activation?
  /// The cost of one example.
  public var cost: Cost?
  /// How the cost of a batch comes from those of its examples.
  public var average: Averaging?
  /// Which biases a layer has.
  public var biases: Convention.BiasKind?
  /// Widths of the network, input first.
  public var widths: [Int]?
  /// The number of examples.
  public var examples: Int?

  /// Which activation σ is.
  public enum HiddenActivation: Sendable, Hashable {
    /// σ is left general, and several are tried.
    case any
    /// σ is this one.
    case one(Activation)
  }

  /// Presumptions that leave everything to the convention.
  public init() {}

  /// The convention with these presumptions in place of its own.
  public func applied(to convention: Convention) -> Convention {
    var convention = convention
    switch activation {
    case .any: convention.activation = nil
    case .one(let activation): convention.activation = activation
    case nil: break
    }
    if let output { convention.output = output }
    if let cost { convention.cost = cost }
    if let average { convention.average = average }
    if let biases { convention.biases = biases }
    return convention
  }

  /// These, and where they leave something open, the others.
  public func over(_ others: Presumptions) -> Presumptions {
    var all = self
    all.activation = activation ?? others.activation
    all.output = output ?? others.output
    all.cost = cost ?? others.cost
    all.average = average ?? others.average
    all.biases = biases ?? others.biases
    all.widths = widths ?? others.widths
    all.examples = examples ?? others.examples
    return all
  }
}

extension Settings {
  /// Settings for a convention with some of it presumed otherwise.
  public init(
    _ convention: Convention, _ presumptions: Presumptions, seed: UInt64 = 1, includesZeros: Bool = false
  ) {
    self.init(
      convention: presumptions.applied(to: convention), widths: presumptions.widths,
      examples: presumptions.examples, seed: seed, includesZeros: includesZeros)
  }
}
