import Checking
import Foundation

/// What the program takes for inputs that ask for much: a row each, as a process of its own.
struct Nasty {
  func run() {
    guard let program = LessonProcess.program else { return print(LessonProcess.absence) }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "nasty-\(ProcessInfo.processInfo.processIdentifier).md")
    defer { try? FileManager.default.removeItem(at: file) }
    var table = Table(["nnlearn check", "formulas", "time", "a formula", "memory", "operations at most", ""])
    for (name, text) in NastyInputs.all {
      guard (try? Data(text.utf8).write(to: file)) != nil,
        let usage = ChildUsage(program.path, ["check", file.path])
      else { return print("\(name) could not be run.") }
      let report = Checker(Settings(convention: .standard)).check(document: text)
      let operations = report.claims.map(\.operations).max() ?? 0
      let count = max(1, report.claims.count)
      table.add([
        name, "\(count)", Units.time(usage.seconds), Units.time(usage.seconds / Double(count)),
        Units.memory(usage.memory), Units.count(operations), report.claims.first?.outcome.rawValue ?? "",
      ])
    }
    print(table.text)
    print("\nTime is that of the processor, the whole process counted.")
  }
}

/// What a process took from its start to its end.
struct ChildUsage {
  /// Of the processor.
  let seconds: Double
  /// The most memory that was used at once, in bytes.
  let memory: Int

  /// Runs a program, its output unseen; nil where it cannot be started.
  init?(_ program: String, _ arguments: [String]) {
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    #if os(Linux)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else { return nil }
    var usage = rusage()
    var status: Int32 = 0
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    seconds = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) * 1e-6
    #if os(Linux)
      memory = usage.ru_maxrss * 1024
    #else
      memory = usage.ru_maxrss
    #endif
  }
}
