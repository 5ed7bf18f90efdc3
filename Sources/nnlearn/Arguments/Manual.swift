import Checking

/// The manual page, in the `man` macros of roff, from the table of commands.
enum Manual {
  /// The page.
  static var page: String {
    var text =
      ".TH NNLEARN 1 \"\" \"nnlearn \(version)\"\n.SH NAME\nnnlearn \\- check derivations of backpropagation\n"
    text += ".SH SYNOPSIS\n"
    for verb in Verb.allCases {
      text += ".B nnlearn \(verb.rawValue)\n\(escaped(verb.description.operands))\n.br\n"
    }
    text += ".SH DESCRIPTION\n"
    text += escaped(
      "Reads formulas as they are written, in LaTeX and in the writer's own notation, evaluates them on neural "
        + "networks, and compares them with finite differences and with a backpropagation engine.")
    text += "\n.SH VERBS\n"
    for verb in Verb.allCases {
      let description = verb.description
      text += ".SS \"\(escaped("nnlearn \(verb.rawValue) \(description.operands)"))\"\n"
      text +=
        escaped(description.summary.prefix(1).uppercased() + description.summary.dropFirst() + ".") + "\n"
      for paragraph in description.details { text += ".PP\n\(escaped(paragraph))\n" }
      for option in description.options + Option.everywhere {
        text += ".TP\n.B \(escaped("--" + option.name + (option.placeholder.map { " " + $0 } ?? "")))\n"
        text += "\(escaped(option.summary))\n"
      }
      if !description.examples.isEmpty { text += ".PP\nExamples:\n.nf\n" }
      for example in description.examples { text += "  \(escaped(example))\n" }
      if !description.examples.isEmpty { text += ".fi\n" }
    }
    text += ".SH DIAGNOSES\n"
    for name in DiagnosisName.allCases {
      text += ".TP\n.B \(escaped(name.rawValue))\n\(escaped(name.meaning))\n"
    }
    text += ".SH \"EXIT STATUS\"\n"
    for (status, meaning) in [
      (0, "everything asked for holds"),
      (1, "something does not"),
      (2, "it could not be done"),
    ] { text += ".TP\n.B \(status)\n\(meaning)\n" }
    text += ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colour, if set and not empty\n"
    return text + ".TP\n.B COLUMNS\nthe width of the text\n"
  }

  /// Text in which roff sees no requests or escapes.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      case "…": result += "..."
      case "'": result += "\\(aq"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}

/// The version of the program.
let version = "0.1.0"
