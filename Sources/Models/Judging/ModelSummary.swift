import Formula

/// What a text defines, for a person to see.
package struct ModelSummary: Sendable {
  /// One name of the model.
  package struct Entry: Sendable {
    /// The name in LaTeX, with its layer or time where it has one.
    package var name: String
    /// Its shape in words: "a column of D".
    package var shape: String
    /// Where it is defined; nil for what is drawn.
    package var definition: SourceRange?
    /// Names that its definition speaks of.
    package var uses: [String]
    /// It stands for a derivative.
    package var isDerivative: Bool
  }

  /// Leaves, which are drawn.
  package var given: [Entry] = []
  /// What is computed, in an order in which it can be.
  package var computed: [Entry] = []
  /// What was assumed and not said.
  package var assumed: [String] = []
  /// Names whose definition could not be understood, with the reason.
  package var broken: [(name: String, reason: String)] = []
}

extension TextJudge {
  /// The model of the text, each family once.
  package var summary: ModelSummary {
    let typer = one.typers[0]
    let (model, given) = (one.model, one.given)
    var result = ModelSummary()
    var families: [String: [Member]] = [:]
    for member in typer.types.keys { families[member.family, default: []].append(member) }
    var depths: [Member: Int] = [:]
    func depth(_ member: Member) -> Int {
      if let known = depths[member] { return known }
      depths[member] = 0
      var inner = 0
      typer.bodies[member]?.value.visit { part in
        if case .member(let other, _) = part.operation { inner = max(inner, depth(other) + 1) }
      }
      depths[member] = inner
      return inner
    }
    for name in families.keys.sorted() {
      guard let member = families[name]?.max(by: { $0.key.lexicographicallyPrecedes($1.key) }),
        let type = typer.types[member]
      else { continue }
      let definition = model.definitions[name]?.first { $0.statement >= given }
      let axes = type.axes
      let shape =
        switch axes.count {
        case 0: Shape.number
        case 1: type.isRow ? Shape(rows: nil, columns: axes[0]) : Shape.column(axes[0])
        default: Shape(rows: axes[0], columns: axes[1])
        }
      let entry = ModelSummary.Entry(
        name: name + (member.key.isEmpty ? "" : " (one for each index)"), shape: typer.words(shape),
        definition: definition.map { one.statements[$0.statement].range },
        uses: Set(definition?.body.uses.map(\.name) ?? []).subtracting([name]).sorted(),
        isDerivative: definition?.isDerivative ?? false)
      if model.definitions[name] == nil { result.given.append(entry) } else { result.computed.append(entry) }
    }
    let order = families.mapValues { members in members.map(depth).max() ?? 0 }
    result.computed.sort { (order[$0.name.baseName] ?? 0, $0.name) < (order[$1.name.baseName] ?? 0, $1.name) }
    for (name, kind) in model.leafKinds.sorted(by: { $0.key < $1.key }) where families[name] != nil {
      if let words = kind.assumption { result.assumed.append("\(ShownName.latex(name)) \(words)") }
    }
    if !model.opaque.isEmpty {
      result.assumed.append(
        "\(model.opaque.sorted().map(ShownName.latex).joined(separator: ", ")) is some smooth function of the outputs"
      )
    }
    if let page {
      result.assumed.append("what the text does not define is read as in \(page.name) (\(page.title))")
    }
    result.broken = one.broken.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value.kind)") }
    return result
  }

  /// Whether the text brings a model of its own that was understood, rather than speaking of the course's network.
  package var definesItsOwnModel: Bool {
    let own = one.model.definitions.values.joined().filter { $0.statement >= one.given }
    let functions = one.model.functions.values.joined().filter { $0.statement >= one.given }
    guard !own.isEmpty || !functions.isEmpty else { return false }
    // In the letters of the course, only a text that gives them a meaning of its own is judged by that.
    if one.given > 0 {
      let isOverridden = !one.model.overridden.isEmpty || functions.contains { $0.use.name == "\\sigma" }
      return isOverridden && one.broken.isEmpty
    }
    return usesCourseLetters ? one.broken.isEmpty : true
  }

  /// z, a and δ with a layer above: the letters of the course.
  private var usesCourseLetters: Bool {
    ["z", "a", "\\delta"].filter { name in
      one.model.places[name]?.contains { if case .above = $0 { true } else { false } } == true
    }.count >= 2
  }
}

extension Model.LeafKind {
  /// What is taken for granted about such a leaf; nil where the text says it.
  fileprivate var assumption: String? {
    switch self {
    case .distribution: "sums to 1"
    case .positive: "is positive"
    case .classNumber: "is the number of a class"
    case .whole: "is a whole number"
    case .oneHot, .binary, .signs, .interval: nil
    }
  }
}

extension String {
  fileprivate var baseName: String { split(separator: " ", maxSplits: 1).first.map(String.init) ?? self }
}
