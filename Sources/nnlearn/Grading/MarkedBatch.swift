import Exercises

/// A class's sheets with what they got, as a report needs them.
struct MarkedBatch: Sendable {
  /// The lesson's name and title.
  var lesson: String
  var title: String
  var seed: UInt64
  var level: HintLevel
  var sheets: [MarkedSheet]

  init(lesson: String, title: String, seed: UInt64, level: HintLevel, sheets: [MarkedSheet]) {
    self.lesson = lesson
    self.title = title
    self.seed = seed
    self.level = level
    // The order is that of the names, whoever marked them.
    self.sheets = sheets.sorted { $0.file < $1.file }
    noteSecondSubmissions()
  }

  /// The same with as much as is given away at its level.
  var shown: MarkedBatch {
    var batch = self
    for place in batch.sheets.indices {
      batch.sheets[place].exercises = batch.sheets[place].exercises.map {
        $0.showing(where: level >= .where, why: level >= .why, repair: level >= .repair)
      }
    }
    return batch
  }

  /// Whether a human has to look at something.
  var needsHuman: Bool { sheets.contains(where: \.needsHuman) }

  /// Files of one name, where there are several: nobody but a human knows which counts.
  var severalOfOne: [String: [String]] {
    var files: [String: [String]] = [:]
    for sheet in sheets {
      if let name = sheet.name, !name.isEmpty { files[name, default: []].append(sheet.file) }
    }
    return files.filter { $0.value.count > 1 }
  }

  private mutating func noteSecondSubmissions() {
    let several = severalOfOne
    for place in sheets.indices {
      guard let name = sheets[place].name, let files = several[name] else { continue }
      sheets[place].alsoHandedIn = files.filter { $0 != sheets[place].file }
    }
  }

  // MARK: - The class

  /// How often something went wrong in an exercise.
  struct Misconception: Sendable, Hashable {
    var exercise: String
    var name: String
    var message: String
    var count: Int
    /// Two answers, of nobody.
    var examples: [String]
  }

  /// What went wrong, the most frequent of each exercise first.
  var misconceptions: [Misconception] {
    var found: [[String]: Misconception] = [:]
    for exercise in sheets.flatMap(\.exercises) {
      guard let diagnosis = exercise.diagnosis,
        exercise.outcome == .incorrect || exercise.outcome == .followsThrough
      else { continue }
      let key = [exercise.id, diagnosis.name, diagnosis.message]
      var one =
        found[key]
        ?? Misconception(
          exercise: exercise.id, name: diagnosis.name, message: diagnosis.message, count: 0, examples: [])
      one.count += 1
      if one.examples.count < 2, let answer = exercise.answer, !one.examples.contains(answer) {
        one.examples.append(answer)
      }
      found[key] = one
    }
    let order = sheets.first?.exercises.map(\.id) ?? []
    return found.values.sorted {
      let (a, b) = (order.firstIndex(of: $0.exercise) ?? 0, order.firstIndex(of: $1.exercise) ?? 0)
      return (a, -$0.count, $0.name, $0.message) < (b, -$1.count, $1.name, $1.message)
    }
  }

  /// How often each outcome was met in an exercise.
  func counts(_ id: String) -> [(outcome: Judgement.Outcome, count: Int)] {
    let outcomes = sheets.flatMap(\.exercises).filter { $0.id == id }.map(\.outcome)
    return Judgement.Outcome.allCases.map { outcome in (outcome, outcomes.count { $0 == outcome }) }
      .filter { $0.1 > 0 }
  }
}

extension MarkedSheet {
  /// What a lecturer should know of a sheet.
  var remarks: [String] {
    let others = alsoHandedIn.map { files in
      "\(name ?? "the same person") also handed in \(files.joined(separator: ", ")); each is marked by itself"
    }
    return (notes ?? []) + [others].compactMap { $0 }
  }

  /// The sheet as its student may see it.
  var forStudent: MarkedSheet {
    var sheet = self
    sheet.alsoHandedIn = nil
    return sheet
  }
}

extension MarkedExercise {
  /// Where it is and what is wrong, in a line; empty for what is right.
  var words: String {
    var words = SheetReport.words(outcome).words
    if let line { words += ", line \(line)" }
    if let steps, let wrong = steps.firstIndex(where: { $0 != .right }), steps.count > 1 {
      words += ", step \(wrong + 1) of \(steps.count)"
    }
    if let diagnosis { words += ": " + diagnosis.message }
    if let repair = diagnosis?.repair { words += " Instead: " + repair }
    if score == nil { words += " A human has to mark it." }
    if let remark { words += " Remark: " + remark }
    return words
  }
}

/// Points as people write them: 2, 2.5.
func points(_ number: Double) -> String { SheetText.number(number) }
