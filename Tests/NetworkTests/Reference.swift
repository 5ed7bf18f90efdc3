import Foundation
import Network

/// One network of `Fixtures/Reference`, as the script wrote it.
struct Reference: Decodable {
  struct LayerRecord: Decodable {
    let weights: [[Double]]
    let biasKind: String
    let biases: [Double]
    let activation: String
  }
  struct Expected: Decodable {
    let preactivations: [[[Double]]]
    let activations: [[[Double]]]
    let costs: [Double]
    let cost: Double
    let errors: [[[Double]]]
    let activationGradients: [[[Double]]]
    let targetGradients: [[Double]]
    let weightGradients: [[[Double]]]
    let biasGradients: [[Double]]
  }
  let name: String
  let cost: String
  let averaging: String
  let slopeAtZero: Double
  let layers: [LayerRecord]
  let inputs: [[Double]]
  let targets: [[Double]]
  let expected: Expected

  func network() throws -> Network {
    try Network(
      layers: layers.map { record in
        Layer(
          weights: try Matrix(record.weights),
          biases: try biases(kind: record.biasKind, values: record.biases),
          activation: try require(Activation(rawValue: record.activation)))
      },
      cost: try require(Cost(rawValue: cost)), averaging: try require(Averaging(rawValue: averaging)),
      slopeAtZero: slopeAtZero)
  }

  func batch() throws -> Batch { try Batch(inputs: Matrix(inputs), targets: Matrix(targets)) }
}

/// The large network, of which the fixture keeps sums and samples only.
struct LargeReference: Decodable {
  struct Summary: Decodable {
    let count: Int
    let sum: Double
    let sumOfMagnitudes: Double
    let scale: Double
    let places: [Int]
    let entries: [Double]

    /// How far `elements` are from what was recorded, as a part of the tensor's scale, sums included.
    func difference(from elements: [Double]) -> Double {
      guard elements.count == count else { return .infinity }
      var sum = 0.0
      var sumOfMagnitudes = 0.0
      for x in elements {
        sum += x
        sumOfMagnitudes += x.magnitude
      }
      let sampled = places.map { elements[$0] }
      return max(
        relativeDifference(sampled, entries, scale: [scale]),
        relativeDifference([sum], [self.sum], scale: [self.sumOfMagnitudes]),
        relativeDifference([sumOfMagnitudes], [self.sumOfMagnitudes], scale: [self.sumOfMagnitudes]))
    }
  }
  struct Expected: Decodable {
    let preactivations: [Summary]
    let activations: [Summary]
    let costs: Summary
    let cost: Summary
    let errors: [Summary]
    let activationGradients: [Summary]
    let targetGradients: Summary
    let weightGradients: [Summary]
    let biasGradients: [Summary]
  }
  let seed: UInt64
  let widths: [Int]
  let examples: Int
  let expected: Expected
}

struct MissingValue: Error {}

func require<T>(_ value: T?) throws -> T {
  guard let value else { throw MissingValue() }
  return value
}

func biases(kind: String, values: [Double]) throws -> Biases {
  switch kind {
  case "per-neuron": return .perNeuron(values)
  case "shared": return .shared(try require(values.first))
  case "none": return .none
  default: throw MissingValue()
  }
}

/// What a file of `Fixtures/Reference` holds.
func fixtures<T: Decodable>(_ file: String) throws -> [T] {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let data = try Data(contentsOf: root.appendingPathComponent("Fixtures/Reference/\(file)"))
  return try JSONDecoder().decode([T].self, from: data)
}
