import Testing

@testable import Formula

/// Finding formulas in texts.
@Suite struct DocumentTests {
  private func displays(_ text: String) -> [String] { Document(text).displays.map(\.body.trimmed) }
  private func inlines(_ text: String) -> [String] {
    Document(text).passages.filter { $0.kind == .inline }.map(\.body.trimmed)
  }

  @Test(arguments: [
    "```math\nx = 1\n```", "```latex\nx = 1\n```\n", "~~~tex\nx = 1\n~~~", "````math\nx = 1\n````",
    "$$x = 1$$",
    "$$\nx = 1\n$$", "$$ x = 1 $$.", "\\[ x = 1 \\]", "\\\\[ x = 1 \\\\]", "$x = 1$", "$ x = 1 $",
    "$\nx = 1\n$",
    "> $$x = 1$$", "- $$x = 1$$", "1. $x = 1$", ".. math:: x = 1", ".. math::\n\n   x = 1\n\ntext",
    "text $$\nx = 1\n$$ text",
    "  ```math\n  x = 1\n  ```", "- ```math\n  x = 1\n  ```", "$$x = 1$$ {#eq:a}",
    "```math\r\nx = 1\r\n```\r\n", "$$x = 1$$<br>",
    "<latex>x = 1</latex>", "<script type=\"math/tex; mode=display\">x = 1</script>",
    "```{math}\n:label: foo\n:nowrap:\nx = 1\n```", "text\n\n$x = 1$.\n\ntext", "\u{FEFF}$$x = 1$$",
  ])
  func `a formula with lines of its own is a display`(_ text: String) {
    #expect(displays(text) == ["x = 1"])
    #expect(inlines(text).isEmpty)
  }

  @Test(arguments: [
    "so $x = 1$ holds", "so $$x = 1$$ holds", "so $`x = 1`$ holds", "so \\(x = 1\\) holds",
    "so \\\\(x = 1\\\\) holds",
    "# On $x = 1$", "| $x = 1$ | one |", "($x = 1$)", "so $x\n= 1$ holds".replacing("\n", with: " "),
    "costs $5 if $x = 1$ holds", "so that\n$x = 1$.\nThen", "so that\n$x = 1$\nholds", "so that\n$x = 1$.",
    "so <script type=\"math/tex\">x = 1</script> holds",
  ])
  func `a formula in a line of prose is inline`(_ text: String) {
    #expect(inlines(text) == ["x = 1"])
    #expect(displays(text).isEmpty)
  }

  @Test(arguments: [
    "It costs $5 and $6.", "`$x$` is code", "``a ` $x$``", "```swift\nlet x = \"$y$\"\n```", "~~~\n$x$\n~~~",
    "<!-- $x$ \n $$y$$ -->", "<script>$x$</script>", "[a](http://b/$x$)", "<img alt=\"$x$\">", "\\$x\\$",
    "$$$$", "a $ b $ c",
    "<pre>$x$</pre>", "costs 5$ or 6$", "\\documentclass{a} % $x$", "```latex\n\\documentclass{a}\n```",
  ])
  func `what only looks like a formula is none`(_ text: String) {
    #expect(Document(text).passages.isEmpty)
    #expect(Document(text).problems.isEmpty)
  }

  @Test(arguments: [
    "so $ x = 1 $ holds", "so $ x = 1$ holds", "so $x = 1 $ holds", "costs $5 or $6, so $ x = 1 $ holds",
    "costs $ 5 or $ 6, and $5 = five and $6 = six, so $ x = 1 $", "$HOME or $x = 1$",
  ])
  func `spaces inside of dollars are no matter where a relation or a command stands there`(_ text: String) {
    #expect(inlines(text) == ["x = 1"])
  }

  @Test(arguments: [
    ("so $ \\delta $ is small", ["\\delta"]), ("from $ 5 to $ 6 \\$ a day", []),
    ("from $5 = five dollars to $6 = six dollars", []), ("so $ a_{in} = b_{out} $ and", ["a_{in} = b_{out}"]),
    ("so $ p = \\text{one or two} $ and", ["p = \\text{one or two}"]), ("a $ b = c or so $ d", []),
  ])
  func `a formula is told from prices by what stands in it`(_ text: String, _ formulas: [String]) {
    #expect(inlines(text) == formulas)
  }

  @Test func `a notebook keeps every inline formula, whatever it begins or ends with`() {
    // As JSON writes it: `\\delta` for `\delta`, `\u03b4` for δ.
    let cell = #"So $\\delta_j^L = 1$, $\u03b4 = 2$ and $x_{\\text{in}} = \\alpha$; it costs $5 or $6."#
    let text = ##"{"cells": [{"cell_type": "markdown", "source": ["\##(cell)"]}], "nbformat": 4}"##
    let bodies = inlines(text).map { $0.split(separator: " ").joined(separator: " ") }
    #expect(bodies == [#"\delta_j^L = 1"#, "δ = 2", #"x_{ \text{in}} = \alpha"#])
  }

