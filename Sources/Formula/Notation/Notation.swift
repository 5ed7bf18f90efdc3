/// How a writer writes the quantities of a network: which letter, and where layer, unit and example stand.
///
/// A notation is data. The reader learns from it where the indices of a quantity are; the printer writes
/// them there again. `read(print(x)) == x` holds for every expression and every notation.
public struct Notation: Sendable, Hashable {
  /// How each role is written. A role that is missing cannot be read or printed.
  public var patterns: [Role: Pattern]
  /// Further spellings that are read but never printed: `ŷ` for a^L, `x` for a⁰.
  public var aliases: [Alias]
  /// The letters of layers that are variables: `l`, `\ell`, `m`. (`L` is the output layer.)
  public var layerLetters: [String]
  /// The letter of the output layer: `L`.
  public var outputLetter: String
  /// The width of a layer, as `n_l`, `n^l` or `H_\ell`: its letter and where the layer stands.
  public var width: Pattern
  /// Letters that stand for one width: `P` for that of the last layer. Read, never printed.
  public var widthAliases: [String: Layer]
  /// The letter of the example index (`e`, `i`), and of the number of examples (`E`, `m`, `N`).
  public var exampleLetter: String
  /// The number of examples.
  public var exampleCountLetter: String
  /// Where an example index stands.
  public var examplePlace: ExamplePlace
  /// The example's letter is kept for examples: alone below a vector, y_e or a_e^l, it is no unit.
  public var reservesExampleLetter: Bool
  /// The number of the first unit, 0 or 1.
  public var firstUnit: Int
  /// The letter of the general activation function, `\sigma` or `g`.
  public var activationFunction: String
  /// Where the layer stands on the activation function: g_\ell; nil when it carries none.
  public var activationFunctionLayer: LayerPlace?
  /// The letter that stands for the true class when used as an index; nil for none.
  public var trueClassLetter: String?
  /// Which of a weight's indices is the unit it goes to.
  public var weightOrder = WeightOrder.toFrom
  /// An index that two factors of a product share is summed, though no Σ is written.
  public var sumsAreImplied = false
  /// The letter before a quantity that makes it the derivative of the cost by that quantity: dW. Nil for none.
  public var gradientPrefix: String?
  /// The number of the input layer: 0, or 1 where the first weights are those of layer 2.
  public var firstLayer = 0
  /// Weights and biases bear the number of the layer they leave, as in z^{(l+1)} = W^{(l)}a^{(l)} + b^{(l)}, not of the
  /// one they lead to.
  public var weightsBearLayerTheyLeave = false
  /// Layers that a unit's letter tells where none is written, as in δ_k = y_k − t_k with k an output unit.
  public var unitLayers: [String: Layer] = [:]

  /// The depth of the one network a text is about, where it names layers by their numbers: 3 is printed for L, 2 for
  /// L − 1. Nil where layers are named from the last one. It changes nothing of what is read.
  public var depthByNumber: Int?

  /// How one role is written.
  public struct Pattern: Sendable, Hashable {
    /// The name in an element with indices, canonical LaTeX: `a`, `\delta`, `w`, `\theta`, `\mathcal{L}`.
    public var letter: String
    /// The name of the whole vector or matrix where it differs: `W`, `\Theta`.
    public var wholeLetter: String
    /// Where the layer stands; nil when the role has none.
    public var layer: LayerPlace?
    /// How many unit indices an element has: 0, 1, or 2.
    public var unitCount: Int
    /// Subscript indices have commas between them: w_{j,k}.
    public var commas: Bool
    /// The command that sets the whole vector or matrix in bold, `\\mathbf` or `\\boldsymbol`; nil for none.
    public var wholeFace: String?

    /// Makes a pattern.
    public init(_ letter: String, whole: String? = nil, layer: LayerPlace?, units: Int, commas: Bool = false)
    {
      self.letter = letter
      self.wholeLetter = whole ?? letter
      self.layer = layer
      self.unitCount = units
      self.commas = commas
    }
  }

  /// Where the layer stands on a letter.
  public enum LayerPlace: String, Sendable, Hashable {
    /// a^l
    case superscript
    /// a^{(l)}
    case superscriptParenthesis
    /// a^{[l]}
    case superscriptBracket
    /// a_{l,i}: before the unit indices, with a comma; a_l for the whole vector
    case `subscript`
  }

  /// Where an example index stands.
  public enum ExamplePlace: String, Sendable, Hashable {
    /// (a_j^l)_e, y_e, C_e: outside of a bracket; without a bracket where the letter has no other subscript
    case outside
    /// a^{(i)} beside or in place of the layer
    case superscriptParenthesis
    /// a_{l,k}: the last subscript of a whole vector; (…)_e outside of an element
    case lastSubscript
    /// a^{x,l}: before the layer, with a comma; outside where there is no layer
    case superscriptList
  }

  /// Which of a weight's two indices comes first.
  public enum WeightOrder: String, Sendable, Hashable, CaseIterable {
    /// w_{jk} is to unit j from unit k, and z = Wa.
    case toFrom = "to-from"
    /// w_{kj} is from unit k to unit j, and z = Wᵀa, or z = aW with rows.
    case fromTo = "from-to"
  }

  /// Another spelling of a quantity.
  public struct Alias: Sendable, Hashable {
    /// The name that is read.
    public var letter: String
    /// What it stands for.
    public var role: Role
    /// Its layer, where the spelling fixes it: the prediction's is L, the input's is 0.
    public var layer: Layer?
    /// It is the matrix of all examples side by side: A for the a of every example.
    public var holdsAllExamples = false
    /// A layer written on it is the one that it goes into: x^l is a^{l−1}.
    public var goesIntoLayer: Bool

    /// Makes an alias.
    public init(_ letter: String, _ role: Role, layer: Layer? = nil, goesIntoLayer: Bool = false) {
      self.letter = letter
      self.role = role
      self.layer = layer
      self.goesIntoLayer = goesIntoLayer
    }
  }

  /// Makes a notation from its parts.
  public init(
    patterns: [Role: Pattern], aliases: [Alias] = [], layerLetters: [String], outputLetter: String,
    width: Pattern, widthAliases: [String: Layer] = [:], exampleLetter: String, exampleCountLetter: String,
    examplePlace: ExamplePlace, reservesExampleLetter: Bool = true, firstUnit: Int,
    activationFunction: String,
    activationFunctionLayer: LayerPlace? = nil, trueClassLetter: String? = nil
  ) {
    self.patterns = patterns
    self.aliases = aliases
    self.layerLetters = layerLetters
    self.outputLetter = outputLetter
    self.width = width
    self.widthAliases = widthAliases
    self.exampleLetter = exampleLetter
    self.exampleCountLetter = exampleCountLetter
    self.examplePlace = examplePlace
    self.reservesExampleLetter = reservesExampleLetter
    self.firstUnit = firstUnit
    self.activationFunction = activationFunction
    self.activationFunctionLayer = activationFunctionLayer
    self.trueClassLetter = trueClassLetter
  }
}

extension Notation {
  /// What is added to the layer that is written on a quantity: 1 on W^{(l)} where it leads from layer l to l + 1.
  func shiftOfLayer(_ role: Role) -> Int {
    weightsBearLayerTheyLeave && (role == .weight || role == .bias) ? 1 : 0
  }
}
