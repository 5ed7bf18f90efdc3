import Exercises
import Lessons

/// The lessons, a line each, with how far the learner is.
struct LessonList {
  let lessons: [Lesson]
  let progress: Exercises.Progress
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    let slug = lessons.map { columns($0.slug) }.max() ?? 0
    let title = lessons.map { columns($0.title) }.max() ?? 0
    let convention = lessons.map { columns($0.convention) }.max() ?? 0
    let hasExercises = lessons.contains { !$0.exercises.isEmpty }
    let room = screen.width - (hasExercises ? 14 : 0)
    let showsConvention = !hasExercises || slug + title + convention + 13 <= room
    var lines = lessons.map { lesson in
      var line = Line(lesson.number < 10 ? "   \(lesson.number)  " : "  \(lesson.number)  ")
      line.append(lesson.slug, .strong)
      line.pad(to: slug + 9)
      line.append(hasExercises ? shortened(lesson.title, to: max(8, room - slug - 9)) : lesson.title)
      if showsConvention {
        line.pad(to: slug + title + 11)
        line.append(lesson.convention, .faint)
      }
      guard !lesson.exercises.isEmpty else { return line }
      line.pad(to: (showsConvention ? slug + title + convention + 13 : min(room, slug + title + 11)))
      return line + bar(lesson)
    }
    if let next, !progress.isEmpty {
      lines += [Line(), Line("next: ") + Line("exercise \(next.id)", .strong) + Line(", \(next.title)")]
    }
    return lines
  }

  /// `███░░░ 3/6`
  private func bar(_ lesson: Lesson) -> Line {
    let done = lesson.exercises.count { progress[$0.id].isRight }
    let count = lesson.exercises.count
    let (full, empty) = screen.isASCII ? ("#", ".") : ("█", "░")
    var line = Line(String(repeating: full, count: done), .good)
    line.append(String(repeating: empty, count: count - done), .faint)
    line.append(" \(done)/\(count)")
    return line
  }

  /// The first exercise of the lesson worked on last that is not right, else the first of all.
  private var next: Exercise? {
    let begun = lessons.last { lesson in
      lesson.exercises.contains { progress[$0.id] != Exercises.Progress.Facts() }
    }
    let order = lessons.drop { begun != nil && $0.number != begun?.number } + lessons
    return order.flatMap(\.exercises).first { !progress[$0.id].isRight }
  }
}
