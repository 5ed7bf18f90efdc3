import Network
import Testing

/// Every place of a network.
func places(_ network: Network) -> [Place] {
  [.activation(0), .target]
    + (1...network.depth).flatMap { l -> [Place] in
      [.preactivation(l), .activation(l), .weight(l), .bias(l)]
    }
}

/// Adds `step` to one entry of a place, in every example, and brings the pass up to date.
func perturb(_ sample: inout Sample, _ pass: inout ForwardPass, _ place: Place, entry: Int, by step: Double) {
  switch place {
  case .preactivation(let l):
    for e in 0..<pass.examples { pass.preactivations[l][e, entry] += step }
  case .activation(let l):
    for e in 0..<pass.examples { pass.activations[l][e, entry] += step }
  case .target:
    for e in 0..<pass.examples { pass.targets[e, entry] += step }
  case .weight(let l):
    let below = sample.network.widths[l - 1]
    sample.network.layers[l - 1].weights[entry / below, entry % below] += step
  case .bias(let l):
    sample.network.layers[l - 1].biases[entry] += step
  }
  sample.network.recompute(&pass, downstreamOf: place)
}

/// (f(x + h) − f(x − h)) / 2h of everything in a forward pass, by one entry of a place.
func centralDifference(
  _ sample: Sample, _ pass: ForwardPass, _ place: Place, entry: Int, of quantity: (ForwardPass) -> [Double]
) -> [Double] {
  let h = 1e-5
  var (up, down) = (sample, sample)
  var (above, below) = (pass, pass)
  perturb(&up, &above, place, entry: entry, by: h)
  perturb(&down, &below, place, entry: entry, by: -h)
  return zip(quantity(above), quantity(below)).map { ($0 - $1) / (2 * h) }
}

/// Laws between the engine and difference quotients. Smooth activations only: a quotient across the kink of
/// a ReLU is no derivative (its exact zeros are compared with PyTorch).
@Suite struct GradientTests {
  private let smooth: [Activation] = [.sigmoid, .tanh, .softplus, .identity, .softmax]

  private func sample(_ seed: UInt64) throws -> Sample {
    var random = SplitMix64(seed: seed &* 977)
    return try Sample(seed: seed, activations: (0..<3).map { _ in random.pick(smooth) })
  }

