/// A quantity of the network: what it is, in which layer, of which unit, for which example.
public struct Quantity: Sendable, Hashable {
  /// What it is.
  public var role: Role
  /// Its layer; nil when none is written, or where the role has none (targets, cost).
  public var layer: Layer?
  /// Unit indices: none for a whole vector or matrix, one for a unit, two for a weight (to, from).
  public var indices: [Index]
  /// The example, where one is written.
  public var example: Index?
  /// It was written with a letter of its own, as x for a⁰ and ŷ for a^L. It is the same quantity all the same, but
  /// is printed with such a letter where the notation has one.
  public var hasOwnLetter = false

  /// Makes a quantity.
  public init(_ role: Role, layer: Layer? = nil, _ indices: [Index] = [], example: Index? = nil) {
    self.role = role
    self.layer = layer
    self.indices = indices
    self.example = example
  }
}

extension Quantity {
  /// Equality of what is meant; the letter does not count.
  public static func == (left: Quantity, right: Quantity) -> Bool {
    left.role == right.role && left.layer == right.layer && left.indices == right.indices
      && left.example == right.example
  }

  /// Hashes what is meant; the letter does not count.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(role)
    hasher.combine(layer)
    hasher.combine(indices)
    hasher.combine(example)
  }
}

/// What a quantity is in the network.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// a: the output of a layer. a⁰ is the input; the prediction ŷ is a^L.
  case activation
  /// z: the weighted input of a layer.
  case preactivation
  /// w, W: to unit j of layer l from unit k of layer l − 1.
  case weight
  /// b
  case bias
  /// δ: the error term of a layer.
  case error
  /// y: the target.
  case target
  /// C of one example: the one named, else the example that the whole formula is about.
  case cost
  /// C of the batch.
  case batchCost
}

/// A layer expression: L − 1, l + 1, 2.
public struct Layer: Sendable, Hashable {
  /// What the offset counts from.
  public var base: Base
  /// Added to the base.
  public var offset: Int

  /// Where a layer expression starts.
  public enum Base: Sendable, Hashable {
    /// L, the last layer.
    case output
    /// A general layer, `l`.
    case variable(String)
    /// Layer 0, so that the offset is the layer's number.
    case input
  }

  /// Makes the layer `base + offset`.
  public init(_ base: Base, _ offset: Int = 0) {
    self.base = base
    self.offset = offset
  }

  /// L
  public static let output = Layer(.output)
  /// The layer with this number; 0 is the input.
  public static func number(_ number: Int) -> Layer { Layer(.input, number) }
  /// The general layer with this letter.
  public static func variable(_ name: String) -> Layer { Layer(.variable(name)) }
}

/// A unit or example index.
public enum Index: Sendable, Hashable {
  /// A letter: j.
  case variable(String)
  /// A number as written: the 2 and 1 of w_{21}. Where counting starts, the convention says.
  case literal(Int)
  /// The last unit of a layer, as in w_{j n_l}.
  case last(Layer)
  /// The true class of a one-hot target, where the notation has a letter for it.
  case trueClass
  /// As a quantity's example: all of them side by side, as in Z = WA + b. They are the columns of a matrix whose
  /// rows are units; the other way round where vectors are rows.
  case all
}

/// A function that formulas can apply.
public enum Function: Sendable, Hashable {
  /// σ of the convention, with primes counted; the layer where one is written (g_ℓ).
  case activation(primes: Int, layer: Layer?)
  /// A particular activation by name, with primes counted: ReLU′, sigmoid, softplus.
  case named(NamedActivation, primes: Int)
  /// softmax of a vector.
  case softmax
  /// e^x, log x, |x|: of one number, element by element on a vector.
  case elementary(ElementaryFunction)
  /// max, min of several arguments.
  case max, min
  /// ‖x‖ of a vector; ‖x‖² is its power 2.
  case norm
  /// diag of a vector: a diagonal matrix.
  case diag
  /// The trace of a matrix is not used in backpropagation; the sum of a vector's elements is.
  case sumOfElements
  /// A function the text itself defines, or an unknown one with a prime or a declared call: f(x), f′(x).
  case other(String, primes: Int)
}
