import Checking
import Formula
import Network

/// A formula in two notations, what changes besides letters, and what becomes of it in both conventions.
struct TranslationText {
  let translation: Translation
  let original: [Statement]
  let translator: Translator
  /// The verdicts in the formula's own convention and in the other one.
  let reports: (source: ClaimReport, target: ClaimReport)
  let screen: Screen

  private var source: Convention { translator.source }
  private var target: Convention { translator.target }

  /// The lines.
  var lines: [Line] {
    let width = max(columns(source.name), columns(target.name)) + 4
    var lines = formula(original, source, width) + formula(translation.statements, target, width)
    lines += [Line(), Line("  " + translation.latex), Line()]
    let names = renamings
    if !names.isEmpty {
      lines += Paragraph.lines(label: "indices: ", names, indent: 2, screen: screen) + [Line()]
    }
    if changes.isEmpty {
      lines.append(Line("  Nothing changes besides letters."))
    } else {
      lines.append(Line("  What changes besides letters:"))
      for change in changes {
        lines += Paragraph.lines(label: "• ", sentence(change), indent: 2, screen: screen)
      }
    }
    return lines + [Line()] + verdict(reports.source, source, width) + verdict(reports.target, target, width)
  }

  /// The changes that the formula shows; where it shows none and its verdict is another all the same, everything
  /// that the conventions presume differently.
  private var changes: [Change] {
    guard translation.changes.isEmpty, reports.source.outcome != reports.target.outcome else {
      return translation.changes
    }
    return Change.presumptions(from: source, to: target)
  }

  private func formula(_ statements: [Statement], _ convention: Convention, _ width: Int) -> [Line] {
    let formulas = FormulaLines(notation: convention.notation, style: screen.style)
    let rows = statements.flatMap { statement in
      formulas.rows(
        statement.sides, statement.relations, leading: statement.leading, width: screen.width - width
      ).flatMap(\.lines)
    }
    return rows.enumerated().map { place, row in
      var line = Line("  ") + Line(place == 0 ? convention.name : "", .strong)
      line.pad(to: width)
      line.append(row)
      return line
    }
  }

  private var renamings: String {
    let from = UnicodePrinter(notation: source.notation, style: screen.style)
    let to = UnicodePrinter(notation: target.notation, style: screen.style)
    return translation.renamed.map {
      "\(from.print(.variable($0.from) as Index)) is \(to.print(.variable($0.to) as Index)) there"
    }.joined(separator: ", ")
  }

  private func verdict(_ report: ClaimReport, _ convention: Convention, _ width: Int) -> [Line] {
    let (mark, style) = ClaimText.mark(report.outcome)
    var line = Line("  ") + Line(convention.name, .strong)
    line.pad(to: width)
    line = line + Line(mark + " ", style)
    line.append(ClaimText.words(report.outcome, condition: report.condition))
    guard !CheckedClaim.isTrue(report.outcome), let diagnosis = report.diagnosis else { return [line] }
    var lines = [line] + Paragraph.lines(diagnosis.message, indent: width + 2, screen: screen)
    if let repair = diagnosis.repair {
      lines += Paragraph.lines(label: "try ", repair, indent: width + 2, screen: screen)
    }
    return lines
  }
}

extension TranslationText {
  /// A change in words.
  private func sentence(_ change: Change) -> String {
    switch change {
    case .cost(let old, let new, let factor):
      let formulas = "The cost of one example is \(new.summary), not \(old.summary)"
      switch factor {
      case .otherFunction: return formulas + ": another function, with other derivatives."
      case .times(let number, let widthPower):
        return formulas + ": it and its derivatives are \(Self.factor(number, widthPower)) times as large."
      }
    case .average(_, let new):
      return new == .mean
        ? "The cost of the batch is the mean of its examples' costs, not their sum: there is a factor 1 over their number."
        : "The cost of the batch is the sum of its examples' costs, not their mean: there is no factor 1 over their number."
    case .costLetters(_, let new):
      return new == 1
        ? "One letter stands for the cost of an example and for that of the batch; the formula tells which."
        : "The cost of one example and the cost of the batch have a letter each."
    case .biases(_, let new): return Self.sentence(new)
    case .hidden(let old, let new):
      return "The hidden activation is \(Self.words(new)), not \(Self.words(old))."
    case .output(let old, let new):
      let words = { (activation: Activation?) in activation?.rawValue ?? "that of the other layers" }
      return "The last layer's activation is \(words(new)), not \(words(old))."
    case .orientation(_, let new):
      return new == .rows
        ? "A layer is a row, not a column: each side is transposed, and factors change places."
        : "A layer is a column, not a row: each side is transposed, and factors change places."
    case .weightOrder(_, let new):
      return new == .fromTo
        ? "A weight's first index is the unit it comes from: the matrix is the transpose of the one here."
        : "A weight's first index is the unit it goes to: the matrix is the transpose of the one here."
    case .firstUnit(let old, let new): return "Units and examples are counted from \(new), not from \(old)."
    case .firstLayer(let old, let new): return "The input is layer \(new), not layer \(old)."
    case .impliedSums(let implied):
      return implied
        ? "An index that two factors share is summed, though no Σ is written."
        : "Every sum is written with its Σ."
    }
  }

  private static func factor(_ number: Double, _ widthPower: Int) -> String {
    let value = number == 0.5 ? "½" : number == number.rounded() ? String(Int(number)) : String(number)
    switch widthPower {
    case 0: return value
    case 1: return number == 1 ? "n_L" : number == 0.5 ? "n_L/2" : value + " n_L"
    default: return value + "/n_L"
    }
  }

  private static func sentence(_ biases: Convention.BiasKind) -> String {
    switch biases {
    case .none: "There are no biases."
    case .perNeuron: "Each unit has a bias."
    case .shared: "A layer's units share one bias."
    }
  }

  private static func words(_ activation: Activation?) -> String { activation?.rawValue ?? "left general" }
}

extension Command {
  /// Writes a formula in another notation.
  mutating func translate() throws(Mistake) {
    guard let latex = arguments.targets.first else { throw .missingTarget(.translate) }
    try refuseTargets(.translate, beyond: 1)
    guard let name = arguments.to else { throw .missingOption(.to, .translate) }
    let source = try Arguments.convention(named: arguments.from ?? Convention.standard.name)
    let target = try Arguments.convention(named: name)
    let seed = arguments.seed ?? 1
    // What is translated is what was judged.
    let report = Checker(Settings(convention: source, seed: seed)).check(formula: latex)
    let original = report.statements.map(\.reading.written)
    guard !original.isEmpty else {
      throw .translation(.unreadable(report.problems), convention: source.name)
    }
    let translator = Translator(from: source, to: target)
    let translation: Translation
    do { translation = try translator.translation(of: original) } catch {
      throw .translation(error, convention: target.name)
    }
    let reports = (
      source: report,
      target: Checker(Settings(convention: target, seed: seed)).check(formula: translation.latex)
    )
    write(
      TranslationText(
        translation: translation, original: original, translator: translator, reports: reports, screen: screen
      ).lines)
  }
}
