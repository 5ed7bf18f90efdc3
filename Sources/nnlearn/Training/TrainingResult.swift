import Checking

/// What came of training with the formulas of a file.
struct TrainingResult {
  let file: TrainingFile
  let descent: GradientDescent

  /// Trains; `made` is told after every step.
  init(_ file: TrainingFile, made: (Int) -> Void) throws(Mistake) {
    self.file = file
    var descent = GradientDescent(
      file.plan, from: file.network, file.batch, learningRate: file.learningRate)
    do throws(TrainingError) {
      try descent.run(steps: file.epochs, made: made)
    } catch {
      throw TrainingFile.mistake(error, among: file.formulas.map(\.claim), file.name)
    }
    self.descent = descent
  }

  /// 0 where the two curves are one, 1 where they are not, or a formula cannot be read or has no meaning.
  var exitStatus: Int32 {
    let isWhole = file.unreadable.isEmpty && file.meaningless.isEmpty && file.problems.isEmpty
    return descent.coincides && isWhole ? 0 : 1
  }

  /// How many examples each network puts into their class; nil where there are no classes.
  var classified: (formulas: Int, engine: Int)? {
    guard let formulas = try? descent.byFormulas.forward(file.batch).classifiedRightly,
      let engine = try? descent.byEngine.forward(file.batch).classifiedRightly
    else { return nil }
    return (formulas, engine)
  }

  /// The layers for which the formula (counted from 0) is used, the last one first.
  func layers(of formula: Int) -> [Int] {
    file.plan.steps.filter { $0.formula == formula }.map(\.layer)
  }

  /// Parameters that stay as they are: a kind, why, and in which layers.
  var gaps: [(quantity: GradientPart.Quantity, lacksErrors: Bool, layers: [Int])] {
    var gaps: [(quantity: GradientPart.Quantity, lacksErrors: Bool, layers: [Int])] = []
    for gap in file.plan.gaps {
      let lacksErrors = gap.missingErrors != nil
      if let known = gaps.firstIndex(where: { $0.quantity == gap.quantity && $0.lacksErrors == lacksErrors })
      {
        gaps[known].layers.append(gap.layer)
      } else {
        gaps.append((gap.quantity, lacksErrors, [gap.layer]))
      }
    }
    return gaps
  }
}

extension Command {
  /// Trains with the formulas of a file, and shows how it went.
  mutating func train() throws(Mistake) -> Int32 {
    guard let name = arguments.targets.first else { throw .missingTarget(.train) }
    try refuseTargets(.train, beyond: 1)
    do throws(Mistake) {
      let result = try trained(name)
      switch arguments.format {
      case .json: output.write(TrainingJSON.object(result).text)
      case .csv: output.write(TrainingTable.csv(result))
      default: write(TrainingText(result: result, screen: screen).lines)
      }
      return result.exitStatus
    } catch {
      guard arguments.format == .json else { throw error }
      output.write(ReportJSON.error(error).text)
      return MistakeText.status
    }
  }

  private func trained(_ name: String) throws(Mistake) -> TrainingResult {
    surroundings.begin("judging the formulas")
    defer { surroundings.end() }
    let file = try TrainingFile(name, arguments, surroundings)
    let every = max(1, file.epochs / 100)
    return try TrainingResult(file) { epoch in
      if epoch % every == 0 { surroundings.advance("training, epoch \(epoch) of \(file.epochs)") }
    }
  }
}
