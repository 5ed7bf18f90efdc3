import Slips

/// One way among many to write the same formula.
struct WritingStyle {
  var random: PropertyRandom
  /// Terms, factors and the names of indices stay as they are, so that the tree must be the same.
  var keepsTree: Bool
  private var names: [String: String] = [:]
  private var layerLetter = "l"
  private var pair = ("(", ")")
  private var transposeSign = "^T"

  init(random: PropertyRandom, keepsTree: Bool) {
    self.random = random
    self.keepsTree = keepsTree
    pair = pick([
      ("(", ")"), ("\\left(", "\\right)"), ("\\big(", "\\big)"), ("\\Bigl(", "\\Bigr)"),
      ("\\left (", "\\right )"),
    ])
    transposeSign = pick([
      "^T", "^{T}", "^\\top", "^{\\top}", "^{\\mathsf T}", "^{\\mathsf{T}}", "^\\intercal",
    ])
    guard !keepsTree else { return }
    layerLetter = pick(["l", "\\ell"])
    let letters = ["i", "j", "k", "m", "p", "q", "r", "s"].shuffled(using: &self.random)
    names = Dictionary(uniqueKeysWithValues: zip(["j", "k", "m", "p"], letters))
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[random.below(choices.count)]
  }

  /// Nothing, or something that only looks.
  var space: String {
    mutating get {
      pick([
        "", "", " ", "  ", "\\,", "\\;", "\\!", "\\ ", "\t", "\r\n", "\n", "%\n", "% a remark }{\r\n", "{}",
      ])
    }
  }

  mutating func index(_ name: String) -> String { names[name] ?? name }

  /// `a`, `j`, `l+1` as a_j^{l+1}, in one of the ways to write it.
  mutating func q(_ letter: String, _ units: [String] = [], _ layer: String? = nil) -> String {
    let letters = units.map { index($0) }
    var sub = ""
    if !letters.isEmpty {
      let text = letters.joined(separator: letters.count > 1 ? pick(["", " ", ",", ", "]) : "")
      sub = letters.count == 1 && random.below(2) == 0 ? "_" + text : "_{" + space + text + space + "}"
    }
    var sup = ""
    if let layer {
      let text = layer.replacing("l", with: layerLetter + " ")
      sup = pick(["^{\(text)}", "^{(\(text))}", "^{ \(text) }"] + (layer.count == 1 ? ["^\(text)"] : []))
    }
    let name = pick([letter, letter, "{\(letter)}"])
    if sub.isEmpty || sup.isEmpty { return name + sub + sup + " " }
    return pick([name + sub + sup, name + sup + sub, "{" + name + sub + "}" + sup]) + " "
  }

  mutating func bracket(_ text: String) -> String { pair.0 + space + text + space + pair.1 }
  var minus: String { mutating get { space + pick(["-", "−", " - "]) + space } }
  var plus: String { mutating get { space + "+" + space } }
  var equals: String { mutating get { space + pick(["=", " = "]) + space } }

  mutating func sum(_ name: String, _ body: String) -> String {
    "\\sum" + pick(["", "\\limits", "\\nolimits"])
      + pick(["_\(index(name))", "_{\(index(name))}", "_{ \(index(name)) }"])
      + " " + body
  }

  mutating func fraction(_ above: String, _ below: String) -> String {
    pick([
      "\\frac{\(above)}{\(below)}", "\\dfrac{\(above)}{\(below)}", "\\tfrac {\(above)} {\(below)}",
      "{\(above) \\over \(below)}",
    ])
  }

  mutating func prime(_ argument: String) -> String {
    pick(["\\sigma'", "\\sigma^{\\prime}", "\\sigma^\\prime ", "\\sigma '", "\\sigma^{'}"])
      + bracket(argument)
  }

  mutating func times(_ factors: [String]) -> String {
    let ordered = keepsTree ? factors : factors.shuffled(using: &random)
    return ordered.dropFirst().reduce(ordered.first ?? "") {
      $0 + space + pick(["", "\\cdot ", "\\times "]) + $1
    }
  }

  mutating func hadamard(_ left: String, _ right: String) -> String {
    let (first, second) = keepsTree || random.below(2) == 0 ? (left, right) : (right, left)
    return first + space + pick(["\\odot", "\\circ"]) + " " + second
  }

  func transposed(_ text: String) -> String { text + transposeSign + " " }
}
