import Formula
import Network

/// What formulas are evaluated on: a network and a batch after the forward pass, and a value for every other
/// name.
struct State: Sendable {
  let network: Network
  let batch: Batch
  let pass: ForwardPass
  /// What the engine finds; the judge that uses differences never looks here.
  var gradients: Gradients { found ?? network.gradients(pass) }
  /// Kept where they will be asked for; nil on a state for formulas that ask for none.
  private let found: Gradients?
  /// Values that were chosen; all other symbols are drawn.
  var symbols: [Symbol: Double]
  /// What evaluations on the state draw from; nil where nobody counts.
  var work: Work?
  /// Where symbols are drawn from.
  let seed: UInt64
  /// The pre-activations of ReLU units that are exactly 0.
  let kinks: [Kink]

  /// A pre-activation that is exactly 0; unit and example counted from 0.
  struct Kink: Sendable, Hashable {
    let layer: Int
    let unit: Int
    let example: Int
  }

  /// Runs the network forward and, unless nobody will ask for gradients, backward on the batch; throws if the
  /// two do not fit.
  init(
    network: Network, batch: Batch, symbols: [Symbol: Double] = [:], seed: UInt64, keepsGradients: Bool = true
  ) throws(NetworkError) {
    self.network = network
    self.batch = batch
    self.pass = try network.forward(batch)
    self.found = keepsGradients ? network.gradients(pass) : nil
    self.symbols = symbols
    self.seed = seed
    var kinks: [Kink] = []
    for (l, layer) in network.layers.enumerated() where layer.activation == .relu {
      for e in 0..<pass.examples {
        for (j, z) in pass.preactivations[l + 1].row(e).enumerated() where z == 0 {
          kinks.append(Kink(layer: l + 1, unit: j, example: e))
        }
      }
    }
    self.kinks = kinks
  }

  /// The value of a name: one chosen, or drawn from the seed and the name.
  ///
  /// A letter that nothing bounds is of either sign, and above 1 with every other seed; z is in ±[0.3, 2). On a
  /// network with ReLU, ε is its slope at 0, and so in [0, 1].
  func value(of symbol: Symbol) -> Double {
    if let chosen = symbols[symbol] { return chosen }
    if symbol.isSlopeAtZero, network.layers.contains(where: { $0.activation == .relu }) {
      return network.slopeAtZero
    }
    var random = Random(seed: seed, name: symbol.name)
    if symbol.name == "z" { return random.signed(0.3, 2) }
    // Letters are not above 1 all at once.
    let isLarge = (UInt64(symbol.name.utf8.reduce(0) { $0 &+ Int($1) }) ^ seed) & 1 == 1
    return isLarge ? random.signed(1.05, 1.9) : random.signed(0.3, 0.95)
  }

  /// The class with the largest target of an example; the first of them where several are.
  func trueClass(of example: Int) -> Int {
    let targets = pass.targets.row(example)
    var best = targets.startIndex
    for j in targets.indices where targets[j] > targets[best] { best = j }
    return best - targets.startIndex
  }

  /// σ of the hidden layers: that of layer 1.
  var hiddenActivation: Activation { network.layers[0].activation }
}

extension Symbol {
  /// ε, which on a network with ReLU is the slope at 0.
  var isSlopeAtZero: Bool { mayBe(.slopeAtZero) }
}
