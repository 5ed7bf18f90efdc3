import Formula

/// Chooses the page whose letters and marks a text uses, never by whether its claims are true there.
struct PageChoice {
  /// A name with the marks on it: how many indices stand below and above.
  private struct Mark: Hashable {
    var name: String
    var below: Int
    var above: Int
  }

  /// What a page has of names: their marks, and those that it computes layer by layer.
  private struct Letters {
    var marks: Set<Mark> = []
    var layered: Set<Mark> = []
    /// Those that have a layer.
    var keyed: Set<Mark> = []
    var layers: Set<String> = []

    init(_ page: Page) {
      let builder = ModelBuilder(TextReader.read(Document(page.text)), text: page.text)
      layers = builder.model.keyLetters.union(builder.model.ends.keys)
      for statement in builder.statements {
        // The parameter of a function stands for nothing outside of it.
        let parameters: [String] =
          if case .applied(_, let arguments)? = statement.sides.first?.node {
            arguments.compactMap(\.letter)
          } else {
            []
          }
        for use in statement.terms.flatMap(\.uses) where !parameters.contains(use.name) {
          let name = FamiliesByLetter.plain(use.name, indices: builder.survey.indices)
          let mark = Mark(
            name: name, below: use.slots.filter(\.isBelow).count, above: use.slots.filter(\.isAbove).count
          )
          let keys = builder.model.keyPlaces[use.name] ?? []
          let whole = Mark(
            name: name, below: keys.filter(\.isBelow).count, above: keys.filter(\.isAbove).count)
          marks.formUnion([mark, whole])
          if !keys.isEmpty { keyed.formUnion([mark, whole]) }
          if !keys.isEmpty, builder.model.definitions[use.name] != nil { layered.formUnion([mark, whole]) }
        }
      }
      for capital in page.capitals {
        marks.insert(Mark(name: capital.key, below: 0, above: layers.isEmpty ? 0 : 1))
      }
    }
  }

  private static let letters: [(page: Page, letters: Letters)] = Page.builtIn.map { ($0, Letters($0)) }

  /// Stands for any number among the letters on names.
  private static let number = "1"

  private let used: Set<Mark>
  /// The letters that stand on names, and with which marks.
  private let layered: [(mark: Mark, letter: String)]

  /// Looks at what a text uses and does not define.
  init(_ own: [Statement], defining model: Model) {
    var used: Set<Mark> = []
    var layered: [(mark: Mark, letter: String)] = []
    func look(_ use: NameUse, _ extra: Term?) {
      guard model.definitions[use.name] == nil, model.functions[use.name] == nil,
        !model.sizeNames.contains(use.name)
      else { return }
      let above = use.slots.filter(\.isAbove).map(\.content) + (extra.map { [$0] } ?? [])
      let below = use.slots.filter(\.isBelow).map(\.content)
      let mark = Mark(name: use.name, below: below.count, above: above.count)
      used.insert(mark)
      for content in above + below {
        if let letter = content.shifted?.letter ?? (content.integer == nil ? nil : Self.number) {
          layered.append((mark, letter))
        }
      }
    }
    func look(_ term: Term) {
      switch term.node {
      case .name(let use): look(use, nil)
      case .raised(let base, let exponent):
        if case .name(let use) = base.node, exponent.shifted != nil || exponent.integer != nil,
          exponent.letter != "T"
        {
          look(use, exponent)
          // A number above may count layers or be a power.
          if exponent.integer != nil { look(use, nil) }
        } else {
          look(base)
        }
      case .applied(let use, let arguments):
        look(use, nil)
        for argument in arguments { look(argument) }
      default: for child in term.children { look(child) }
      }
    }
    for statement in own { for term in statement.terms { look(term) } }
    self.used = used
    self.layered = layered
  }

  /// The page that explains most of what is used; the first of several. Nil where none has layers of the text.
  var forText: Page? {
    best(
      among: Self.letters.filter { letters in
        layered.contains {
          letters.letters.layered.contains($0.mark) && letters.letters.layers.contains($0.letter)
        }
      })
  }

  /// The page of this name, in the form that explains most.
  func form(of page: Page) -> Page {
    let forms = page.forms.map { (page: $0, letters: Letters($0)) }
    return best(among: forms) ?? page
  }

  /// The same for a formula alone, which is never without a page.
  var forFormula: Page { best(among: Self.letters + Self.neurons) ?? .standard }

  private static let neurons = [Page.neuron(like: .standard)].map { (page: $0, letters: Letters($0)) }

  /// Whether a mark that stands for a layer on the page carries a letter of the page's layers, or a number.
  private func isLayer(of mark: Mark, _ letters: Letters) -> Bool {
    guard letters.layered.contains(mark) || letters.keyed.contains(mark) else { return true }
    let own = layered.filter { $0.mark == mark }.map(\.letter)
    return own.isEmpty || own.contains { $0 == Self.number || letters.layers.contains($0) }
  }

  private func best(among pages: [(page: Page, letters: Letters)]) -> Page? {
    var best: (page: Page, score: Int)?
    for (page, letters) in pages {
      let score = used.filter { letters.marks.contains($0) && isLayer(of: $0, letters) }.count
      if score > best?.score ?? -1 { best = (page, score) }
    }
    return best?.page
  }
}

extension Page {
  /// The page for a formula alone: in the form that explains most of it; where none was named, any page may.
  package func form(for document: Document, isNamed: Bool) -> Page {
    let own = ModelBuilder(TextReader.read(document), text: "")
    let choice = PageChoice(own.statements, defining: Model())
    return isNamed ? choice.form(of: self) : choice.forFormula
  }
}
