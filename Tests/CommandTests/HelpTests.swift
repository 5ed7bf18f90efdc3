import Checking
import Testing

@testable import nnlearn

struct HelpTests {
  @Test func `the overview lists the verbs and the exit statuses`() {
    let expected = """
      nnlearn reads derivations of backpropagation and tells whether they are true.

      Usage: nnlearn VERB …

        check [TARGET…]          judge a lesson, a document, an answer sheet, or one formula
        trace TARGET             show a derivation step by step with numbers put in
        train FILE               gradient descent with the formulas of a file, next to the engine
        model FILE               show what a text defines: every name with its shape, and what is drawn
        list                     show the lessons, and how far you are with their exercises
        read LESSON              show a lesson as text
        start LESSON             write the answer sheet of a lesson into this folder
        hint LESSON [EXERCISE]   show the next hint for an exercise
        grade DIR|FILE…          mark the answer sheets of a class
        conventions [NAME]       show the notations known, or what each symbol means in one
        translate LATEX          write a formula in another notation, and say what else changes
        help [VERB]              show how a verb is used

        -h, --help
              show how it is used
        --version
              show the version
        --completion bash|zsh|fish
              print a completion script for this shell
        --man
              print the manual page

      Exit status
        0  everything asked for holds
        1  something does not: it fails, has no meaning, holds only under a condition, is
           undecided, or is a formula of a document that cannot be read
        2  it could not be done: wrong usage, a missing file, an --equation or a header that
           cannot be read

      nnlearn help VERB shows the options of a verb.
      nnlearn help diagnoses shows the names of mistakes, what each means, and an example.

      """
    #expect(CommandRun("help").output == expected)
    #expect(CommandRun("--help").output == expected)
    #expect(CommandRun("-h").output == expected)
  }

  @Test func `help of a verb is the same however it is asked for`() {
    for verb in Verb.allCases {
      let help = CommandRun("help", verb.rawValue)
      #expect(help.status == 0 && help.errors.isEmpty)
      #expect(help.output.contains("Exit status"))
      #expect(CommandRun(verb.rawValue, "--help").output == help.output)
      #expect(CommandRun(verb.rawValue, "-h").output == help.output)
      #expect(CommandRun("--help", verb.rawValue).output == help.output)
      for option in verb.description.options { #expect(help.output.contains("--\(option.name)")) }
    }
  }

  @Test func `help fits into 92 columns except for examples and lists of values`() {
    for verb in Verb.allCases {
      for line in Help.usage(of: verb) where !line.text.contains("nnlearn") && !line.text.contains("|") {
        #expect(line.width <= 92, "\(line.text)")
      }
    }
  }

  @Test func `the version, the manual page and completions come from the table`() {
    #expect(CommandRun("--version").output == "nnlearn \(version)\n")
    let manual = CommandRun("--man").output
    #expect(manual.hasPrefix(".TH NNLEARN 1"))
    for shell in Shell.allCases {
      let script = CommandRun("--completion", shell.rawValue).output
      for verb in Verb.allCases {
        #expect(script.contains(verb.rawValue) && manual.contains(".B nnlearn \(verb.rawValue)\n"))
        for option in verb.description.options {
          #expect(script.contains(option.name))
          #expect(manual.contains("\\-\\-" + option.name))
        }
      }
    }
  }

  @Test func `each diagnosis is explained, with the message and the repair of its example`() throws {
    let help = CommandRun("help", "diagnoses")
    #expect(help.status == 0 && help.errors.isEmpty)
    let manual = CommandRun("--man").output
    for name in DiagnosisName.allCases {
      #expect(help.output.contains("\n\(name.rawValue)\n"))
      #expect(manual.contains(".B " + name.rawValue.replacing("-", with: "\\-") + "\n"))
    }
    #expect(help.output.contains("    The right side lacks the factor σ′(z_k^l)."))
    #expect(help.output.contains("help: try 2(a_j^L − y_j)\n"))
    for line in help.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    for shell in Shell.allCases {
      #expect(CommandRun("--completion", shell.rawValue).output.contains("diagnoses"))
    }
    #expect(CommandRun("help", "diagnosis").errors.contains("did you mean nnlearn help diagnoses?"))
  }

  @Test func `a completion for an unknown shell is refused`() {
    #expect(CommandRun("--completion", "tcsh").status == 2)
  }
}
