import Foundation

/// A text stream into an open file, in large pieces; once a write fails the rest is dropped, and the failure kept.
/// Standard error is written at once.
struct FileStream: TextOutputStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// What became of the first write that failed.
  private(set) var failure: Failure?

  /// Why a write failed.
  enum Failure: Equatable {
    /// Nobody reads any more, which is no error: `nnlearn check --all | head`.
    case closedPipe
    /// Anything else, as a full disk, in the system's words.
    case error(String)
  }

  /// A stream into an open file.
  init(descriptor: Int32) { self.descriptor = descriptor }

  mutating func write(_ string: String) {
    buffer.append(contentsOf: string.utf8)
    // What was judged is shown while the rest is being judged.
    if buffer.count > 1 << 16 || descriptor == STDERR_FILENO || isatty(descriptor) == 1 { flush() }
  }

  /// Writes what is left.
  mutating func flush() {
    var start = 0
    while start < buffer.count, failure == nil {
      let written = buffer[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written > 0 {
        start += written
      } else if written == 0 || errno != EINTR {
        failure = errno == EPIPE ? .closedPipe : .error(String(cString: strerror(errno)))
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