  @Test func `gradients are the limits of difference quotients`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let sample = try sample(seed)
      let pass = try sample.network.forward(sample.batch)
      let gradients = sample.network.gradients(pass)
      for place in places(sample.network) {
        var found: [Double] = []
        var expected: [Double] = []
        for entry in 0..<sample.network.entryCount(place) {
          switch place {
          case .weight(let l):
            found.append(gradients.weights[l].elements[entry])
            expected += centralDifference(sample, pass, place, entry: entry) { [$0.cost] }
          case .bias(let l):
            found.append(gradients.biases[l][entry])
            expected += centralDifference(sample, pass, place, entry: entry) { [$0.cost] }
          case .preactivation, .activation, .target:
            let tensor =
              switch place {
              case .preactivation(let l): gradients.errors[l]
              case .activation(let l): gradients.activations[l]
              case .target, .weight, .bias: gradients.targets
              }
            found += (0..<pass.examples).map { tensor[$0, entry] }
            expected += centralDifference(sample, pass, place, entry: entry) { $0.costs }
          }
        }
        // Rounding |C| ε/h ≈ 1e-10, and the third derivative times h² ≈ 1e-10, beside gradients of order 1;
        // but for y log a the third derivative is 2y/a³, beside a gradient of y/a.
        let outputs = pass.activations[3].elements
        let isBinary = sample.network.cost == .binaryCrossEntropy
        let smallest = (outputs + (isBinary ? outputs.map { 1 - $0 } : [])).map(\.magnitude).min() ?? 1
        let steep = isBinary || sample.network.cost == .crossEntropy ? 1e-5 / smallest : 0
        let scale = found + [pass.cost.magnitude * 1e-2]
        let difference = relativeDifference(found, expected, scale: scale)
        #expect(difference <= 1e-7 + steep * steep, "seed \(seed), \(place): \(difference)")
      }
    }
  }

  @Test func `the gradient of one example's cost is its row of the batch's gradients`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let sample = try Sample(seed: seed)
      let network = sample.network
      let pass = try network.forward(sample.batch)
      let gradients = network.gradients(pass)
      let factor = network.averaging.factor(examples: pass.examples)
      func agree(_ place: Place, _ whole: (Int) -> [Double]) {
        for e in 0..<pass.examples {
          let one = network.costGradient(by: place, in: pass, example: e)
          #expect(relativeDifference(one, whole(e), scale: one) <= 1e-13, "seed \(seed), \(place)")
        }
      }
      agree(.target) { Array(gradients.targets.row($0)) }
      agree(.activation(0)) { Array(gradients.activations[0].row($0)) }
      for l in 1...network.depth {
        agree(.preactivation(l)) { Array(gradients.errors[l].row($0)) }
        agree(.activation(l)) { Array(gradients.activations[l].row($0)) }
        for (place, batch) in [
          (Place.weight(l), gradients.weights[l].elements), (.bias(l), gradients.biases[l]),
        ] {
          var sum = [Double](repeating: 0, count: batch.count)
          for e in 0..<pass.examples {
            for (i, x) in network.costGradient(by: place, in: pass, example: e).enumerated() {
              sum[i] += factor * x
            }
          }
          // A bias shared by a softmax layer changes nothing: its δ sum to 0, so the terms are the scale.
          let scale = batch + gradients.errors[l].elements
          #expect(relativeDifference(sum, batch, scale: scale) <= 1e-12, "seed \(seed), \(place)")
        }
      }
    }
  }

  @Test func `a Jacobian holds the limits of difference quotients`() throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      let sample = try sample(seed)
      let network = sample.network
      let pass = try network.forward(sample.batch)
      let e = Int(seed) % pass.examples
      for by in places(network) {
        for of in places(network) {
          let jacobian = network.jacobian(of: of, by: by, in: pass, example: e)
          #expect(jacobian.rows == network.entryCount(of))
          #expect(jacobian.columns == network.entryCount(by))
          let quantity: (ForwardPass) -> [Double]
          switch of {
          case .preactivation(let l): quantity = { Array($0.preactivations[l].row(e)) }
          case .activation(let l): quantity = { Array($0.activations[l].row(e)) }
          case .weight, .bias, .target:
            #expect(jacobian == (of == by ? .identity(jacobian.rows) : jacobian.zeroed))
            continue
          }
          for entry in 0..<network.entryCount(by) {
            let expected = centralDifference(sample, pass, by, entry: entry, of: quantity)
            let found = (0..<jacobian.rows).map { jacobian[$0, entry] }
            let difference = relativeDifference(found, expected, scale: jacobian.elements + [1e-2])
            #expect(difference <= 1e-7, "seed \(seed), ∂\(of)/∂\(by): \(difference)")
          }
        }
      }
    }
  }

  @Test func `a row of cost gradients is the output's row times the Jacobian`() throws {
    for seed in 30...50 as ClosedRange<UInt64> {
      let sample = try Sample(seed: seed)
      let network = sample.network
      let pass = try network.forward(sample.batch)
      let output = Place.activation(network.depth)
      let row = try Matrix([network.costGradient(by: output, in: pass, example: 1)])
      for place in places(network) where place != .target {
        let product = try row.times(network.jacobian(of: output, by: place, in: pass, example: 1))
        let direct = network.costGradient(by: place, in: pass, example: 1)
        #expect(relativeDifference(product.elements, direct, scale: direct + [1e-3]) <= 1e-12)
      }
    }
  }

  @Test func `softmax under cross-entropy stays finite where an activation underflows`() throws {
    // By hand: a = (1, 0), y = (0, 1): δ = a − y.
    let layer = Layer(weights: try Matrix([[1000], [-1000]]), biases: .none, activation: .softmax)
    let network = try Network(layers: [layer], cost: .crossEntropy)
    let pass = try network.forward(Batch(inputs: Matrix([[1]]), targets: Matrix([[0, 1]])))
    #expect(network.gradients(pass).errors[1].elements == [1, -1])
    #expect(network.costGradient(by: .preactivation(1), in: pass, example: 0) == [1, -1])
  }
}

extension Matrix {
  var zeroed: Matrix { Matrix(rows: rows, columns: columns) }
}
