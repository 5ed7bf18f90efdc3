import Foundation

/// Measures the work of this thread alone, whatever else the machine does.
package enum ThreadClock {
  /// The processor's time for some work, in milliseconds.
  package static func milliseconds(_ work: () -> Void) -> Double {
    let start = now
    work()
    return now - start
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
  }
}
