import Checking
import Network

/// Where a lesson or one of its claims presumes something other than its convention does.
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

  /// Takes over one line `key: value` of a header or a claim's comment; false when the value is unknown,
  /// nil when the key is none of ours. Keys and values are those of the command line.
  mutating func read(_ key: String, _ value: String) -> Bool? {
    switch key {
    case "activation":
      activation = value == "any" ? .any : Activation(rawValue: value).map(HiddenActivation.one)
      return activation != nil
    case "output":
      output = Activation(rawValue: value)
      return output != nil
    case "cost":
      cost = Cost(rawValue: value)
      return cost != nil
    case "average":
      average = Averaging(rawValue: value)
      return average != nil
    case "bias":
      biases = Convention.BiasKind(rawValue: value)
      return biases != nil
    default: return nil
    }
  }
}
