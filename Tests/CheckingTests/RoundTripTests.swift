import Checking
import Formula
import Testing

@Suite struct RoundTripTests {
  static let conventions = Convention.builtInNames

  @Test(arguments: conventions)
  func `reading what was printed gives the same tree in every notation`(name: String) throws {
    let notation = try #require(Convention.builtIn(name)).notation
    #expect(RoundTripTally(notation, count: 150, seed: 1).different == [])
  }

  @Test func `every formula that was read is printed so that it reads the same`() throws {
    let rows =
      AcceptanceOfFirstFormulas.rows + AcceptanceOfErrorTerms.rows + AcceptanceOfGradients.rows
      + AcceptanceOfFunctions.rows
    for row in rows {
      let notation = try #require(Convention.builtIn(row.presumed.convention)).notation
      let reader = FormulaReader(notation: notation)
      for alternative in reader.read(row.latex).alternatives {
        let printed = alternative.statements.map { LaTeXPrinter(notation: notation).print($0) }
        let statements = alternative.statements.map(\.withoutRange)
        // A formula with several statements is printed as several; a choice may have to be made again.
        for (latex, statement) in zip(printed, statements) {
          let readings = reader.read(latex).alternatives.map { $0.statements.map(\.withoutRange) }
          #expect(readings.contains([statement]), "\(row.latex) as \(latex)")
        }
      }
    }
  }
}
