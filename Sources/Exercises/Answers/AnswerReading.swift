import Formula
import Models

/// An answer taken apart: names of its own, and the expressions that are to be what is asked, in their order.
///
/// Nothing else of it is judged: words, conditions, arrows, and commands have no effect.
struct AnswerReading {
  /// What an expression is, how it was written, and where.
  struct Side {
    var term: Term
    var latex: String
    var place: Answer.Place
  }

  /// A name of the answer's own.
  struct Definition {
    var name: String
    var slots: [Slot]
    var sides: [Side]
  }

  private(set) var definitions: [Definition] = []
  /// The expressions that are said to be equal to what is asked.
  private(set) var sides: [Side] = []
  /// Equations on the way that do not begin with what is asked.
  private(set) var remarks: [[Side]] = []
  /// Why it cannot be judged.
  private(set) var problem: (reason: Reason, place: Answer.Place)?

  private let answer: Answer
  private let asked: Term
  private let known: Set<String>
  /// Letters that stand for one thing, so that no other letter can be written for them: L.
  private let fixed: Set<String>
  /// Letters that the page has for examples.
  private let examples: Set<String>
  /// Letters of the answer and those of the exercise that they are written for.
  private var exchange: [String: String] = [:]
  private let document: Document
  /// Where each block begins in the document.
  private var starts: [Int] = []

  /// Takes an answer apart; `known` are the names that are given.
  init(
    _ answer: Answer, asked latex: String, _ asked: Term, known: Set<String>, fixed: Set<String>,
    examples: Set<String>
  ) {
    self.answer = answer
    self.examples = examples
    self.fixed = fixed
    self.asked = asked
    self.known = known
    var text = "```math\n\(latex)\n```\n"
    for block in answer.blocks {
      text += "\n```math\n"
      starts.append(text.utf8.count)
      text += block.latex + "\n```\n"
    }
    document = Document(text)
    read()
  }

  private mutating func read() {
    let whole = Answer.Place(block: 0, start: 0, end: answer.blocks.first?.latex.utf8.count ?? 0)
    let size = answer.blocks.reduce(0) { $0 + $1.latex.utf8.count }
    if size > Answer.mostBytes || answer.blocks.count > Answer.mostBlocks { return fail(.tooLong, whole) }
    if !document.macros.names.isEmpty { return fail(.definesCommands, whole) }
    guard document.passages.count == answer.blocks.count + 1 else {
      return fail(.unreadable(found: "a mark that begins or ends a formula"), whole)
    }
    for (number, block) in answer.blocks.enumerated() {
      guard let first = MarkupReader.read(block.latex).problems.first else { continue }
      let place = Answer.Place(block: number, start: first.range.start, end: first.range.end)
      return fail(.unreadable(found: first.found, expected: first.expected, help: first.help), place)
    }
    for statement in TextReader.read(document) where statement.passage > 0 {
      take(statement)
      if problem != nil { return }
    }
    if sides.count > Answer.mostSteps { return fail(.tooLong, whole) }
    if sides.isEmpty, problem == nil {
      let isOther = !remarks.isEmpty || !definitions.isEmpty
      return fail(isOther ? .otherQuantity(asked: asked.latex) : .severalAnswers, whole)
    }
    settle()
    if let long = sides.first(where: {
      $0.term.parts > Answer.mostParts || $0.term.depthOfSums > Answer.mostSums
    }) {
      fail(.tooLong, long.place)
    }
  }

  /// Writes out names of the answer's own, and gives letters that the page has for something else other letters.
  private mutating func settle() {
    for place in sides.indices { sides[place].term = sides[place].term.expanding(definitions) }
    let terms = sides.map(\.term)
    let spoken = terms.reduce(asked.exampleLetters) { $0.union($1.exampleLetters) }
    let units = terms.reduce(into: Set<String>()) { $0.formUnion($1.unitLetters) }
    var free = Definition.letters.filter {
      !units.contains($0) && !examples.contains($0) && !known.contains($0)
    }
    for letter in units.intersection(examples).subtracting(spoken).subtracting(asked.unitLetters).sorted()
    where exchange[letter] == nil {
      if !free.isEmpty { exchange[letter] = free.removeFirst() }
    }
    for place in sides.indices {
      sides[place].term = sides[place].term.exchanging(exchange)
      sides[place].latex = Self.latex(of: sides[place].term, written: sides[place].latex)
    }
  }

  private mutating func fail(_ reason: Reason, _ place: Answer.Place) {
    if problem == nil { problem = (reason, place) }
  }

  private mutating func take(_ statement: Models.Statement) {
    switch statement.content {
    case .unreadable(let unreadable, _):
      fail(.unreadable(found: unreadable.found), place(unreadable.range))
    case .mention(let terms):
      if terms.count == 1, terms[0] == asked || terms[0].node == .ellipsis { return }
      guard terms.count == 1 else {
        if sides.isEmpty { fail(.severalAnswers, place(statement.range)) }
        return
      }
      sides.append(side(terms[0]))
    case .range, .span, .membership: break
    case .relation(let terms, let relations): take(terms, relations)
    }
  }

