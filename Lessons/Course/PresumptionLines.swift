import Checking
import Network

extension Presumptions {
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
