import Checking
import Formula
import Lessons
import Network

/// A file with formulas, read and judged, and everything that is needed to train with them.
struct TrainingFile {
  /// The name as given.
  let name: String
  let convention: Convention
  let data: DataSet
  let batch: Batch
  let network: Network
  let learningRate: Double
  let epochs: Int
  let seed: UInt64
  /// The formulas that give a part of a gradient, with their verdicts, in the order of the text.
  let formulas: [(claim: CheckedClaim, gradient: GradientFormula)]
  /// Formulas without a meaning, of which something else gives the part they were for.
  let meaningless: [CheckedClaim]
  /// Formulas that could not be read.
  let unreadable: [CheckedClaim]
  /// What is wrong with the text itself.
  let problems: [Problem]
  let source: NumberedText
  /// Which formula gives what.
  let plan: FormulaBackpropagation

  /// The most work: examples times parameters times epochs.
  static let workLimit = 2e11
  /// Where the header says nothing.
  static let usualEpochs = 2000
  static let usualRate = 0.5

  /// Reads the file and judges its formulas.
  init(_ name: String, _ arguments: Arguments, _ surroundings: Surroundings) throws(Mistake) {
    self.name = name
    let text =
      name == "-"
      ? try TextFile.text(surroundings.input(TextFile.limit + 1), name: "standard input")
      : try TextFile.text(at: name)
    let document = Document(text)
    let header = try Header(document, of: name)
    let choices = arguments.training.over(try TrainingChoices(document, of: name))
    seed = arguments.seed ?? choices.seed ?? 1
    epochs = choices.epochs ?? TrainingFile.usualEpochs
    learningRate = choices.rate ?? TrainingFile.usualRate

    var chosen = try arguments.chosenConvention()
    if chosen == nil { chosen = try header.builtInConvention(of: name) }
    var settings = arguments.settings(chosen ?? .standard, header.presumptions)
    settings.convention.activation = settings.convention.activation ?? .sigmoid
    settings.seed = seed
    convention = settings.convention

    data = try TrainingFile.data(choices, besides: name)
    let isSoftmax = (convention.output ?? convention.activation) == .softmax
    let inputs = data.inputs.columns
    let widths = settings.widths ?? [inputs, inputs + 1, data.outputWidth(isSoftmax: isSoftmax)]
    guard widths.first == inputs, let batch = data.batch(outputWidth: widths.last ?? 0) else {
      throw .training(
        name,
        .network(widths, data: data.name, inputs: inputs, outputs: data.outputWidth(isSoftmax: isSoftmax)))
    }
    self.batch = batch
    do throws(NetworkError) {
      network = try convention.initialNetwork(widths: widths, seed: seed)
    } catch {
      throw .training(name, .network(widths, data: data.name, inputs: inputs, outputs: widths.last ?? 0))
    }
    let parameters = zip(widths, widths.dropFirst()).reduce(0.0) { $0 + Double($1.0 + 1) * Double($1.1) }
    guard Double(batch.examples) * parameters * Double(epochs) <= TrainingFile.workLimit else {
      throw .training(name, .tooMuch(examples: batch.examples, parameters: Int(parameters), epochs: epochs))
    }

    // Judged on networks whose widths all differ, whatever is trained: there a transposed weight shows.
    settings.widths = nil
    settings.examples = nil
    let source = NumberedText(text)
    let checker = Checker(settings)
    let report = checker.check(document: text)
    var formulas: [(claim: CheckedClaim, gradient: GradientFormula)] = []
    var meaningless: [(claim: CheckedClaim, mistake: Mistake)] = []
    var unreadable: [CheckedClaim] = []
    for claim in report.claims.flatMap({ $0.separated(in: document) }) {
      let checked = CheckedClaim(report: claim, source: source, settings: settings)
      guard let statement = claim.decisive else {
        if claim.outcome == .unreadable { unreadable.append(checked) }
        continue
      }
      // What holds under a condition is read so where the network fulfils it.
      let reading = statement.restsOn.isAbout(widths: widths) ? statement.restsOn : statement.reading
      do throws(FormulaEvaluationError) {
        guard let gradient = try GradientFormula(reading) else { continue }
        formulas.append((checked, gradient))
      } catch {
        meaningless.append((checked, TrainingFile.mistake(error, in: checked, name)))
      }
    }
    self.meaningless = meaningless.map(\.claim)
    self.formulas = formulas
    self.unreadable = unreadable
    self.source = source
    problems = report.problems
    do throws(TrainingError) {
      plan = try FormulaBackpropagation(formulas.map(\.gradient), on: network, batch)
    } catch {
      throw TrainingFile.mistake(error, among: formulas.map(\.claim), name)
    }
    // Where a part is missing, what was written for it is to blame.
    if let blamed = meaningless.first(where: { TrainingFile.gives($0.claim, what: plan.gaps, network.depth) })
    {
      throw blamed.mistake
    }
    guard plan.canTrain else {
      throw .training(name, .nothing(known: formulas.map(\.gradient.part.quantity), gaps: plan.gaps))
    }
  }

