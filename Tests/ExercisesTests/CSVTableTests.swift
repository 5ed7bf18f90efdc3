import Exercises
import Testing

/// Tables as course systems write them.
@Suite struct CSVTableTests {
  @Test func `cells are read and written as RFC 4180 has it`() throws {
    let text = "a,\"b, c\",\"d \"\"e\"\"\"\r\n\"two\nlines\",,\r\n"
    let table = try CSVTable(text)
    #expect(table.rows.map(\.cells) == [["a", "b, c", "d \"e\""], ["two\nlines", "", ""]])
    #expect(table.text == text)
  }

  @Test func `semicolons, a byte order mark and empty lines`() throws {
    let table = try CSVTable("\u{FEFF}x;y\n\n1,5;2\n")
    #expect(table.separator == ";" && table.rows.map(\.cells) == [["x", "y"], ["1,5", "2"]])
    #expect(table.rows[1].line == 3)
  }

  @Test func `a quotation mark that nothing closes is an error with its line`() {
    #expect(throws: CSVTable.Problem.self) { try CSVTable("a\n\"b\n") }
  }

  @Test(arguments: [("=1+1", "'=1+1"), ("-2.5", "-2.5"), ("@x", "'@x"), ("\t=x", "' =x"), ("plain", "plain")])
  func `no cell of ours is a formula`(cell: String, written: String) {
    #expect(CSVTable.defused(cell) == written)
  }
}
