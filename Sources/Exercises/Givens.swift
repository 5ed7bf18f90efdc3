import Formula
import Models

/// What an exercise takes as given: a convention, what differs from it, and definitions of its own.
package struct Givens: Sendable, Hashable {
  /// The name of the convention; `own` where the definitions say everything.
  package var convention = "standard"
  package var activation: String?
  package var output: String?
  package var cost: String?
  package var average: String?
  package var bias: String?
  /// Sentences with formulas that define more, in Markdown.
  package var definitions = ""

  /// The standard convention.
  package init() {}

  /// The convention that consists of an exercise's own definitions.
  package static let own = "own"

  /// Takes over one line `key: value`; false when the value is unknown, nil when the key is none of these.
  package mutating func read(_ key: String, _ value: String) -> Bool? {
    switch key {
    case "convention":
      convention = value
      return value == Self.own || Page.named(value) != nil
    case "activation":
      activation = value
      return value == "any" || NamedActivation(rawValue: value) != nil
    case "output":
      output = value
      return value == "softmax" || NamedActivation(rawValue: value) != nil
    case "cost":
      cost = value
      return NamedCost(rawValue: value) != nil
    case "average":
      average = value
      return value == "mean" || value == "sum"
    case "bias":
      bias = value
      return ["per-neuron", "shared", "none"].contains(value)
    default: return nil
    }
  }

  /// What differs from the convention, as lines of a header.
  package var lines: [(key: String, value: String)] {
    [
      ("convention", convention == Self.own ? nil : convention), ("activation", activation),
      ("output", output), ("cost", cost), ("average", average), ("bias", bias),
    ].compactMap { key, value in value.map { (key, $0) } }
  }

  /// The page that the answer is judged on.
  package var page: Page {
    guard convention != Self.own, var page = Page.named(convention) else {
      return Page.own(definitions, name: Self.own)
    }
    if let activation { page = page.activation(activation == "any" ? nil : activation) }
    if let output { page = page.output(output) }
    if let cost = cost.flatMap(NamedCost.init(rawValue:)) { page = page.cost(cost) }
    if average == "sum" { page = page.summed }
    if average == "mean" { page.isMean = true }
    switch bias {
    case "shared": page = page.biases(areShared: true)
    case "none": page = page.biases(areShared: false)
    default: break
    }
    if bias != nil { page.hasEitherBiases = false }
    if !definitions.isEmpty { page.network += "\n\n" + definitions }
    return page
  }
}
