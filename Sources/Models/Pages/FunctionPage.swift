import Formula

/// The page of functions that everyone knows.
enum FunctionPage {
  /// Functions of one number that the tables of formulas do not have: their words, and what they are.
  private static let others: [(words: [String], definition: String)] = [
    (["gelu", "GELU"], #"\frac{x}{2}(1+\mathrm{erf}(\frac{x}{\sqrt{2}}))"#),
    (["sqrt"], "x^{1/2}"),
    (["tan"], #"\frac{\sin(x)}{\cos(x)}"#),
  ]

  /// All of them as a text: those of the tables, whose letters are z and x, and the others.
  private static var functionText: String {
    var text = ""
    func add(_ words: [String], _ parameter: String, _ definition: String) {
      for word in words { text += "$\\mathrm{\(word)}(\(parameter)) = \(definition)$\n\n" }
    }
    for activation in NamedActivation.allCases { add(activation.row.words, "z", activation.row.definition) }
    for function in ElementaryFunction.allCases {
      if let definition = function.row.definition { add(function.row.words, "x", definition) }
    }
    for other in others { add(other.words, "x", other.definition) }
    return text
  }

  private static let functions: [String: Model.Definition] = {
    var table: [String: Model.Definition] = [:]
    let statements = TextReader.read(Document(functionText))
    let naming = Naming(survey: Survey(statements), section: 0)
    for statement in statements.map(naming.settled) {
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
