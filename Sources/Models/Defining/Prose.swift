/// What the words around a formula say: that something is defined, or a condition; and no more.
struct Prose {
  let words: [Substring]
  private let text: String

  init(_ text: String) {
    // Emphasis says nothing.
    self.text = text.lowercased().filter { $0 != "*" }
    words = self.text.split { !($0.isLetter || $0 == "-" || $0 == "'") }
  }

  /// The words behind the last end of a sentence.
  var lastSentence: Prose {
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if ".!?".contains(text[index]), next == text.endIndex || text[next].isWhitespace {
        start = next
      }
      index = next
    }
    return Prose(String(text[start...]))
  }

  /// The words before the first end of a sentence.
  var firstSentence: Prose {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if ".!?".contains(text[index]), next == text.endIndex || text[next].isWhitespace { break }
      index = next
    }
    return Prose(String(text[..<index]))
  }

  /// A sentence ends in it, and the next one is about the same case: "… all α are 0. Then".
  var goesOn: Bool {
    let last = lastSentence
    return last.words.first == "then" || ["in this case", "in that case"].contains(where: last.hasStart)
  }

  private func hasStart(_ start: String) -> Bool { words.joined(separator: " ").hasPrefix(start) }

  /// Whether a sentence ends in it.
  var endsSentence: Bool { lastSentence.text.count < text.count }

  private static let definingWords: Set<Substring> = [
    "let", "define", "defining", "defined", "denote", "denotes", "denoting", "call", "write", "writing",
    "set", "put",
    "abbreviate", "abbreviation", "introduce", "where", "with", "say", "stands", "stand", "short",
  ]

  /// The last words before a formula say that it defines.
  var defines: Bool { lastSentence.words.suffix(7).contains { Self.definingWords.contains($0) } }

  /// The next formula is how something is written: "I write D for it".
  var writes: Bool { ["write", "writing", "abbreviate"].contains(lastSentence.words.last) }

  /// "… for the first of these and": another one is named behind it.
  var goesOnNaming: Bool { !endsSentence && words.first == "for" && words.last == "and" }

  /// They say that a known name gets another meaning: "let", "now", "for the cross-entropy".
  var redefines: Bool {
    let last = lastSentence.words
    if last.first == "now" { return true }
    if last.suffix(7).contains(where: {
      ["let", "define", "put", "set", "instead", "replace", "suppose", "consider"].contains($0)
    }) {
      return true
    }
    // "For a squared error ℓ = …": a special case, named.
    guard last.count >= 2, last.count <= 6, last[0] == "for", !text.endsWithComma else { return false }
    return ["a", "an", "the"].contains(last[1])
  }

  /// They say for what the next formula counts.
  var conditions: Bool {
    lastSentence.words.suffix(4).contains {
      ["for", "if", "when", "whenever", "wherever", "assume", "unless"].contains($0)
    }
  }

  /// They say that what follows is one case of what was general so far: "for tied weights", "in the special case".
  var namesSpecialCase: Bool {
    let last = lastSentence
    return last.words.count <= 12
      && last.hasWord([
        "tied", "tying", "tie", "shared", "sharing", "share", "special", "suppose", "assume", "if", "when",
      ])
  }

  /// They say that the next formula counts for everything.
  var generalises: Bool {
    let text = " " + words.joined(separator: " ") + " "
    return ["in general", " for all ", " for every ", " for any ", " of any ", "always"].contains {
      text.contains(part: $0)
    }
  }

  /// They say that it is one instance of many.
  var illustrates: Bool {
    let text = " " + lastSentence.words.joined(separator: " ") + " "
    return [" for instance ", " for example ", " say ", " suppose ", " illustrate "].contains {
      text.contains(part: $0)
    }
  }

  /// The one activation that the words name: "tanh units", "the activation function is tanh"; nil where others may be.
  var activation: String? {
    let all = words
    var (found, said): (Set<String>, Set<String>) = ([], [])
    let names: [[Substring]: String] = [
      ["tanh"]: "tanh", ["hyperbolic", "tangent"]: "tanh", ["relu"]: "relu", ["softplus"]: "softplus",
      ["sigmoid"]: "sigmoid", ["logistic"]: "sigmoid",
    ]
    let isUnit: Set<Substring> = [
      "unit", "units", "neuron", "neurons", "activation", "activations", "nonlinearity", "non-linearity",
      "nonlinearities", "network", "layer", "layers", "function", "functions",
    ]
    for (name, word) in names {
      for place in all.indices where all[place...].starts(with: name) {
        found.insert(word)
        let end = place + name.count
        let isSaid =
          end < all.count && isUnit.contains(all[end])
          || all[max(0, place - 5)..<place].contains {
            $0.hasPrefix("activation") || $0.hasSuffix("linearity")
          }
        if !isSaid { continue }
        if all[max(0, place - 6)..<place].contains(where: {
          ["any", "example", "instance", "such", "like", "or", "e", "say", "arbitrary"].contains($0)
        }) {
          return nil
        }
        said.insert(word)
      }
    }
    return found.count == 1 && said == found ? found.first : nil
  }

  /// "the matrix X", "the columns of X": right before a name.
  var namesMatrix: Bool {
    let last = lastSentence.lastWords(3)
    return last.last == "matrix" || last.suffix(2) == ["columns", "of"] || last.suffix(2) == ["rows", "of"]
  }

  /// "the vector a", "the vectors a and b": right before a name.
  var namesVectors: Bool {
    let last = lastSentence.lastWords(2)
    return last.count == 2 && ["the", "a"].contains(last[0]) && ["vector", "vectors"].contains(last[1])
  }

  /// "is a matrix", right behind a name.
  var isMatrix: Bool {
    let first = firstWords(4)
    return first.first == "is" && first.contains("matrix")
      || first.first == "are" && first.contains("matrices")
  }

  /// The derivative by a matrix has the shape of its transpose.
  var saysTurnedMatrices: Bool {
    guard hasWord(["gradient", "gradients", "derivative", "derivatives"]) else { return false }
    return text.components(behind: "shape of $").contains { rest in
      let name = rest.prefix { $0 != "$" && $0 != "," && $0 != " " }
      return name.hasSuffix("^\\top") || name.hasSuffix("^t") || name.hasSuffix("^{\\top}")
        || name.hasSuffix("'")
    }
  }

  /// "All letters are columns of length": right before a letter.
  var namesCommonLength: Bool {
    ["length", "size", "dimension"].contains(words.dropLast().last ?? "") && words.last == "of"
      || ["length", "size", "dimension"].contains(words.last ?? "")
      ? hasWord(["all", "every", "everything"]) && hasWord(["columns", "vectors", "column", "vector"]) : false
  }

  /// "The derivative of a number is a row": said somewhere.
  var saysRowGradients: Bool {
    let isAboutDerivatives = hasWord(["gradient", "gradients", "derivative", "derivatives"])
    return isAboutDerivatives
      && ["is a row", "are rows", "as a row", "row vector", "as rows"].contains { text.contains(part: $0) }
  }

  /// Something is to grow: a likelihood, a reward.
  var climbs: Bool { ["maximi", "ascent", "ascend", "uphill", "climb"].contains { text.contains(part: $0) } }

  /// The same, in the words around a formula.
  var climbsHere: Bool {
    climbs
      || hasWord(["large", "larger", "grow", "grows", "increase", "increases", "increased", "uphill", "up"])
  }

  /// A few words only.
  var isShort: Bool { words.count <= 6 }

  func firstWords(_ count: Int) -> [Substring] { Array(words.prefix(count)) }
  func lastWords(_ count: Int) -> [Substring] { Array(words.suffix(count)) }

  func hasWord(_ wanted: Set<Substring>) -> Bool { words.contains { wanted.contains($0) } }

  func contains(_ part: String) -> Bool { text.contains(part: part) }
}

extension String {
  /// Whether it ends in a sign that separates.
  var endsWithPunctuation: Bool { last { !$0.isWhitespace }.map { ",;:.".contains($0) } ?? false }

  /// Whether the last sign that is no space is a comma.
  fileprivate var endsWithComma: Bool { last { !$0.isWhitespace } == "," }

  /// Whether `part` occurs; written out, since the core does without Foundation.
  func contains(part: String) -> Bool {
    let (whole, part) = (Array(utf8), Array(part.utf8))
    guard part.count <= whole.count, let first = part.first else { return part.isEmpty }
    return (0...(whole.count - part.count)).contains {
      whole[$0] == first && whole[$0..<($0 + part.count)].elementsEqual(part)
    }
  }
}

extension String {
  /// What stands behind each occurrence of a part.
  fileprivate func components(behind part: String) -> [Substring] {
    indices.filter { self[$0...].hasPrefix(part) }.map { self[index($0, offsetBy: part.count)...] }
  }
}
