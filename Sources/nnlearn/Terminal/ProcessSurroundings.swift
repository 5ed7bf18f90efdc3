import Foundation

extension Surroundings {
  /// The surroundings of the running process.
  static var process: Surroundings {
    let isTerminal = isatty(STDERR_FILENO) == 1
    let progress = Progress(isShown: isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb")
    var surroundings = Surroundings()
    surroundings.environment = ProcessInfo.processInfo.environment
    surroundings.input = { limit in (try? FileHandle.standardInput.readToLimit(limit)) ?? [] }
    surroundings.outputIsTerminal = isatty(STDOUT_FILENO) == 1
    surroundings.errorIsTerminal = isTerminal
    surroundings.terminalColumns = columnsOfTerminal
    surroundings.begin = progress.begin
    surroundings.advance = progress.advance
    surroundings.end = progress.end
    return surroundings
  }

  private static var columnsOfTerminal: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// Says on standard error that work goes on, once it has lasted for a second.
///
/// A class, because a timer and the work share it.
private final class Progress: Sendable {
  private let isShown: Bool
  private let state = State()

  private final class State: @unchecked Sendable {
    let lock = NSLock()
    var work: DispatchWorkItem?
    var text = ""
    var hasWritten = false
  }

  init(isShown: Bool) { self.isShown = isShown }

  func begin(_ what: String) {
    guard isShown else { return }
    let state = state
    let work = DispatchWorkItem {
      state.lock.withLock {
        FileHandle.standardError.write(Data("\(state.text)…".utf8))
        state.hasWritten = true
      }
    }
    state.lock.withLock {
      state.work = work
      state.text = what
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + 1, execute: work)
  }

  func advance(_ what: String) {
    guard isShown else { return }
    state.lock.withLock {
      state.text = what
      if state.hasWritten { FileHandle.standardError.write(Data("\r\u{1B}[K\(what)…".utf8)) }
    }
  }

  func end() {
    state.lock.withLock {
      state.work?.cancel()
      if state.hasWritten { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
      state.hasWritten = false
    }
  }
}
