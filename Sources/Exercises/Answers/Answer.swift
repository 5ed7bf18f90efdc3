/// What somebody wrote as the answer to an exercise: formulas in LaTeX, one below the other.
package struct Answer: Sendable, Hashable {
  package var blocks: [Block]

  /// A formula, and where it stands in its text.
  package struct Block: Sendable, Hashable {
    package var latex: String
    /// The line of its first character, counted from 1.
    package var line: Int
    /// The column of its first character.
    package var column: Int

    /// Makes a block.
    package init(_ latex: String, line: Int = 1, column: Int = 1) {
      self.latex = latex
      self.line = line
      self.column = column
    }
  }

  /// Makes an answer.
  package init(_ blocks: [Block]) { self.blocks = blocks }

  /// An answer of formulas that stand nowhere.
  package init(_ latex: [String]) { blocks = latex.map { Block($0) } }

  /// A place in an answer: which block, and how many bytes behind its beginning.
  package struct Place: Sendable, Hashable {
    package var block: Int
    package var start: Int
    package var end: Int
  }

  /// Line and column of the beginning of a place, both from 1, columns in characters.
  package func position(of place: Place) -> (line: Int, column: Int) {
    position(in: place.block, place.start)
  }

  /// Line and column behind the end of a place.
  package func end(of place: Place) -> (line: Int, column: Int) { position(in: place.block, place.end) }

  private func position(in number: Int, _ offset: Int) -> (line: Int, column: Int) {
    guard blocks.indices.contains(number) else { return (1, 1) }
    let block = blocks[number]
    let bytes = Array(block.latex.utf8)
    let before = bytes[..<max(0, min(offset, bytes.count))]
    let line = before.count { $0 == 0x0A }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: before[lineStart...], as: UTF8.self).count
    return (block.line + line, column + (line == 0 ? block.column : 1))
  }

  /// The most bytes of all formulas of an answer.
  package static let mostBytes = 20_000
  /// The most formulas of an answer.
  package static let mostBlocks = 60
  /// The most expressions that a chain has.
  package static let mostSteps = 60
  /// The most parts that an expression is made of, names and signs.
  package static let mostParts = 1_000
  /// The most parts of an expression that what is wrong is looked for in.
  package static let mostPartsExplained = 250
  /// How many sums may stand within each other.
  package static let mostSums = 6
}

extension Answer {
  /// Whether nothing was put in: no formula, or what the sheet had there.
  package func isUntouched(left: String) -> Bool {
    blocks.allSatisfy { block in
      var rest = block.latex.filter { !$0.isWhitespace }[...]
      let start = left.filter { !$0.isWhitespace }
      if rest.hasPrefix(start) { rest = rest.dropFirst(start.count) }
      if rest.hasPrefix("\\in") { rest = rest.dropFirst(3) }
      if rest.hasPrefix("=") { rest = rest.dropFirst() }
      return ["", "…", "...", "\\dots", "\\ldots", "\\cdots", "?"].contains(rest)
    }
  }
}
