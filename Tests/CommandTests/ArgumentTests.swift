import Lessons
import Testing

@testable import Checking
@testable import nnlearn

struct ArgumentTests {
  private func arguments(_ words: String...) throws -> Arguments {
    guard case .run(_, let arguments) = try ArgumentReader.request(words) else { throw Mistake.missingVerb }
    return arguments
  }

  @Test func `values stand behind an option or behind its equals sign`() throws {
    let one = try arguments("check", "--convention", "sigmoid", "--seed", "7", "a.md")
    let other = try arguments("check", "a.md", "--seed=7", "--convention=sigmoid")
    #expect(one == other)
    #expect(one.seed == 7 && one.convention == "sigmoid" && one.targets == ["a.md"])
  }

  @Test func `an equation may begin with a dash or contain equals signs`() throws {
    #expect(try arguments("check", "--equation", "-a = b = c").equations == ["-a = b = c"])
    #expect(try arguments("check", "--equation=a = b").equations == ["a = b"])
  }

  @Test func `two dashes end the options, and one dash is standard input`() throws {
    #expect(try arguments("check", "-", "--", "--seed", "-x").targets == ["-", "--seed", "-x"])
  }

  @Test func `settings are read`() throws {
    let read = try arguments(
      "check", "7", "--activation", "any", "--output", "softmax", "--cost", "mean-squares", "--average",
      "sum",
      "--bias", "shared", "--network", "3,5,4,2", "--examples", "32", "--zeros")
    #expect(read.presumptions.activation == .any)
    #expect(read.presumptions.output == .softmax)
    #expect(read.presumptions.cost == .meanSquares)
    #expect(read.presumptions.average == .sum)
    #expect(read.presumptions.biases == .shared)
    #expect(
      read.presumptions.widths == [3, 5, 4, 2] && read.presumptions.examples == 32 && read.includesZeros)
    #expect(
      try arguments("check", "7", "--activation", "tanh").presumptions.activation == .one(.tanh))
  }

  @Test func `every word that help offers is accepted`() throws {
    for verb in Verb.allCases {
      for option in verb.description.options {
        guard case .word(let words) = option.value else { continue }
        for word in words {
          #expect(throws: Never.self) {
            try ArgumentReader.request([verb.rawValue, "--\(option.name)", word])
          }
        }
      }
    }
  }

  @Test(arguments: [
    (["--network", "3"], "--network cannot be ‘3’"), (["--network", "3,0"], "--network cannot be ‘3,0’"),
    (["--network", "3,,4"], "--network cannot be ‘3,,4’"),
    (["--network", "2,99999"], "--network cannot be ‘2,99999’"),
    (["--examples", "0"], "--examples cannot be ‘0’"), (["--examples", "-1"], "--examples cannot be ‘-1’"),
    (["--seed", "1.5"], "--seed cannot be ‘1.5’"), (["--seed", "-1"], "--seed cannot be ‘-1’"),
    (["--seed", "99999999999999999999"], "--seed cannot be ‘99999999999999999999’"),
    (["--cost", "squares"], "--cost cannot be ‘squares’"), (["--format", "xml"], "--format cannot be ‘xml’"),
    (["--seed"], "--seed needs a value"), (["--all=yes"], "--all takes no value, but ‘yes’ was given"),
  ])
  func `a value out of range names the option and what was given`(words: [String], message: String) {
    do {
      _ = try ArgumentReader.request(["check"] + words)
      Issue.record("accepted \(words)")
    } catch {
      #expect(MistakeText(error).message == message)
    }
  }

  @Test func `nearest finds slips of the finger and nothing far away`() {
    let verbs = Verb.allCases.map(\.rawValue)
    #expect(nearest(to: "chekc", among: verbs) == "check")
    #expect(nearest(to: "TRACE", among: verbs) == "trace")
    #expect(nearest(to: "conv", among: verbs) == "conventions")
    #expect(nearest(to: "xyzzy", among: verbs) == nil)
    #expect(nearest(to: String(repeating: "a", count: 100_000), among: verbs) == nil)
  }
}

struct MistakeTests {
  @Test func `an unknown verb names the nearest one and exits with 2`() {
    let result = CommandRun("chekc", "lesson7")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors == .lines("error: there is no verb ‘chekc’", "help: did you mean nnlearn check?"))
  }

  @Test func `verbs of later versions are unknown`() {
    for verb in ["start", "hint", "watch", "grade"] {
      #expect(CommandRun(verb).status == 2)
    }
  }

  @Test func `an unknown option names the nearest one`() {
    let result = CommandRun("check", "--fromat", "json")
    #expect(result.status == 2)
    #expect(
      result.errors
        == .lines("error: there is no option ‘--fromat’ of nnlearn check", "help: did you mean --format?"))
  }

  @Test func `an option of another verb says where it belongs`() {
    #expect(
      CommandRun("list", "--seed", "3").errors
        == .lines(
          "error: nnlearn list has no option --seed",
          "help: it belongs to nnlearn check, nnlearn trace, nnlearn train, nnlearn grade, nnlearn translate")
    )
  }

  @Test func `a value out of range says what is allowed`() {
    #expect(
      CommandRun("check", "7", "--network", "3,x").errors
        == .lines(
          "error: --network cannot be ‘3,x’",
          "help: it takes 2 to 64 widths from 1 to 4096, input first: 3,5,4,2"))
    #expect(
      CommandRun("check", "7", "--cost", "cross-entrpy").errors
        == .lines(
          "error: --cost cannot be ‘cross-entrpy’",
          "help: did you mean cross-entropy? it takes sum-squares, half-sum-squares, mean-squares, cross-entropy, "
            + "binary-cross-entropy"
        ))
  }

  @Test func `nothing to check, and no verb, are mistakes`() {
    #expect(CommandRun("check").status == 2)
    #expect(CommandRun().status == 2)
    #expect(CommandRun("read").status == 2)
  }

  @Test func `an unknown convention and an unknown lesson name the nearest ones`() {
    #expect(
      CommandRun("conventions", "sigmod").errors
        == .lines(
          "error: there is no convention ‘sigmod’, and no file of that name",
          "help: did you mean sigmoid? known: " + Convention.builtInNames.joined(separator: ", ")))
    let lesson = CommandRun("read", "lesson77")
    #expect(lesson.status == 2 && lesson.errors.contains("did you mean lesson"))
  }

  @Test func `escape sequences in arguments never reach the terminal`() {
    let evil = "\u{1B}]0;title\u{7}\u{9B}31m\u{202E}"
    for words in [
      [evil], ["check", "--" + evil], ["check", evil], ["check", "--cost", evil], ["read", evil],
      ["conventions", evil],
    ] {
      var output = ""
      var errors = ""
      let status = run(arguments: words, surroundings: Surroundings(), output: &output, error: &errors)
      #expect(status == 2)
      #expect((output + errors).unicodeScalars.allSatisfy { isHarmless($0) || $0 == "\n" })
    }
  }
}
