import Foundation

/// The most memory that this process ever used at once.
enum Memory {
  /// In bytes; nil where the system does not tell.
  static var peak: Int? {
    #if os(Linux)
      // Not getrusage, which also counts what the same process was before: `swift run`.
      guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kilobytes = line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) }
      return kilobytes.map { $0 * 1024 }
    #else
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? Int(usage.ru_maxrss) : nil
    #endif
  }
}
