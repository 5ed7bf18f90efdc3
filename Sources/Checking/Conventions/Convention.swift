import Formula
import Network

/// A notation together with what it presumes: the cost, the activations, the biases, the orientation.
public struct Convention: Sendable {
  /// The name used on the command line: `sigmoid`.
  public var name: String
  /// Where it comes from, in a few words.
  public var title: String
  /// How quantities are written.
  public var notation: Notation
  /// The hidden activation; nil leaves σ general, and several are tried.
  public var activation: Activation?
  /// The last layer's activation, where it differs from the hidden one.
  public var output: Activation?
  /// The cost of one example.
  public var cost: Cost
  /// How the cost of a batch comes from those of its examples.
  public var average: Averaging
  /// Which biases there are.
  public var biases: BiasKind
  /// A bias without a unit, b^l beside numbers, is one that the layer shares.
  public var mayShareBiases = false
  /// Whether a layer's units form a column (z = Wa + b) or a row (z = aWᵀ + b).
  public var orientation: Orientation
  /// All layers, the input's included, are equally wide: an index of one counts the units of any other. No text presumes
  /// that; it lets formulas be compared whose indices do not fit.
  var hasEqualWidths = false
  /// What else a reader of the text should know, a sentence each.
  public var remarks: [String]

  /// Which biases a layer has.
  public enum BiasKind: String, Sendable, Hashable, CaseIterable {
    case perNeuron = "per-neuron"
    case shared
    case none
  }

  /// Columns or rows.
  public enum Orientation: String, Sendable, Hashable, CaseIterable {
    case columns
    case rows
  }
}

/// What a check presumes beyond the formula: a convention, perhaps with some of it overridden, and the networks.
public struct Settings: Sendable {
  /// The convention, with what is presumed otherwise applied.
  public var convention: Convention
  /// Widths of the network, input first; nil draws them, all different.
  public var widths: [Int]?
  /// The number of examples; nil draws it.
  public var examples: Int?
  /// Where random numbers start.
  public var seed: UInt64
  /// Some networks have pre-activations that are exactly zero.
  public var includesZeros: Bool
  /// How many changes of a formula that does not hold may be tried in search of a repair; 0 for none.
  public var repairCandidates = 800
  /// What may still be done for the formula at hand, and for an explanation of it.
  var work = Work.ofVerdict
  var workOfExplanation = Work.ofExplanation

  /// Makes settings; the defaults are those of the command line.
  public init(
    convention: Convention, widths: [Int]? = nil, examples: Int? = nil, seed: UInt64 = 1,
    includesZeros: Bool = false
  ) {
    self.convention = convention
    self.widths = widths
    self.examples = examples
    self.seed = seed
    self.includesZeros = includesZeros
  }
}

extension Settings {
  /// The settings for the next formula, with nothing spent.
  var forNextFormula: Settings {
    var result = self
    result.work = .ofVerdict
    result.workOfExplanation = .ofExplanation
    return result
  }

  /// The settings under which a formula is explained: what that takes is lost to no verdict.
  var explaining: Settings { drawing(from: workOfExplanation) }

  /// The settings with another account.
  func drawing(from work: Work) -> Settings {
    var result = self
    result.work = work
    return result
  }
}
