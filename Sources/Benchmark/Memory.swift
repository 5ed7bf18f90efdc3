import Foundation

/// The most memory that this process ever used at once.
///
/// That of child processes is not asked for: Linux counts a child's copy of its parent as the child's own.
enum Memory {
  /// In bytes.
  static var peak: Int {
    var usage = rusage()
    return getrusage(own, &usage) == 0 ? Int(usage.ru_maxrss) * unit : 0
  }

  #if canImport(Glibc)
    private static let own = __rusage_who_t(RUSAGE_SELF.rawValue)
  #else
    private static let own = RUSAGE_SELF
  #endif

  #if canImport(Darwin)
    private static let unit = 1
  #else
    private static let unit = 1024
  #endif
}