  @Test func `dollars within boxes and texts end no formula`() {
    let boxed = #"\boxed{\colorbox{red}{$x$}}"#
    #expect(displays("$$\(boxed)\\label{a}$$") == [boxed + "\\label{a}"])
    #expect(displays("$\(boxed)$") == [boxed])
    #expect(inlines(#"so $y \text{ if $x$} z$ holds"#) == [#"y \text{ if $x$} z"#])
  }

  @Test func `bare environments are displays with their begin and end`() {
    for name in ["equation", "align", "align*", "eqnarray", "gather", "multline"] {
      let formula = "\\begin{\(name)}\na &= b \\\\\n &= c\n\\end{\(name)}"
      let passages = Document("So\n\(formula)\nholds").passages
      #expect(passages.map(\.body) == [formula])
      #expect(passages.map(\.form) == [.environment(name)])
    }
  }

  @Test func `Markdown may have escaped the star of an environment`() {
    let formula = "\\begin{align\\*}\na &= b\n\\end{align\\*}"
    let passages = Document("So\n\(formula)\nholds").passages
    #expect(passages.map(\.body) == [formula])
    #expect(MarkupReader.read(formula).problems.isEmpty)
    #expect(sketch(formula) == sketch("\\begin{align*} a &= b \\end{align*}"))
  }

