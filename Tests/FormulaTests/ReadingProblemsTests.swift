import Testing

@testable import Formula

/// Mistakes are named, placed, and come with a way out.
@Suite struct ReadingProblemsTests {
  @Test func `a missing parenthesis is pointed at where it should stand, with its partner`() {
    let (markup, problems) = MarkupReader.read(#"\sigma(w a + b "#)
    #expect(problems.map(\.code) == [.unclosedGroup])
    #expect(problems.first?.range == SourceRange(14, 14))
    #expect(problems.first?.related == SourceRange(6, 7))
    #expect(problems.first?.expected == "a closing parenthesis")
    #expect(markup.sketch == #"\sigma parenthesis(w a plus b)"#)
  }

  @Test func `a second superscript comes with the repair`() {
    let (_, problems) = MarkupReader.read(#"W^{(2)}^T + x_a_b"#)
    #expect(problems.map(\.code) == [.doubleScript, .doubleScript])
    #expect(problems.first?.range == SourceRange(7, 9))
    #expect(problems.first?.help == "If it belongs to the whole, write {W^{(2)}}^T.")
    #expect(problems.last?.help == "If it belongs to the whole, write {x_a}_b.")
  }

  @Test func `an unknown command comes with the nearest known one`() {
    let commands = [
      (#"\sigm"#, #"\sigma"#), (#"\patrial"#, #"\partial"#), (#"\farc"#, #"\frac"#), (#"\detla"#, #"\delta"#),
      (#"\Sigmoid"#, #"\sigmoid"#),
    ]
    for (typed, meant) in commands {
      let (markup, problems) = MarkupReader.read("a \(typed) b")
      #expect(problems.map(\.code) == [.unknownCommand])
      #expect(problems.first?.help == "Do you mean \(meant)?", "\(typed)")
      #expect(markup.sketch == "a ? b")
    }
  }

  @Test func `a command glued to a letter is explained`() {
    #expect(
      MarkupReader.read(#"\deltaj"#).problems.first?.help
        == #"Write \delta j, with a space, if you mean two symbols."#)
  }

  @Test(arguments: [
    (#"\frac{a}"#, [Problem.Code.missingArgument]), ("a^", [.missingArgument]), ("a)", [.unopenedGroup]),
    ("a}b", [.unopenedGroup]), (#"\right) a"#, [.unopenedGroup]), (#"\left( a"#, [.unclosedGroup]),
    (#"\begin{align} a"#, [.unclosedGroup]), (#"\begin{align} a \end{aligned}"#, [.unclosedGroup]),
    (#"\end{align}"#, [.unopenedGroup]), (#"\begin{algin} a \end{algin}"#, [.unknownEnvironment]),
    ("W^(l)", [.badScript]), (#"\sqrt(x)"#, [.missingArgument]),
    (#"{a \over b \over c}"#, [.unexpectedToken]),
    (#"\int x"#, [.unsupported]), ("#1", [.macro]), ("a \u{1}", [.unexpectedCharacter]),
    (#"a \"#, [.unknownCommand]),
    ("(a]", [.unopenedGroup, .unclosedGroup]), (#"\frac{a}{b"#, [.unclosedGroup]),
    ("☃\u{7F}", [.unexpectedCharacter]),
  ])
  func `a mistake has its code`(_ latex: String, _ codes: [Problem.Code]) {
    #expect(MarkupReader.read(latex).problems.map(\.code) == codes)
  }

  @Test func `one formula may have several problems`() {
    let (_, problems) = MarkupReader.read(#"\foo + \frac{a} = x^a^b )"#)
    #expect(problems.map(\.code) == [.unknownCommand, .missingArgument, .doubleScript, .unopenedGroup])
  }

  @Test func `a brace that is missing in a row does not spoil the next environment`() {
    let (markup, problems) = MarkupReader.read(#"\begin{align} \frac{a}{b \\ c \end{align} = d"#)
    #expect(problems.map(\.code) == [.unclosedGroup])
    #expect(markup.sketch.hasSuffix("equal d"))
  }

  @Test func `what is dropped makes no problems`() {
    #expect(sketch(#"\underbrace{a}_{\uparrow \unknowable}"#) == "{a}")
  }

  @Test func `messages are short and end as sentences`() {
    let mistakes = [#"\foo"#, "(a", "a)", "a^", "x^a^b", #"\begin{x}"#, "W^(l)", #"\left( a"#, #"\int"#]
    for problem in mistakes.flatMap({ MarkupReader.read($0).problems }) {
      #expect(problem.found.count < 60 && problem.expected.count < 60)
      #expect(problem.help.isEmpty || problem.help.last == "." || problem.help.last == "?", "\(problem.help)")
    }
  }
}
