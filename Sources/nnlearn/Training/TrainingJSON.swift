import Checking
import Formula

/// Training with formulas as JSON; the fields and their order are a contract.
enum TrainingJSON {
  /// The object.
  static func object(_ result: TrainingResult) -> JSON {
    let (file, descent) = (result.file, result.descent)
    let network = file.network
    return .object([
      ("schemaVersion", .integer(ReportJSON.schemaVersion)),
      ("target", .string(file.name)), ("convention", .string(file.convention.name)),
      ("seed", .unsigned(file.seed)),
      (
        "network",
        .object([
          ("widths", .array(network.widths.map(JSON.integer))),
          ("activations", .array(network.layers.map { .string($0.activation.rawValue) })),
          ("cost", .string(network.cost.rawValue)), ("average", .string(network.averaging.rawValue)),
          ("bias", .string(file.convention.biases.rawValue)),
        ])
      ),
      ("data", .object([("name", .string(file.data.name)), ("examples", .integer(file.batch.examples))])),
      ("learningRate", .number(file.learningRate)),
      (
        "formulas",
        .array(
          file.formulas.enumerated().map { place, formula in
            self.formula(formula.claim, formula.gradient.part.quantity, result.layers(of: place))
          } + (file.meaningless + file.unreadable).map { formula($0, nil, []) })
      ),
      (
        "missing",
        .array(
          result.gaps.map { gap in
            .object([
              ("gives", .string(gap.quantity.rawValue)), ("layers", .array(gap.layers.map(JSON.integer))),
              ("lacks", gap.lacksErrors ? .string(GradientPart.Quantity.errors.rawValue) : nil),
            ])
          })
      ),
      (
        "epochs",
        .array(
          descent.epochs.map { epoch in
            .object([
              ("epoch", .integer(epoch.number)), ("formulas", .number(epoch.formulas)),
              ("engine", .number(epoch.engine)), ("relativeDifference", .number(epoch.relativeDifference)),
            ])
          })
      ),
      (
        "classifiedRightly",
        result.classified.map {
          .object([("formulas", .integer($0.formulas)), ("engine", .integer($0.engine))])
        }
      ),
      ("maxRelativeDifference", .number(descent.largestDifference)),
      ("coincide", .boolean(descent.coincides)),
    ])
  }

  private static func formula(
    _ claim: CheckedClaim, _ quantity: GradientPart.Quantity?, _ layers: [Int]
  ) -> JSON {
    let report = claim.report
    let place = claim.source.place(of: report.range.start)
    let broken = report.links.first { $0.diagnosis != nil }?.diagnosis
    let diagnosis = report.diagnosis ?? broken
    return .object([
      ("line", .integer(place.line)), ("column", .integer(place.column)), ("latex", .string(report.latex)),
      ("gives", quantity.map { .string($0.rawValue) }), ("layers", .array(layers.map(JSON.integer))),
      ("outcome", .string(report.outcome.rawValue)), ("condition", report.condition.map(JSON.string)),
      (
        "diagnosis",
        diagnosis.map {
          .object([("name", .string($0.name.rawValue)), ("message", .string($0.message))])
        }
      ),
    ])
  }
}

/// The curves as a table for other programs.
enum TrainingTable {
  /// One line an epoch, under a line with names; what is not a number is empty.
  static func csv(_ result: TrainingResult) -> String {
    func cell(_ number: Double) -> String { number.isFinite ? number.description : "" }
    var text = "epoch,formulas,engine,relative_difference\n"
    for epoch in result.descent.epochs {
      text +=
        "\(epoch.number),\(cell(epoch.formulas)),\(cell(epoch.engine)),\(cell(epoch.relativeDifference))\n"
    }
    return text
  }
}
