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
    var sides: [Side]
  }

  private(set) var definitions: [Definition] = []
  /// The expressions that are said to be equal to what is asked.
  private(set) var sides: [Side] = []
  /// Equations on the way that do not begin with what is asked.
  private(set) var remarks: [[Side]] = []
  /// What was asked, where it was written with other letters for its indices.
  private(set) var left: Side?
  /// Why it cannot be judged.
  private(set) var problem: (reason: Reason, place: Answer.Place)?

  private let answer: Answer
  private let asked: Term
  private let known: Set<String>
  /// Letters that stand for one thing, so that no other letter can be written for them: L.
  private let fixed: Set<String>
  private let document: Document
  /// Where each block begins in the document.
  private var starts: [Int] = []

  /// Takes an answer apart; `known` are the names that are given.
  init(_ answer: Answer, asked latex: String, _ asked: Term, known: Set<String>, fixed: Set<String>) {
    self.answer = answer
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
    for statement in TextReader.read(document) where statement.passage > 0 {
      take(statement)
      if problem != nil { return }
    }
    if sides.count > Answer.mostSteps { fail(.tooLong, whole) }
    if sides.isEmpty, problem == nil {
      let reason = remarks.isEmpty ? Reason.severalAnswers : .otherQuantity(asked: latex(of: asked))
      fail(definitions.isEmpty || !remarks.isEmpty ? reason : .otherQuantity(asked: latex(of: asked)), whole)
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
    if terms[0] == asked || isNext(terms[0], relations[0]) {
      sides += all.dropFirst()
    } else if let last = sides.last, last.term == terms[0] {
      sides += all.dropFirst()
    } else if let place = terms.firstIndex(of: asked) {
      // A = B = what is asked, or the other way round in the middle.
      sides += place == terms.count - 1 ? Array(all.dropLast()) : Array(all[(place + 1)...])
    } else if sides.isEmpty, terms[0].isRenamed(from: asked, keeping: fixed) {
      left = all[0]
      sides += all.dropFirst()
    } else if let use = terms[0].newName, use.primes == 0 {
      let isKnown = known.contains(use.name)
      let isDefined = definitions.contains { $0.name == use.name }
      if !isKnown, !isDefined {
        definitions.append(Definition(name: use.name, sides: all))
      } else {
        remarks.append(all)
      }
    } else {
      remarks.append(all)
    }
  }

  /// w of w^{new}, before an arrow.
  private func isNext(_ term: Term, _ relation: Relation) -> Bool {
    guard relation == .assigned || relation == .maps || relation == .defined else { return false }
    return asked.contains { $0 == term }
  }

  // MARK: - Places

  private func place(_ range: SourceRange) -> Answer.Place {
    let block = max(0, (starts.lastIndex { $0 <= range.start }) ?? 0)
    let length = answer.blocks[block].latex.utf8.count
    let start = min(max(0, range.start - starts[block]), length)
    return Answer.Place(block: block, start: start, end: min(max(start, range.end - starts[block]), length))
  }

  private func side(_ term: Term) -> Side {
    // Printed anew, so that nothing but the expression is judged; as it stands where printing changes it.
    var latex = latex(of: term)
    let bytes = document.readable
    if Self.term(latex) != term, term.range.start < term.range.end, term.range.end <= bytes.count {
      latex = String(decoding: bytes[term.range.start..<term.range.end], as: UTF8.self)
    }
    return Side(term: term, latex: latex, place: place(term.range))
  }

  private func latex(of term: Term) -> String { term.latex }

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

  /// The same with other letters for its indices, each for one.
  func isRenamed(from other: Term, keeping fixed: Set<String>) -> Bool {
    var forth: [String: String] = [:]
    var back: [String: String] = [:]
    func fits(_ a: Term, _ b: Term, inSlot: Bool) -> Bool {
      if let x = a.letter, let y = b.letter, inSlot {
        if x != y, fixed.contains(x) || fixed.contains(y) { return false }
        let isNew = forth[y] == nil && back[x] == nil
        if isNew { (forth[y], back[x]) = (x, y) }
        return forth[y] == x && back[x] == y
      }
      switch (a.node, b.node) {
      case (.name(let u), .name(let v)), (.applied(let u, _), .applied(let v, _)):
        guard u.name == v.name, u.primes == v.primes, u.slots.map(\.place) == v.slots.map(\.place) else {
          return false
        }
        guard zip(u.slots, v.slots).allSatisfy({ fits($0.content, $1.content, inSlot: true) }) else {
          return false
        }
      default: break
      }
      let (mine, its) = (a.children, b.children)
      guard mine.count == its.count else { return false }
      if mine.isEmpty { return a == b }
      // Compare what is left when the children are taken out.
      let hole = Term(.number(0), SourceRange(0, 0))
      let isSlotted = a.node.isName && b.node.isName
      guard isSlotted || a.mapChildren({ _ in hole }) == b.mapChildren({ _ in hole }) else { return false }
      return isSlotted || zip(mine, its).allSatisfy { fits($0, $1, inSlot: inSlot) }
    }
    return fits(self, other, inSlot: false) && forth.contains { $0.key != $0.value }
  }
}

extension Term.Node {
  fileprivate var isName: Bool { if case .name = self { true } else { false } }
}
