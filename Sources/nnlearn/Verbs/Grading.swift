import Exercises
import Foundation
import Lessons
import Models

/// Marking the sheets of a class.
extension Command {
  mutating func grade() throws(Mistake) -> Int32 {
    guard !arguments.targets.isEmpty else { throw .missingTarget(.grade) }
    let choices = arguments.grading
    let batch = choices.merges ? try GradeJSON.merged(arguments.targets) : try marked(choices)
    let shown = choices.merges ? batch : batch.shown
    if let folder = choices.into {
      for sheet in shown.sheets {
        try WholeFile.write(Data(report(on: sheet, shown).utf8), to: "\(folder)/\(sheet.file).\(fileEnding)")
      }
      try WholeFile.write(Data(try report(shown, isPart: true).utf8), to: "\(folder)/report.\(fileEnding)")
      write([Line("\(shown.sheets.count) reports and report.\(fileEnding) are in \(folder).")])
    } else {
      output.write(try report(shown, isPart: false))
    }
    return shown.needsHuman ? 1 : 0
  }

  // MARK: - Marking

  private mutating func marked(_ choices: GradingChoices) throws(Mistake) -> MarkedBatch {
    guard let name = choices.lesson else { throw .missingOption(.gradeLesson, .grade) }
    let lesson = try arguments.lesson(name)
    guard !lesson.exercises.isEmpty else { throw .noExercises(lesson.name) }
    let course = try arguments.course()
    let seed = arguments.seed ?? 1
    let human = try humanMarks(choices.marks, lesson.exercises)
    let marker: Marker
    do throws(ExerciseProblem) {
      marker = try Marker(
        lesson: lesson.name, isLesson: { course.lesson($0)?.name == lesson.name },
        exercises: lesson.exercises,
        seed: seed, human: human.marks)
    } catch {
      throw .lesson(LessonProblem(in: lesson.folder, error))
    }
    var files = try Submissions(arguments.targets).files
    if let shard = choices.shard {
      files = files.enumerated().filter { $0.offset % shard.count == shard.first - 1 }.map(\.element)
    }
    let rubric = FNV("\(seed)\n\(lesson.exercises)\n\(human.text)").value
    let journal = try choices.into.map { folder throws(Mistake) in try Journal(in: folder, rubric: rubric) }
    if let journal, journal.outdated > 0 {
      warn(
        "the exercises, the seed or the marks have changed since this folder was written: all sheets are marked again"
      )
    }
    let run = MarkingRun(
      marker: marker, files: files, jobs: choices.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      known: { journal?.known($0, $1) }, done: { journal?.add($0, $1) })
    surroundings.begin("marking")
    let sheets = run.sheets { surroundings.advance("\($0) of \(files.count) sheets") }
    surroundings.end()
    try journal?.finish(sheets.map(\.file))
    return MarkedBatch(
      lesson: lesson.name, title: lesson.title, seed: seed, level: level, sheets: sheets)
  }

  private func humanMarks(
    _ path: String?, _ exercises: [Exercise]
  ) throws(Mistake) -> (marks: HumanMarks, text: String) {
    guard let path else { return (HumanMarks(), "") }
    let (table, text) = try table(path)
    switch HumanMarks.read(table, exercises: exercises) {
    case .success(let marks): return (marks, text)
    case .failure(let problem): throw .table(path, line: problem.line, reason: problem.words)
    }
  }

  private func table(_ path: String) throws(Mistake) -> (table: CSVTable, text: String) {
    let text = try TextFile.text(at: path)
    do throws(CSVTable.Problem) { return (try CSVTable(text), text) } catch {
      throw .table(path, line: error.line, reason: error.words)
    }
  }

  /// Students see what gradescope and classroom show.
  private var level: HintLevel {
    if let hints = arguments.hints { return hints }
    let isForStudents =
      arguments.format == .gradescope || arguments.format == .classroom
    return isForStudents ? .where : .repair
  }

  // MARK: - Reports

  private mutating func report(_ batch: MarkedBatch, isPart: Bool) throws(Mistake) -> String {
    switch arguments.format {
    case .json: return GradeJSON.text(batch)
    case .junit: return JUnit.text(batch)
    case .sarif: return GradeSARIF.text(batch)
    case .csv:
      guard let path = arguments.grading.roster else { return GradeCSV.text(batch) }
      let filled = GradeCSV.filled(try table(path).table, batch)
      for warning in filled.warnings { warn(warning) }
      return filled.text
    case .gradescope, .classroom:
      if isPart { return GradeJSON.text(batch) }
      guard batch.sheets.count == 1 else {
        throw .oneSheetOnly(arguments.format, count: batch.sheets.count)
      }
      return report(on: batch.sheets[0], batch)
    default: return screen.text(GradeText(batch: batch, screen: screen).lines)
    }
  }

  /// The report on one sheet alone.
  private func report(on sheet: MarkedSheet, _ batch: MarkedBatch) -> String {
    let sheet = sheet.forStudent
    var one = batch
    one.sheets = [sheet]
    switch arguments.format {
    case .json: return GradeJSON.sheet(sheet).text
    case .gradescope: return Gradescope.text(sheet)
    case .classroom: return Classroom.text(sheet)
    case .junit: return JUnit.text(one)
    case .sarif: return GradeSARIF.text(one)
    case .csv: return GradeCSV.text(one)
    default:
      let plain = Screen(width: screen.width, isASCII: screen.isASCII)
      return plain.text(GradeText.sheet(sheet, of: batch, plain))
    }
  }

  private var fileEnding: String {
    switch arguments.format {
    case .json, .gradescope, .classroom: "json"
    case .junit: "xml"
    case .csv: "csv"
    case .sarif: "sarif"
    default: "txt"
    }
  }
}
