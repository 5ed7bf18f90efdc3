import Checking
import Exercises
import Formula
import Lessons

/// Sheets, hints and progress.
extension Command {
  mutating func start() throws(Mistake) {
    guard let name = arguments.targets.first else { throw .missingTarget(.start) }
    try refuseTargets(.start, beyond: 1)
    let lesson = try arguments.lesson(name)
    guard !lesson.exercises.isEmpty else { throw .noExercises(lesson.name) }
    let folder = SheetFolder(surroundings.folder)
    let file = lesson.name + ".md"
    if arguments.isAgain, let old = try folder.setAside(file) {
      write([Line("The old sheet is now \(old).")])
    }
    let text = SheetText.text(lesson: lesson.name, title: lesson.title, lesson.exercises)
    try folder.write(text, to: file, of: lesson.name)
    let points = lesson.exercises.reduce(0) { $0 + $1.points.total }
    write([
      Line("\(file) ", .strong)
        + Line("is written: \(lesson.exercises.count) exercises, \(SheetText.points(points))."),
      Line("Put your answers in, save, and run: nnlearn check"),
    ])
  }

  mutating func hint() throws(Mistake) {
    guard let first = arguments.targets.first else { throw .missingTarget(.hint) }
    try refuseTargets(.hint, beyond: 2)
    // 7.2 alone says which lesson it belongs to.
    let isNumber = arguments.targets.count == 1 && first.contains(".")
    let lesson = try arguments.lesson(isNumber ? String(first.prefix { $0 != "." }) : first)
    guard !lesson.exercises.isEmpty else { throw .noExercises(lesson.name) }
    var file = ProgressFile(in: surroundings.folder)
    let wanted = isNumber ? first : arguments.targets.dropFirst().first
    let open = lesson.exercises.first { !file.progress[$0.id].isRight } ?? lesson.exercises[0]
    guard let exercise = wanted == nil ? open : lesson.exercises.first(where: { $0.id == wanted }) else {
      throw .unknownExercise(wanted ?? "", lesson: lesson.name, known: lesson.exercises.map(\.id))
    }
    let count = exercise.hints.count
    if let level = arguments.level, level > count {
      throw .noSuchHint(level, count: count, exercise: exercise.id)
    }
    let level = arguments.level ?? min(file.progress[exercise.id].hints + 1, count)
    let isRepeated = arguments.level == nil && file.progress[exercise.id].hints >= count
    let notation = try lesson.ownConvention().notation
    write([Line("\(exercise.id)  \(exercise.title)", .strong), Line()])
    write(MarkdownText.lines(exercise.hints[level - 1][...], notation: notation, screen: screen))
    let rest = isRepeated || level == count ? "the last one" : "\(level) of \(count)"
    write([Line(), Line("  hint \(level)\(rest == "the last one" ? ", \(rest)" : " of \(count)")", .faint)])
    file.progress[exercise.id].hints = max(file.progress[exercise.id].hints, level)
    file.save()
    for warning in file.warnings { warn(warning) }
  }

  mutating func list() throws(Mistake) {
    try refuseTargets(.list, beyond: 0)
    let file = ProgressFile(in: surroundings.folder)
    write(LessonList(lessons: try arguments.course().lessons, progress: file.progress, screen: screen).lines)
    for warning in file.warnings { warn(warning) }
  }
}
