import Foundation
import Network
import Testing

/// Fisher's irises from `Fixtures/Iris/iris.csv`, and the network of lesson 17 for them.
enum Irises {
  /// The lengths, a flower a row, and the names of the species.
  static func read() throws -> (flowers: Matrix, kinds: [String]) {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("Fixtures/Iris/iris.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    return (
      try Matrix(rows.map { row in try row.prefix(4).map { try #require(Double($0)) } }),
      rows.map { String($0[4]) }
    )
  }

  /// Each length less its mean and over its standard deviation; species one-hot, in the order of the file.
  static func batch() throws -> Batch {
    let (flowers, kinds) = try read()
    let count = Double(flowers.rows)
    let scaled = (0..<4).map { k -> (mean: Double, deviation: Double) in
      let lengths = (0..<flowers.rows).map { flowers[$0, k] }
      let mean = lengths.reduce(0, +) / count
      let variance = lengths.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / count
      return (mean, variance.squareRoot())
    }
    let names = ["setosa", "versicolor", "virginica"]
    return try Batch(
      inputs: Matrix(rows: flowers.rows, columns: 4) { e, k in
        (flowers[e, k] - scaled[k].mean) / scaled[k].deviation
      },
      targets: Matrix(rows: flowers.rows, columns: 3) { e, i in kinds[e] == names[i] ? 1 : 0 })
  }

  /// 4-5-3, sigmoid below softmax, weights between −½ and ½, biases 0.
  static func network() throws -> Network {
    var random = SplitMix64(seed: 17)
    func layer(_ rows: Int, _ columns: Int, _ activation: Activation) throws -> Layer {
      Layer(
        weights: try Matrix(
          rows: rows, columns: columns, elements: random.numbers(rows * columns, -0.5...0.5)),
        biases: .perNeuron([Double](repeating: 0, count: rows)), activation: activation)
    }
    return try Network(layers: [layer(5, 4, .sigmoid), layer(3, 5, .softmax)], cost: .crossEntropy)
  }
}
