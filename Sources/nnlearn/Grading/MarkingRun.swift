import Exercises
import Foundation
import Synchronization

/// Marks many sheets at once; the result is that of one after the other.
struct MarkingRun: Sendable {
  let marker: Marker
  let files: [Submissions.File]
  let jobs: Int
  /// What is known of a sheet from before, by its name and text.
  let known: @Sendable (_ file: String, _ text: String) -> MarkedSheet?
  /// Told of each sheet as it is done, on any thread.
  let done: @Sendable (MarkedSheet, _ text: String) -> Void

  /// Formulas are read by functions that call themselves: threads need room for that.
  private static let stack = 64 << 20

  private struct State: Sendable {
    var next = 0
    var finished = 0
    var sheets: [MarkedSheet?]
  }

  /// The marked sheets, in the order of the files; `progress` is told how many are done, on this thread.
  func sheets(progress: (_ done: Int) -> Void) -> [MarkedSheet] {
    let box = Box(State(sheets: Array(repeating: nil, count: files.count)))
    let workers = max(1, min(jobs, files.count))
    let end = DispatchSemaphore(value: 0)
    for _ in 0..<workers {
      let thread = Thread {
        while let number = box.take(of: files.count) { box.put(marked(files[number]), at: number) }
        end.signal()
      }
      thread.stackSize = Self.stack
      thread.start()
    }
    var open = workers
    while open > 0 {
      if end.wait(timeout: .now() + 0.2) == .success { open -= 1 }
      progress(box.finished)
    }
    return box.sheets
  }

  private func marked(_ file: Submissions.File) -> MarkedSheet {
    switch Submissions.text(file) {
    case .failure(let problem): return marker.unmarked(file.name, problem.words)
    case .success(let text):
      if let known = known(file.name, text) { return known }
      let sheet = marker.mark(text, file: file.name)
      done(sheet, text)
      return sheet
    }
  }

  /// What the threads share.
  private final class Box: Sendable {
    private let state: Mutex<State>

    init(_ state: State) { self.state = Mutex(state) }

    func take(of count: Int) -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func put(_ sheet: MarkedSheet, at number: Int) {
      state.withLock { state in
        state.sheets[number] = sheet
        state.finished += 1
      }
    }

    var finished: Int { state.withLock { $0.finished } }
    var sheets: [MarkedSheet] { state.withLock { $0.sheets.compactMap { $0 } } }
  }
}
