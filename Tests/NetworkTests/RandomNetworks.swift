import Network

/// A network with its batch, drawn from a seed: widths and the number of examples pairwise different.
struct Sample {
  var network: Network
  let batch: Batch

  init(
    seed: UInt64, widths: [Int] = [3, 5, 2, 4], examples: Int = 6, activations: [Activation]? = nil,
    cost: Cost? = nil, biases: Int? = nil
  ) throws {
    var random = SplitMix64(seed: seed)
    var layers: [Layer] = []
    for l in 1..<widths.count {
      let drawn = random.pick(Activation.allCases)
      let width = widths[l]
      let kind = biases ?? Int(random.next() % 3)
      let all: Biases =
        kind == 0
        ? .perNeuron(random.numbers(width, -1, 1)) : kind == 1 ? .shared(random.uniform(-1, 1)) : .none
      let count = width * widths[l - 1]
      let weights = try Matrix(
        rows: width, columns: widths[l - 1], elements: random.numbers(count, -1.5, 1.5))
      layers.append(Layer(weights: weights, biases: all, activation: activations?[l - 1] ?? drawn))
    }
    let cost = cost ?? random.pick(Cost.allCases)
    if cost == .crossEntropy {
      // log a needs a > 0.
      let top = layers[layers.count - 1].activation
      if ![.sigmoid, .softplus, .softmax].contains(top) { layers[layers.count - 1].activation = .sigmoid }
    }
    if cost == .binaryCrossEntropy {
      // log (1 − a) needs a < 1 as well.
      let top = layers[layers.count - 1].activation
      if ![.sigmoid, .softmax].contains(top) { layers[layers.count - 1].activation = .sigmoid }
    }
    network = try Network(
      layers: layers, cost: cost, averaging: random.pick(Averaging.allCases), slopeAtZero: 0.5)
    let (n, m) = (widths[0], widths[widths.count - 1])
    batch = try Batch(
      inputs: Matrix(rows: examples, columns: n, elements: random.numbers(examples * n, -2, 2)),
      targets: Matrix(rows: examples, columns: m, elements: random.numbers(examples * m, 0, 1)))
  }
}

/// |a − b| as a part of the largest magnitude in `scale`; anything not finite is infinitely far off.
func relativeDifference(_ a: [Double], _ b: [Double], scale: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  var largest = 0.0
  for (x, y) in zip(a, b) {
    let difference = (x - y).magnitude
    guard difference.isFinite else { return .infinity }
    largest = max(largest, difference)
  }
  let size = scale.map(\.magnitude).max() ?? 0
  return largest == 0 ? 0 : largest / size
}
