import Lessons
import Network

/// Examples to train with: inputs, and what should come out.
struct DataSet: Sendable, Equatable {
  /// The name shown: `xor`, `iris`, or the file's.
  var name: String
  /// One example a row.
  var inputs: Matrix
  var targets: Targets

  /// What should come out.
  enum Targets: Sendable, Equatable {
    /// A class for each example, counted from 0, and the classes' names.
    case classes([Int], names: [String])
    /// Numbers, one example a row.
    case numbers(Matrix)
  }

  /// The exclusive or: the four inputs of two bits, and whether they differ.
  static let xor = DataSet(
    name: "xor", inputs: Matrix(rows: 4, columns: 2) { e, k in Double(k == 0 ? e / 2 : e % 2) },
    targets: .classes([0, 1, 1, 0], names: ["0", "1"]))

  /// Fisher's irises, each measurement with mean 0 and standard deviation 1.
  static let iris = DataSet(
    name: "iris", inputs: Iris.flowers, targets: .classes(Iris.kindOfFlower, names: Iris.kinds)
  ).standardised

  /// The data sets that are built in.
  static let builtIn = [xor, iris]

  /// The width of the output layer, where nobody chose one: two classes need one unit, unless a softmax weighs
  /// one class against the other.
  func outputWidth(isSoftmax: Bool) -> Int {
    switch targets {
    case .classes(_, let names): names.count == 2 && !isSoftmax ? 1 : names.count
    case .numbers(let numbers): numbers.columns
    }
  }

  /// The batch for an output layer of this width: classes as a 1 among zeros, or two of them as 0 and 1; nil where
  /// the width does not fit.
  func batch(outputWidth: Int) -> Batch? {
    switch targets {
    case .numbers(let numbers):
      return numbers.columns == outputWidth ? try? Batch(inputs: inputs, targets: numbers) : nil
    case .classes(let classes, let names):
      let isSingle = outputWidth == 1 && names.count == 2
      guard isSingle || outputWidth == names.count else { return nil }
      let targets = Matrix(rows: classes.count, columns: outputWidth) { e, j in
        isSingle ? Double(classes[e]) : classes[e] == j ? 1 : 0
      }
      return try? Batch(inputs: inputs, targets: targets)
    }
  }

  /// The same with every input shifted and scaled to mean 0 and standard deviation 1; one that never changes
  /// becomes 0.
  var standardised: DataSet {
    var means: [Double] = []
    var scales: [Double] = []
    for k in 0..<inputs.columns {
      let column = (0..<inputs.rows).map { inputs[$0, k] }
      let mean = column.reduce(0, +) / Double(column.count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)
      means.append(mean)
      scales.append(variance > 0 ? 1 / variance.squareRoot() : 0)
    }
    var scaled = self
    scaled.inputs = Matrix(rows: inputs.rows, columns: inputs.columns) { e, k in
      (inputs[e, k] - means[k]) * scales[k]
    }
    return scaled
  }
}