  @Test func `the Markdown cells of a notebook are read in their places`() {
    let text = #"""
      {"cells": [
        {"cell_type": "code", "source": ["x = \"$no$\""], "outputs": []},
        {"cell_type": "markdown", "metadata": {},
         "source": ["# T\n", "Let $a$ be\n", "$$\\delta^L \\\\ \u03b4 = \"b\"$$\n"]},
        {"source": "so\n\n$$c$$\n\nend", "cell_type": "markdown"}], "nbformat": 4}
      """#
    let document = Document(text)
    #expect(document.passages.map { $0.body.filter { $0 != " " } } == ["a", #"\delta^L\\δ="b""#, "c"])
    #expect(document.displays.count == 2)
    #expect(document.passages.map(\.position.line) == [4, 4, 5])
    #expect(document.passages.map(\.headings.first?.text) == ["T", "T", "T"])
    #expect(document.readable.count == text.utf8.count)
    #expect(Document("{ $a$ }").passages.count == 1)
    let compact = text.replacing("\n", with: "")
    #expect(Document(compact).displays.count == 2)
    for length in 0..<text.utf8.count {
      _ = Document(String(decoding: text.utf8.prefix(length), as: UTF8.self))
    }
  }

  @Test func `many rows stay one passage`() {
    #expect(displays("$$\n\\begin{align}\na &= b\\\\\n&= c\n\\end{align}\n$$").count == 1)
  }

  @Test func `blank lines separate the formulas of a directive`() {
    #expect(
      displays(".. math::\n   :label: x\n\n   a &= b\n   &= c\n\n   d\n\nprose") == ["a &= b\n   &= c", "d"])
  }

  @Test func `lines and columns are exact`() {
    let text = "# é\r\n\r\n\t数 😀 e\u{301}: $x$ and $y$\r\n$$z$$\r\n```math\r\nw\r\n```\r\n"
    let document = Document(text)
    #expect(document.passages.map(\.body.trimmed) == ["x", "y", "z", "w"])
    #expect(
      document.passages.map(\.position) == [
        Position(line: 3, column: 9), Position(line: 3, column: 17), Position(line: 4, column: 1),
        Position(line: 5, column: 1),
      ])
    for passage in document.passages {
      #expect(document.lines.position(of: passage.range.start) == passage.position)
    }
  }

  @Test func `ranges give the text back`() {
    let text = "α $`x`$ β $$y$$ γ \\(z\\)\n\n\\[w\\]\n"
    let bytes = Array(text.utf8)
    let parts = Document(text).passages.map {
      String(decoding: bytes[$0.range.start..<$0.range.end], as: UTF8.self)
    }
    #expect(parts == ["$`x`$", "$$y$$", "\\(z\\)", "\\[w\\]"])
  }

  @Test func `the marks of a quotation become spaces`() {
    let document = Document("> $$\n> a\n> > b\n> $$\n")
    #expect(document.passages.map(\.body) == ["\n  a\n  > b\n  "])
    #expect(document.passages.first.map { $0.bodyRange.end - $0.bodyRange.start } == 13)
  }

  @Test func `entities stand for their characters without moving the rest`() {
    #expect(inlines("so $a &lt;= b &amp; c$ holds") == ["a    <= b     & c"])
  }

  @Test func `headings above are known`() {
    let text = "# A\n## B ##\n$$x$$\n## C\n### D\n$$y$$\n# E\n$$z$$\n\nF\n===\n$$w$$\n"
    let paths = Document(text).passages.map { $0.headings.map(\.text) }
    #expect(paths == [["A", "B"], ["A", "C", "D"], ["E"], ["F"]])
  }

  @Test func `the prose of the same paragraph is known`() {
    let text = "Other.\n\nIt is\n$$a = b$$\nfor $z \\ne 0$, and\n$$c$$\nelse.\n\nOther."
    let passages = Document(text).passages.filter { $0.kind == .display }
    #expect(passages.map(\.precedingText) == ["It is", "for $z \\ne 0$, and"])
    #expect(passages.map(\.followingText) == ["for $z \\ne 0$, and", "else."])
  }

  @Test func `the front matter is a list of keys and values`() {
    let text = "---\ntitle: \"A: b\"\nnotation: |\n  a_j^{(l)}\n  w\nfirst: 0\n---\n$$x$$\n"
    let document = Document(text)
    #expect(document.header.map(\.key) == ["title", "notation", "first"])
    #expect(document.header.map(\.value) == ["A: b", "  a_j^{(l)}\n  w", "0"])
    #expect(document.header("first") == "0")
    #expect(document.displays.count == 1)
    #expect(Document("---\n\nno header $x$ here").header.isEmpty)
  }

  @Test func `blocks that are no formulas are kept with what they are called`() {
    let document = Document("```nnlearn notation\nlayer (l)\n```\n")
    #expect(document.blocks.map(\.info) == ["nnlearn notation"])
    #expect(document.blocks.map(\.content) == ["layer (l)\n"])
  }

  @Test func `a formula that never ends is a problem, and the next paragraph is read`() {
    let document = Document("Let $$a = b\n\nThis is prose.\n\n$$c$$\n")
    #expect(document.problems.map(\.code) == [.unclosedGroup])
    #expect(document.problems.first?.range == SourceRange(4, 6))
    #expect(document.displays.map(\.body) == ["c"])
    #expect(Document("```math\nx").problems.map(\.code) == [.unclosedGroup])
    #expect(Document("\\begin{align} x").problems.map(\.code) == [.unclosedGroup])
  }

  @Test func `LaTeX files have comments, a preamble and sections`() {
    let document = Document(
      """
      \\documentclass{article}
      \\newcommand{\\w}{w} % $no$
      \\begin{document}
      \\section{One}
      Costs \\$5. % $no$
      Here $ a $ and $$b$$ and
      \\begin{verbatim} $no$ \\end{verbatim}
      \\[ c \\]
      \\end{document}
      """)
    #expect(document.isLaTeX)
    #expect(document.passages.map(\.body.trimmed) == ["a", "b", "c"])
    #expect(document.passages.allSatisfy { $0.headings.map(\.text) == ["One"] })
    #expect(document.macros.names == ["w"])
  }

  @Test func `every truncation of a document is read`() {
    let text =
      "---\na: b\n---\n# T\n> $$x$$ `c` $y$\n\n```math\nz\n```\n\\begin{align}a\\end{align}<!-- $ -->$`u`$\n.. math:: v\n"
    let bytes = Array(text.utf8)
    for length in bytes.indices {
      let document = Document(String(decoding: bytes[..<length], as: UTF8.self))
      for passage in document.passages {
        #expect(passage.body.utf8.count == passage.bodyRange.end - passage.bodyRange.start)
        #expect(passage.range.end <= length)
      }
    }
  }

  @Test(arguments: [
    "$", "$$", "$`", "`", "\\(", "\\[", "<", "<!--", "](", "```math\n", "\\begin{align}\n\n", "> ", "$ $",
    "$$a$$", "# ",
  ])
  func `a long repetition is read in time`(_ part: String) {
    let text = String(repeating: part, count: 20_000 / part.utf8.count)
    #expect(Document(text).passages.count <= 20_000)
  }
}

/// Places in a text.
@Suite struct LineMapTests {
  @Test func `columns count characters, not bytes`() {
    let lines = LineMap("a\té😀x\r\nb\rc\n")
    #expect(lines.position(of: 8) == Position(line: 1, column: 5))
    #expect(lines.position(of: 11) == Position(line: 2, column: 1))
    #expect(lines.position(of: 13) == Position(line: 3, column: 1))
    #expect(lines.position(of: 99) == Position(line: 4, column: 1))
    #expect(lines.position(of: -5) == Position(line: 1, column: 1))
    #expect(lines.lineCount == 4)
    #expect(lines.text(ofLine: 1) == "a\té😀x")
    #expect(lines.range(ofLine: 2) == SourceRange(11, 12))
    #expect(lines.text(ofLine: 9) == "")
  }
}
