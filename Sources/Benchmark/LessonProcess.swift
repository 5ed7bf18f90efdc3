import Foundation

/// `nnlearn check lesson7` as a process of its own, from its start to its end.
final class LessonProcess {
  // A class, because what came out of the last run is told after all of them.
  private let program = LessonProcess.program
  private var outcome = ""

  static let arguments = ["check", "lesson7"]

  /// The program that lies beside this one, if there is one.
  static var program: URL? {
    let folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    let candidate = folder?.appendingPathComponent("nnlearn")
    return candidate.flatMap { FileManager.default.isExecutableFile(atPath: $0.path) ? $0 : nil }
  }

  static let absence = "no nnlearn beside this program: `swift build -c release` makes it"

  /// Whether there is a program to run.
  var isPossible: Bool { program != nil }

  /// Runs the program once, its output unseen.
  func run() {
    guard let program else { return }
    let process = Process()
    process.executableURL = program
    process.arguments = Self.arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // `waitUntilExit` was seen to return up to 40 ms late.
    let end = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in end.signal() }
    do {
      try process.run()
      end.wait()
      outcome = process.terminationStatus == 0 ? "all holds" : "exit status \(process.terminationStatus)"
    } catch {
      outcome = "could not be started"
    }
  }

  /// How the last run ended.
  var remark: String {
    isPossible ? outcome : Self.absence
  }
}