  /// Whether the formula was to give what is missing.
  private static func gives(
    _ claim: CheckedClaim, what gaps: [FormulaBackpropagation.Gap], _ depth: Int
  ) -> Bool {
    let parts = (claim.report.statement?.sides ?? []).compactMap(GradientPart.init)
    return parts.contains { part in
      gaps.contains { gap in
        part.mayBe(layer: gap.missingErrors ?? gap.layer, depth: depth)
          && part.quantity == (gap.missingErrors == nil ? gap.quantity : .errors)
      }
    }
  }

  /// The data asked for; the path of a table counts from the file that names it.
  private static func data(_ choices: TrainingChoices, besides file: String) throws(Mistake) -> DataSet {
    let name = choices.data ?? DataSet.xor.name
    if let known = DataSet.builtIn.first(where: { $0.name == name }) { return known }
    var path = name
    if !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") { path = file[...slash] + name }
    if !TextFile.exists(path), TextFile.exists(name) { path = name }
    let text: String
    do { text = try TextFile.text(at: path) } catch {
      guard case .file(_, .missing) = error else { throw error }
      throw .training(file, .unknownData(name, known: DataSet.builtIn.map(\.name)))
    }
    do throws(DataTable.Problem) {
      let data = try DataTable.dataSet(text, name: name, targets: choices.targets ?? 1)
      return choices.scale ?? true ? data.standardised : data
    } catch {
      throw .training(path, .table(error))
    }
  }

  /// What went wrong with one of the formulas.
  static func mistake(_ error: TrainingError, among claims: [CheckedClaim], _ name: String) -> Mistake {
    switch error {
    case .network: .training(name, .noValue)
    case .noValue(let formula, let error): mistake(error, in: claims[formula], name)
    case .leftOver(let formula):
      mistake(
        .noValue(
          reason: "The right side depends on an example, or on a layer, that the left side does not name."),
        in: claims[formula], name)
    }
  }

  private static func mistake(
    _ error: FormulaEvaluationError, in claim: CheckedClaim, _ name: String
  ) -> Mistake {
    var range = claim.report.range
    let reason: String
    switch error {
    case .illTyped(let diagnosis):
      reason = diagnosis.message
      range = diagnosis.range ?? range
    case .noValue(let sentence): reason = sentence
    case .noErrorTerms:
      reason = "What stands on the right are no error terms: one number for each unit is needed."
    case .derivative: reason = "It contains a derivative."
    case .errorTermNotGiven: reason = "It needs error terms that no formula gives."
    case .unreadable, .notOneFormula: reason = "It cannot be read as one formula."
    }
    let place = claim.source.place(of: range.start)
    return .formula(name, line: place.line, column: place.column, reason: reason)
  }
}

extension Header {
  /// The convention that the header names.
  fileprivate func builtInConvention(of path: String) throws(Mistake) -> Convention? {
    guard let (name, line) = convention else { return nil }
    guard let known = Convention.builtIn(name) else {
      let near = nearest(to: name, among: Convention.builtInNames)
      throw .header(path, line: line, key: "convention", .unknownConvention(name, nearest: near))
    }
    return known
  }
}
