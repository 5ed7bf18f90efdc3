import Formula

/// Names that the notation does not know, as t_j or f′, read as the quantities they may stand for.
struct LikelyNames {
  /// What a name may stand for, the likeliest first.
  struct Guess {
    var name: Expression
    var meanings: [Expression]
    /// The first meaning is what many books write with this letter.
    var isUsual: Bool
  }

  private(set) var guesses: [Guess] = []
  private let right: Expression

  init(_ edits: SideEdits, convention: Convention) {
    right = edits.right
    var seen: Set<Expression> = []
    for part in edits.parts {
      guard guesses.count < 3, !seen.contains(part.expression) else { continue }
      guard let guess = Self.guess(part.expression, edits, convention) else { continue }
      // h_j^L is h_j with a layer for a power: the h_j in it is no name of its own.
      for child in part.expression.children { seen.insert(child) }
      seen.insert(part.expression)
      guesses.append(guess)
    }
  }

  private static func guess(_ name: Expression, _ edits: SideEdits, _ convention: Convention) -> Guess? {
    switch name.node {
    case .call(.other(_, let primes), let arguments) where arguments.count == 1 && primes < 3:
      let function = Function.activation(primes: primes, layer: nil)
      return Guess(name: name, meanings: [Expression(.call(function, arguments))], isUsual: true)
    case .power(let base, let exponent):
      guard case .layerNumber(let layer) = exponent.node, case .symbol(let symbol) = base.node,
        let (letter, index) = parts(of: symbol)
      else { return nil }
      let roles = [Role.activation, .preactivation, .error, .bias]
      return guess(name, letter, roles.map { edits.quantity($0, layer, index.map { [$0] } ?? []) })
    case .symbol(let symbol):
      guard !symbol.mayBe(oneOf: .rate, .penalty, .slopeAtZero, .unitValue),
        let (letter, index) = parts(of: symbol)
      else {
        return nil
      }
      // A letter alone stands for a vector only among vectors; one that the left side has too is a parameter.
      guard index != nil || edits.hasWholes, !edits.left.contains(where: { $0 == name.node }) else {
        return nil
      }
      let layer = edits.freeLetters.first { $0.index == index }?.layer ?? .output
      let indices = index.map { [$0] } ?? []
      let roles = [Role.activation, .preactivation, .error, .bias]
      let target = layer == .output ? [edits.quantity(.target, nil, indices)] : []
      return guess(name, letter, target + roles.map { edits.quantity($0, layer, indices) })
    default: return nil
    }
  }

  /// The meaning that is usual for the letter first.
  private static func guess(_ name: Expression, _ letter: String, _ meanings: [Expression]) -> Guess {
    let usual: Role? =
      switch letter {
      case "t", "d", "\\hat{t}", "Y", "T": .target
      case "h", "o", "x", "A", "\\hat{y}": .activation
      case "s", "u", "v", "n", "Z", "net": .preactivation
      default: nil
      }
    func isUsual(_ meaning: Expression) -> Bool {
      if case .quantity(let quantity) = meaning.node { quantity.role == usual } else { false }
    }
    let first = meanings.filter(isUsual)
    return Guess(name: name, meanings: first + meanings.filter { !isUsual($0) }, isUsual: !first.isEmpty)
  }

  /// The letter and the index of t_{j}.
  private static func parts(of symbol: Symbol) -> (letter: String, index: Index?)? {
    let pieces = symbol.name.split(separator: "_", maxSplits: 1)
    guard let letter = pieces.first else { return nil }
    guard pieces.count == 2 else { return (String(letter), nil) }
    let inside = pieces[1].filter { $0 != "{" && $0 != "}" }
    guard inside.count == 1, let character = inside.first else { return nil }
    if let number = character.wholeNumberValue { return (String(letter), .literal(number)) }
    return character.isLetter ? (String(letter), .variable(inside)) : nil
  }

  /// The right sides that the names may mean, with what was put for each; no more than a few dozen.
  var readings: [(right: Expression, meant: [(was: Expression, now: Expression)])] {
    guard !guesses.isEmpty else { return [] }
    var readings: [(right: Expression, meant: [(was: Expression, now: Expression)])] = [(right, [])]
    for guess in guesses {
      readings = readings.flatMap { reading in
        guess.meanings.map { meaning in
          (
            reading.right.replacing(guess.name, by: meaning),
            reading.meant + [(guess.name, meaning)]
          )
        }
      }
    }
    return Array(readings.prefix(40))
  }

  /// The reading with what is usual for every name; nil where nothing is.
  var usual: (right: Expression, meant: [(was: Expression, now: Expression)])? {
    guesses.allSatisfy(\.isUsual) ? readings.first : nil
  }
}
