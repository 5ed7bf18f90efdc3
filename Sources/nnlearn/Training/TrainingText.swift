import Checking
import Formula

/// Training with formulas as text: the formulas and their verdicts, the two costs, and both curves.
struct TrainingText {
  let result: TrainingResult
  let screen: Screen

  private var file: TrainingFile { result.file }
  private var descent: GradientDescent { result.descent }

  /// The lines.
  var lines: [Line] {
    var lines = [Line(file.name, .strong) + Line("  \(file.convention.name) convention", .faint), Line()]
    for (place, formula) in file.formulas.enumerated() { lines += self.formula(place, formula) }
    for claim in file.meaningless + file.unreadable {
      lines += BrokenText(claim: claim, name: file.name, screen: screen).lines
      lines.append(Line("   Nothing is trained with it.", .faint))
    }
    for problem in file.problems {
      lines += ProblemText.lines(problem, in: file.source, named: file.name, screen: screen)
    }
    lines += result.gaps.flatMap(sentence)
    lines += [Line()] + setting + [Line()] + table + [Line()]
    let plot = CurvePlot(descent.epochs, width: screen.width)
    if !plot.lines.isEmpty { lines += plot.lines + [Line()] }
    return lines + ending
  }

  private func formula(_ place: Int, _ formula: (claim: CheckedClaim, gradient: GradientFormula)) -> [Line] {
    let layers = result.layers(of: place)
    let what = TrainingText.words(formula.gradient.part.quantity)
    let use = layers.isEmpty ? "not used" + reason(place) : TrainingText.listed(layers)
    let (mark, style) = ClaimText.mark(formula.claim.report.outcome)
    guard CheckedClaim.isTrue(formula.claim.report.outcome) else {
      let lines = BrokenText(claim: formula.claim, name: file.name, screen: screen).lines
      let remark = layers.isEmpty ? use : "trained with all the same, \(use)"
      return lines + [Line("   \(what): \(remark)", .faint)]
    }
    let number = formula.claim.source.place(of: formula.claim.report.range.start).line
    let formulas = FormulaLines(notation: file.convention.notation, style: screen.style)
    let rows = formulas.rows(
      formula.gradient.statement.sides, formula.gradient.statement.relations, leading: nil,
      width: screen.width - 5)
    var lines = rows.flatMap(\.lines).map { Line("  " + $0) }
    if let first = lines.first {
      var line = first
      line.pad(to: max(line.width + 2, screen.width - 1))
      line.append(mark, style)
      lines[0] = line
    }
    return lines + [Line("    line \(number): \(what), \(use)", .faint)]
  }

  /// Why a formula is not used.
  private func reason(_ formula: Int) -> String {
    if file.plan.lackingErrors.contains(formula) { return ": it needs error terms that no formula gives" }
    let part = file.formulas[formula].gradient.part
    let isGiven = file.plan.steps.contains {
      $0.quantity == part.quantity && part.mayBe(layer: $0.layer, depth: file.network.depth)
    }
    return isGiven ? ": another formula gives the same" : ": this network has no such layer"
  }

  private func sentence(
    _ gap: (quantity: GradientPart.Quantity, lacksErrors: Bool, layers: [Int])
  ) -> [Line] {
    let place = TrainingText.listed(gap.layers)
    let what = gap.quantity == .weights ? "weights" : "biases"
    let lack =
      gap.lacksErrors
      ? "no formula for the error terms of \(place)"
      : "no formula for the \(gap.quantity == .weights ? "weight" : "bias") gradient of \(place)"
    return Paragraph.lines(
      label: "note: ", "\(lack): \(what) stay as they are, for the engine too", indent: 2, screen: screen)
  }

  private var setting: [Line] {
    let network = file.network
    let activations = network.layers.map(\.activation.rawValue)
    let kinds = Set(activations).count == 1 ? activations[0] : activations.joined(separator: ", ")
    let text =
      "Gradient descent on \(file.data.name): \(counted(file.batch.examples, "example")), network "
      + network.widths.map(String.init).joined(separator: "-") + ", \(kinds), cost \(network.cost.rawValue) "
      + "(\(network.averaging == .mean ? "mean" : "sum") over the examples), learning rate "
      + "\(TrainingText.plain(file.learningRate)), seed \(file.seed)."
    return wrapped(harmless(text), width: screen.width).map { Line($0) }
  }

  /// The costs of some epochs, the first and the last among them.
  private var table: [Line] {
    func row(_ cells: [String]) -> Line {
      var line = Line()
      for (cell, end) in zip(cells, [8, 24, 40, 62]) {
        line.append(String(repeating: " ", count: max(2, end - line.width - columns(cell))) + cell)
      }
      return line
    }
    let all = descent.epochs
    let count = min(11, all.count)
    let places = (0..<count).map { count == 1 ? 0 : $0 * (all.count - 1) / (count - 1) }
    return [row(["epoch", "formulas", "engine", "relative difference"])]
      + places.map { place in
        let epoch = all[place]
        return row([
          String(epoch.number), Numbers.long(epoch.formulas), Numbers.long(epoch.engine),
          Numbers.rough(epoch.relativeDifference),
        ])
      }
  }

  private var ending: [Line] {
    var lines: [Line] = []
    if let last = descent.epochs.last, last.number < file.epochs {
      lines.append(Line("Stopped after epoch \(last.number): the costs are no finite numbers any more."))
    }
    if let (formulas, engine) = result.classified {
      lines.append(
        Line(
          "Classified rightly at the end: formulas \(formulas), engine \(engine) of \(file.batch.examples)."))
    }
    let difference = Numbers.rough(descent.largestDifference)
    guard descent.epochs.contains(where: { $0.number > 0 && $0.isComparable }) else {
      return lines + [Line("There is nothing to compare: a smaller learning rate (--rate) may help.", .bad)]
    }
    let text =
      descent.coincides
      ? "The two curves coincide; largest relative difference \(difference)."
      : "The two curves differ; largest relative difference \(difference)."
    return lines + [Line(text, descent.coincides ? .good : .bad)]
  }

  /// What a formula gives, in words.
  static func words(_ quantity: GradientPart.Quantity) -> String {
    switch quantity {
    case .errors: "error terms"
    case .weights: "weight gradient"
    case .biases: "bias gradient"
    }
  }

  private static func listed(_ layers: [Int]) -> String {
    "layer\(layers.count == 1 ? "" : "s") " + layers.map(String.init).joined(separator: ", ")
  }

  /// 0.5, 2
  private static func plain(_ number: Double) -> String {
    number.description.hasSuffix(".0") ? String(number.description.dropLast(2)) : number.description
  }
}
