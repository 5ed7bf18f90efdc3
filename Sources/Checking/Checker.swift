import Formula

/// Judges formulas: reads them, gives them their meaning on networks, and compares.
public struct Checker: Sendable {
  /// What is presumed.
  public let settings: Settings

  /// A checker with these settings.
  public init(_ settings: Settings) { self.settings = settings }

  /// The verdict on one formula.
  ///
  /// - Parameters:
  ///   - latex: the formula without dollars or fences; it may be a chain over several lines.
  ///   - offset: where it begins in its text; ranges of the report count from the text's start.
  ///   - macros: definitions of the text it comes from.
  ///   - id: the name of the report.
  public func check(
    formula latex: String, offset: Int = 0, macros: MacroTable = .empty, id: String = "claim-1"
  ) -> ClaimReport {
    let reading = FormulaReader(notation: settings.convention.notation, macros: macros).read(
      latex, offset: offset)
    let range = SourceRange(offset, offset + latex.utf8.count)
    guard !reading.alternatives.isEmpty else { return unreadable(latex, range, reading.problems, id) }
    return report(reading, latex, range, id)
  }

  /// The verdicts on every formula of a Markdown or LaTeX text, in order.
  ///
  /// Displays are claims; inline formulas are claims where they state an equation. A display that begins or ends
  /// with a relation is joined with its neighbour.
  public func check(document text: String) -> DocumentReport {
    let document = Document(text)
    var claims: [ClaimReport] = []
    let reader = FormulaReader(notation: settings.convention.notation, macros: document.macros)
    var chain: OpenChain?
    func finish(_ open: OpenChain?) {
      guard let open else { return }
      claims.append(
        report(
          Reading(alternatives: [.init(statements: [open.statement], choices: [])], problems: []),
          open.latex, open.range, "", from: open.source))
    }
    for passage in document.passages {
      let latex = passage.body
      let reading = reader.read(latex, offset: passage.bodyRange.start)
      guard let first = reading.alternatives.first else {
        if passage.kind == .display || latex.contains("=") {
          finish(chain)
          chain = nil
          claims.append(unreadable(latex, passage.bodyRange, reading.problems, ""))
        }
        continue
      }
      if passage.kind == .inline && !first.statements.contains(where: { !$0.relations.isEmpty }) { continue }
      let source = SourceText(text, offset: 0)
      if let open = chain, let statement = first.statements.first,
        statement.leading != nil || open.statement.trailing != nil, passage.kind == .display,
        let joined = open.statement.continued(by: statement)
      {
        chain = OpenChain(
          statement: joined, latex: open.latex + "\n" + latex, range: open.range.union(passage.bodyRange),
          source: source)
        for statement in first.statements.dropFirst() {
          finish(chain)
          chain = OpenChain(statement: statement, latex: latex, range: passage.bodyRange, source: source)
        }
        continue
      }
      finish(chain)
      chain = nil
      if first.statements.last?.trailing != nil, first.statements.count == 1,
        let only = first.statements.first
      {
        chain = OpenChain(statement: only, latex: latex, range: passage.bodyRange, source: source)
      } else if first.statements.count == 1, passage.kind == .display, reading.alternatives.count == 1 {
        chain = OpenChain(
          statement: first.statements[0], latex: latex, range: passage.bodyRange, source: source)
      } else {
        claims.append(report(reading, latex, passage.bodyRange, ""))
      }
    }
    finish(chain)
    for number in claims.indices where claims[number].id.isEmpty {
      claims[number].id = claims[number].statement?.marks.first ?? "claim-\(number + 1)"
    }
    return DocumentReport(
      claims: claims, problems: document.problems, convention: settings.convention.name, seed: settings.seed)
  }

  /// The annotated derivation of a claim that was checked; nil when it has no meaning that numbers could be put into.
  public func trace(_ report: ClaimReport) -> Trace? {
    guard let statement = report.statement else { return nil }
    for layout in [Lowering.GradientLayout.alongVariable, .acrossVariable] {
      guard let tracer = Tracer(statement, settings: settings, layout: layout) else { continue }
      let isReadable = tracer.chain.sides.allSatisfy { if case .success = $0 { true } else { false } }
      if isReadable || layout == .acrossVariable || !tracer.chain.dependsOnLayout {
        return tracer.trace(report)
      }
    }
    return nil
  }

  /// A display that the next one may continue.
  private struct OpenChain {
    var statement: Statement
    var latex: String
    var range: SourceRange
    var source: SourceText
  }

  // MARK: - Readings

  private func unreadable(_ latex: String, _ range: SourceRange, _ problems: [Problem], _ id: String)
    -> ClaimReport
  {
    ClaimReport(id: id, range: range, latex: latex, outcome: .unreadable, links: [], problems: problems)
  }

  /// The verdict over all readings: the usual one, unless only another one has a meaning or is true.
  private func report(
    _ reading: Reading, _ latex: String, _ range: SourceRange, _ id: String, from source: SourceText? = nil
  ) -> ClaimReport {
    let source = source ?? SourceText(latex, offset: range.start)
    var best: (ReadingVerdict, Set<Choice>)?
    for alternative in reading.alternatives {
      let verdict = ReadingVerdict(alternative.statements, settings: settings, source: source)
      if best == nil || verdict.isBetter(than: best?.0) { best = (verdict, alternative.choices) }
      if best?.0.outcome == .holds { break }
    }
    guard let (verdict, choices) = best else { return unreadable(latex, range, reading.problems, id) }
    var report = ClaimReport(
      id: id, range: range, latex: latex, statement: verdict.statement, outcome: verdict.outcome,
      condition: verdict.condition, links: verdict.links, evidence: verdict.evidence,
      diagnosis: verdict.diagnosis)
    report.notes = verdict.notes
    if verdict.outcome == .holds { report.notes += choices.sorted().map(ReadingVerdict.sentence) }
    return report
  }
}

extension Statement {
  /// This chain with another one joined to its end; nil when they do not fit.
  func continued(by next: Statement) -> Statement? {
    guard let relation = next.leading ?? trailing else { return nil }
    guard next.leading == nil || trailing == nil || trailing == next.leading else { return nil }
    var joined = self
    joined.trailing = next.trailing
    joined.relations += [relation] + next.relations
    for (position, note) in next.notes { joined.notes[sides.count + position] = note }
    joined.sides += next.sides
    joined.conditions += next.conditions
    joined.marks += next.marks
    if let range, let other = next.range { joined.range = range.union(other) }
    return joined
  }
}
