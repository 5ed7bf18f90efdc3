/// What is added to the weighted sums of a layer.
public enum Biases: Sendable, Equatable {
  /// b_j, one for each unit.
  case perNeuron([Double])
  /// b, one for the whole layer.
  case shared(Double)
  /// Nothing.
  case none

  /// How many free parameters these are: n_l, 1 or 0.
  public var count: Int {
    switch self {
    case .perNeuron(let all): return all.count
    case .shared: return 1
    case .none: return 0
    }
  }

  /// What is added to z_j, whichever kind of biases these are.
  public func added(toUnit j: Int) -> Double {
    switch self {
    case .perNeuron(let all): return all[j]
    case .shared(let one): return one
    case .none: return 0
    }
  }

  /// The i-th parameter, counted from 0 and below `count`.
  public subscript(i: Int) -> Double {
    get {
      precondition(i >= 0 && i < count, "no such bias")
      return added(toUnit: i)
    }
    set {
      precondition(i >= 0 && i < count, "no such bias")
      switch self {
      case .perNeuron(var all):
        self = .none  // so that the array has one owner and is changed in place
        all[i] = newValue
        self = .perNeuron(all)
      case .shared: self = .shared(newValue)
      case .none: break
      }
    }
  }
}

/// A dense layer: z = W a + b of the layer below, and a = σ(z).
public struct Layer: Sendable, Equatable {
  /// W, of shape n_l × n_(l−1): w_jk leads to unit j of this layer from unit k of the layer below.
  public var weights: Matrix
  /// b.
  public var biases: Biases
  /// σ.
  public var activation: Activation

  /// A layer from its parameters; `Network` checks that they fit.
  public init(weights: Matrix, biases: Biases, activation: Activation) {
    self.weights = weights
    self.biases = biases
    self.activation = activation
  }

  /// n_l, the number of units.
  public var width: Int { weights.rows }
}

/// Another name for `Layer`, for those who have a `Layer` of their own.
public typealias DenseLayer = Layer
