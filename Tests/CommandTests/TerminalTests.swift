import Formula
import Foundation
import Testing

@testable import nnlearn

struct TerminalTests {
  @Test func `what a terminal would obey becomes something to look at`() {
    #expect(harmless("a\u{1B}[31mb\u{7}\r\n\u{7F}\u{9B}c\td") == "a␛[31mb␇␍␊␡\u{FFFD}c d")
    #expect(harmless("\u{202E}x\u{2066}\u{200B}") == "\u{FFFD}x\u{FFFD}\u{FFFD}")
    #expect(harmless("δ_j^(L) ⊙ 漢 é 👩‍🔬") == "δ_j^(L) ⊙ 漢 é 👩‍🔬")
  }

  @Test func `no character of any plane gets through a line but harmless ones`() {
    for value in (0..<0x3000).map(UInt32.init) + [0xFEFF, 0xE0001, 0x10FFFF] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let rendered = Line("a\(scalar)b").rendered(colour: false)
      #expect(rendered.unicodeScalars.allSatisfy(isHarmless), "U+\(String(value, radix: 16))")
    }
  }

  @Test func `colour follows the option, then NO_COLOR, then TERM, then the stream`() {
    func colour(_ choice: ColorChoice, _ environment: [String: String], _ isTerminal: Bool) -> Bool {
      Surroundings(environment: environment, outputIsTerminal: isTerminal).outputScreen(choice).colour
    }
    #expect(colour(.auto, [:], true) && !colour(.auto, [:], false))
    #expect(colour(.always, ["NO_COLOR": "1"], false) && !colour(.never, [:], true))
    #expect(!colour(.auto, ["NO_COLOR": "1"], true) && colour(.auto, ["NO_COLOR": ""], true))
    #expect(!colour(.auto, ["TERM": "dumb"], true))
  }

  @Test func `colour changes nothing but colour`() {
    let line = Line("good ", .good) + Line("plain") + Line(" bad", .bad)
    let coloured = line.rendered(colour: true)
    #expect(coloured == "\u{1B}[32mgood \u{1B}[0mplain\u{1B}[31m bad\u{1B}[0m")
    #expect(line.rendered(colour: false) == "good plain bad")
  }

  @Test func `the width comes from COLUMNS, then the terminal, then is 80`() {
    #expect(
      Surroundings(environment: ["COLUMNS": "100"], terminalColumns: 60).outputScreen(.auto).width == 100)
    #expect(Surroundings(environment: ["COLUMNS": "x"], terminalColumns: 60).outputScreen(.auto).width == 60)
    #expect(Surroundings().outputScreen(.auto).width == 80)
    #expect(Surroundings(terminalColumns: 3).outputScreen(.auto).width == 40)
  }

  @Test func `carets stand under wide, combining and tabbed text`() {
    // Columns: 漢 takes 2, e with an accent of its own 1, a tab goes to the next multiple of 4.
    func carets(_ text: String, _ marked: String) -> [String] {
      let start = text.range(ofText: marked).map { text[..<$0].utf8.count } ?? 0
      let range = SourceRange(start, start + marked.utf8.count)
      return Excerpt.lines(NumberedText(text), at: range, style: .bad, screen: Screen()).map {
        $0.rendered(colour: false)
      }
    }
    #expect(carets("漢 = xy", "xy") == ["    1 │ 漢 = xy", "      │      ^^"])
    #expect(carets("e\u{301} = xy", "xy") == ["    1 │ e\u{301} = xy", "      │     ^^"])
    #expect(carets("a\tb = xy", "xy") == ["    1 │ a   b = xy", "      │         ^^"])
    #expect(carets("a\u{1B}b = xy", "xy") == ["    1 │ a␛b = xy", "      │       ^^"])
    #expect(carets("one\r\ntwo = xy\r\n", "xy") == ["    2 │ two = xy", "      │       ^^"])
  }

  @Test func `a caret at the end of the formula stands behind it`() {
    let lines = Excerpt.lines(NumberedText("2(a"), at: SourceRange(3, 3), style: .bad, screen: Screen())
    #expect(lines.map(\.text) == ["    1 │ 2(a", "      │    ^"])
  }

  @Test func `a long line is cut around the range, and nothing is wider than the screen`() {
    let text = String(repeating: "x+", count: 200) + "BAD" + String(repeating: "+y漢", count: 200)
    for width in [40, 60, 80, 200] {
      let screen = Screen(width: width)
      let lines = Excerpt.lines(NumberedText(text), at: SourceRange(400, 403), style: .bad, screen: screen)
      #expect(lines.allSatisfy { $0.width <= width })
      let shown = Array(lines[0].text)
      guard let caret = Array(lines[1].text).firstIndex(of: "^") else {
        Issue.record("no caret")
        continue
      }
      #expect(String(shown[caret..<min(caret + 3, shown.count)]) == "BAD")
      for start in stride(from: 0, to: text.utf8.count, by: 7) {
        let range = SourceRange(start, start + 90)
        let lines = Excerpt.lines(NumberedText(text), at: range, style: .bad, screen: screen)
        #expect(lines.allSatisfy { $0.width <= width })
      }
    }
  }

  @Test func `numbers are shown with the digits that matter`() {
    #expect(
      Numbers.short(-0.17742513) == "−0.1774" && Numbers.short(1) == "1.0000" && Numbers.short(0) == "0")
    #expect(Numbers.short(1.5e-7) == "1.500e-07" && Numbers.short(-.infinity) == "−∞")
    #expect(Numbers.short(.nan) == "not a number" && Numbers.rough(4e-11) == "4e-11")
  }

  @Test func `with --ascii nothing else is written`() {
    for words in [
      ["list"], ["read", "15"], ["read", "lesson3"], ["conventions", "softmax"], ["help", "check"],
    ] {
      var output = ""
      var errors = ""
      _ = run(arguments: words + ["--ascii"], surroundings: Surroundings(), output: &output, error: &errors)
      #expect(!output.isEmpty && errors.isEmpty)
      #expect(output.utf8.allSatisfy { $0 < 0x80 })
    }
  }
}

struct FileStreamTests {
  @Test func `a write that fails is told from a closed pipe`() throws {
    signal(SIGPIPE, SIG_IGN)
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    var stream = FileStream(descriptor: full)
    stream.write("text")
    stream.flush()
    guard case .error? = stream.failure else {
      Issue.record("no error")
      return
    }
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    var closed = FileStream(descriptor: ends[1])
    closed.write("text")
    closed.flush()
    #expect(closed.failure == .closedPipe)
  }
}
