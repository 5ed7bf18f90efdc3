import Formula

/// Names of a model as LaTeX writes them.
enum ShownName {
  /// A name in the letters of the text: faces and accents by the commands that LaTeX has for them.
  static func latex(_ name: String) -> String {
    var rest = UnitLetters.shown(name)[...]
    var text = ""
    while let slash = rest.firstIndex(of: "\\") {
      text += rest[..<slash]
      let behind = rest[rest.index(after: slash)...]
      let word = behind.prefix(while: \.isLetter)
      text += "\\" + (Markup.Style(rawValue: String(word))?.command ?? String(word))
      rest = behind[word.endIndex...]
    }
    return text + rest
  }
}

extension Markup.Style {
  /// The command without its backslash.
  fileprivate var command: String {
    switch self {
    case .bold: "mathbf"
    case .italic: "mathit"
    case .upright: "mathrm"
    case .calligraphic: "mathcal"
    case .blackboard: "mathbb"
    case .sansSerif: "mathsf"
    case .typewriter: "mathtt"
    case .fraktur: "mathfrak"
    case .vector: "vec"
    case .doubleDot: "ddot"
    case .circled: "textcircled"
    case .hat, .tilde, .bar, .underline, .overline, .dot: rawValue
    }
  }
}
