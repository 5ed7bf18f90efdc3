import Formula

/// Functions that everyone knows, as a page of definitions.
enum Page {
  /// Functions of one number: their words, and what they are.
  private static let functionText = """
    $\\mathrm{sigmoid}(x) = \\frac{1}{1+\\exp(-x)}$
    $\\mathrm{logistic}(x) = \\frac{1}{1+\\exp(-x)}$
    $\\mathrm{relu}(x) = \\max(0, x)$
    $\\mathrm{ReLU}(x) = \\max(0, x)$
    $\\mathrm{softplus}(x) = \\log(1+\\exp(x))$
    $\\mathrm{silu}(x) = \\frac{x}{1+\\exp(-x)}$
    $\\mathrm{swish}(x) = \\frac{x}{1+\\exp(-x)}$
    $\\mathrm{gelu}(x) = \\frac{x}{2}(1+\\mathrm{erf}(\\frac{x}{\\sqrt{2}}))$
    $\\mathrm{GELU}(x) = \\frac{x}{2}(1+\\mathrm{erf}(\\frac{x}{\\sqrt{2}}))$
    $\\mathrm{sqrt}(x) = x^{1/2}$
    $\\mathrm{sinh}(x) = \\frac{\\exp(x)-\\exp(-x)}{2}$
    $\\mathrm{cosh}(x) = \\frac{\\exp(x)+\\exp(-x)}{2}$
    $\\mathrm{tan}(x) = \\frac{\\sin(x)}{\\cos(x)}$
    """

  /// The dense network of the course, as a text would define it.
  static let standard = """
    For layers $l = 1, \\dots, L$ let
    $z_j^l = \\sum_k w_{jk}^l a_k^{l-1} + b_j^l$ and $a_j^l = \\sigma(z_j^l)$ with $a^0 = x$.
    Let $C = \\sum_j (a_j^L - y_j)^2$ and $\\delta_j^l = \\frac{\\partial C}{\\partial z_j^l}$.
    The weights of a layer are $W^l$.
    """

  private static let functions: [String: Model.Definition] = {
    var table: [String: Model.Definition] = [:]
    for statement in TextReader.read(Document(functionText)) {
      guard case .relation(let sides, _) = statement.content else { continue }
      let head: (word: String?, arguments: [Term]) =
        switch sides[0].node {
        case .applied(let use, let arguments): (use.name.word, arguments)
        case .function(let name, _, let arguments): (name, arguments)
        default: (nil, [])
        }
      guard let word = head.word, let parameter = head.arguments.first?.letter else { continue }
      table[word] = Model.Definition(
        use: NameUse(word), parameters: [parameter], body: sides[1], statement: -1)
    }
    return table
  }()

  /// A function by the word that prose has for it, whatever its capitals.
  static func function(spoken word: String) -> Model.Definition? {
    if let elementary = Elementary(word: word), elementary != .sign, word != "exp", word != "log" {
      let place = SourceRange(0, 0)
      let argument = Term(.name(NameUse("x")), place)
      return Model.Definition(
        use: NameUse(word), parameters: ["x"], body: Term(.function(word, primes: 0, [argument]), place),
        statement: -1)
    }
    return functions.first { $0.key.lowercased() == word }?.value
  }

  /// A function by its word.
  static func function(_ word: String) -> Model.Definition? {
    functions[word]
  }
}
