/// How the letter of a name is written in LaTeX.
enum LetterLaTeX {
  /// Faces and accents as a name has them, with the commands for them.
  private static let commands = [
    "bold": "mathbf", "calligraphic": "mathcal", "blackboard": "mathbb", "fraktur": "mathfrak", "sansSerif": "mathsf",
    "typewriter": "mathtt", "vector": "vec", "doubleDot": "ddot",
  ]

  /// The letter with its accents, and the label below it that belongs to the name: `W` and `out` of `W_{out}`.
  ///
  /// What only tells two families of the same letter apart is not written.
  static func parts(_ name: String) -> (letter: String, label: String?) {
    var (letter, label): (String, String?) = ("", nil)
    var depth = 0
    var rest = name[...]
    while let next = rest.first {
      if next == "{" { depth += 1 }
      if next == "}" { depth -= 1 }
      if next == "_", depth == 0 {
        let below = rest.dropFirst()
        label = below.hasPrefix("{") && below.hasSuffix("}") ? String(below.dropFirst().dropLast()) : String(below)
        break
      }
      if next == "\\" {
        let word = rest.dropFirst().prefix { $0.isLetter }
        letter += "\\" + (commands[String(word)] ?? String(word))
        rest = rest.dropFirst(word.count + 1)
        continue
      }
      letter.append(next)
      rest = rest.dropFirst()
    }
    if letter.hasSuffix("{}") { letter.removeLast(2) }
    return (letter, label)
  }
}
