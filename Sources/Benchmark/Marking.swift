import Foundation
import Slips

/// How the written answers of `Fixtures/Mistakes` are marked, beside what a marker says of them.
struct Marking: Sendable {
  /// Only every so many answers is checked.
  var stride: Int
  /// Lists what went wrong as well.
  var isDetailed: Bool

  /// From the folder of the package, where the command is run.
  private static let folder = URL(fileURLWithPath: "Fixtures/Mistakes")

  func run() async {
    let files =
      (try? FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)) ?? []
    let answers = files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.flatMap {
      (try? WrittenAnswer.read($0)) ?? []
    }
    guard !answers.isEmpty else { return print("No answers in \(Self.folder.path).") }
    let tally = await withTaskGroup(of: AnswerTally.self) { group in
      for (number, answer) in answers.enumerated() where number % stride == 0 {
        group.addTask {
          var tally = AnswerTally()
          tally.take(answer)
          return tally
        }
      }
      return await group.reduce(AnswerTally()) { $0 + $1 }
    }
    report(tally)
  }

  private func report(_ tally: AnswerTally) {
    let times = tally.milliseconds.sorted()
    let mean = times.reduce(0, +) / Double(max(1, times.count))
    let slow = times.isEmpty ? 0 : times[times.count * 99 / 100]
    var table = Table(["answers", "", ""])
    table.add(["right", "\(tally.right)", ""])
    table.add(["  refused", "\(tally.refused.count)", ""])
    table.add(["wrong", "\(tally.wrong)", ""])
    table.add(["  accepted or undecided", "\(tally.accepted.count)", ""])
    table.add([
      "  named", Units.share(tally.wrong - tally.otherName.count - tally.accepted.count, of: tally.wrong), "",
    ])
    table.add([
      "  repaired", Units.share(tally.wrong - tally.unrepaired.count - tally.accepted.count, of: tally.wrong),
      "",
    ])
    table.add(["  a check, mean", Units.time(mean / 1e3), ""])
    table.add(["  99 of 100 within", Units.time(slow / 1e3), ""])
    table.add(["  longest", Units.time((times.last ?? 0) / 1e3), ""])
    print(table.text)
    guard isDetailed else { return }
    for (title, list) in [
      ("refused", tally.refused), ("accepted", tally.accepted), ("under another name", tally.otherName),
      ("not repaired", tally.unrepaired),
    ] where !list.isEmpty {
      print("\n\(title):")
      for text in list { print("  " + text) }
    }
  }
}