  private mutating func take(_ terms: [Term], _ relations: [Relation]) {
    if relations.allSatisfy({ $0.isOrder }) { return }
    let all = terms.map(side)
    let own = terms[0].newName.map { use in !isKnown(use) && use.primes == 0 } ?? false
    if terms[0] == asked || isOld(terms[0]) || sides.last?.term == terms[0] {
      sides += all.dropFirst()
    } else if own, let use = terms[0].newName, !definitions.contains(where: { $0.name == use.name }) {
      definitions.append(Definition(name: use.name, slots: use.slots, sides: all))
    } else if let place = terms.firstIndex(of: asked) {
      // A = B = what is asked, or the other way round in the middle.
      sides += place == terms.count - 1 ? Array(all.dropLast()) : Array(all[(place + 1)...])
    } else if sides.isEmpty, let letters = asked.renaming(to: terms[0], keeping: fixed) {
      // The same with other letters for its indices: they are exchanged everywhere.
      for (own, other) in letters where own != other { (exchange[other], exchange[own]) = (own, other) }
      sides += all.dropFirst()
    } else if sides.isEmpty, !terms[0].isQuantity {
      // The left side may be left out.
      sides += all
    } else {
      remarks.append(all)
    }
  }

  /// Whether a name is given; e is no power where indices stand on it.
  private func isKnown(_ use: NameUse) -> Bool {
    known.contains(use.name) && !(GivenNames.common.contains(use.name) && !use.slots.isEmpty)
  }

  /// w of w^{new}: the left side of an update, whatever stands behind it.
  private func isOld(_ term: Term) -> Bool {
    guard let new = asked.baseUse, let mark = new.name.firstIndex(of: "^"), let old = term.baseUse else {
      return false
    }
    return new.name[..<mark] == old.name && asked.latex.contains("new")
  }

  // MARK: - Places

  private func place(_ range: SourceRange) -> Answer.Place {
    let block = max(0, (starts.lastIndex { $0 <= range.start }) ?? 0)
    let length = answer.blocks[block].latex.utf8.count
    let start = min(max(0, range.start - starts[block]), length)
    return Answer.Place(block: block, start: start, end: min(max(start, range.end - starts[block]), length))
  }

  private func side(_ term: Term) -> Side {
    let bytes = document.readable
    var written = ""
    if term.range.start < term.range.end, term.range.end <= bytes.count {
      written = String(decoding: bytes[term.range.start..<term.range.end], as: UTF8.self)
    }
    return Side(term: term, latex: Self.latex(of: term, written: written), place: place(term.range))
  }

  /// Printed anew, so that nothing but the expression is judged; as it stands where printing changes it.
  private static func latex(of term: Term, written: String) -> String {
    let printed = term.latex
    return Self.term(printed) != term && Self.term(written) == term ? written : printed
  }

  /// A formula as one expression; nil where it is none.
  static func term(_ latex: String) -> Term? {
    let statements = TextReader.read(Document("```math\n\(latex)\n```\n"))
    guard statements.count == 1, case .mention(let terms) = statements[0].content, terms.count == 1 else {
      return nil
    }
    return terms[0]
  }
}

extension Relation {
  /// Says which is larger, or that two differ: a condition.
  fileprivate var isOrder: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .element: true
    case .equal, .defined, .identical, .approximately, .proportional, .implies, .maps, .assigned: false
    }
  }
}

extension Term {
  /// The name that an equation may define: nothing but index letters on it.
  fileprivate var newName: NameUse? {
    switch node {
    case .name(let use): use.slots.allSatisfy { $0.content.letter != nil } ? use : nil
    default: nil
    }
  }

  /// A quantity: a name, or a derivative.
  fileprivate var isQuantity: Bool {
    if case .derivative = node { return true }
    return baseUse != nil
  }

  /// The letters of another term that stand for the index letters of this one; nil where they differ otherwise.
  func renaming(to other: Term, keeping fixed: Set<String>) -> [String: String]? {
    var forth: [String: String] = [:]
    var back: [String: String] = [:]
    func fits(_ a: Term, _ b: Term, inSlot: Bool) -> Bool {
      if let x = a.letter, let y = b.letter, inSlot {
        if x != y, fixed.contains(x) || fixed.contains(y) { return false }
        if forth[x] == nil, back[y] == nil { (forth[x], back[y]) = (y, x) }
        return forth[x] == y && back[y] == x
      }
      if case .name(let u) = a.node, case .name(let v) = b.node {
        return u.name == v.name && u.primes == v.primes && u.slots.map(\.place) == v.slots.map(\.place)
          && zip(u.slots, v.slots).allSatisfy { fits($0.content, $1.content, inSlot: true) }
      }
      let (mine, its) = (a.children, b.children)
      guard mine.count == its.count else { return false }
      if mine.isEmpty { return a == b }
      // Compare what is left when the children are taken out.
      let hole = Term(.number(0), SourceRange(0, 0))
      return a.mapChildren { _ in hole } == b.mapChildren { _ in hole }
        && zip(mine, its).allSatisfy { fits($0, $1, inSlot: inSlot) }
    }
    return fits(self, other, inSlot: false) ? forth : nil
  }
}
