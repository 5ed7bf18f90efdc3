import Foundation

/// A text stream into an open file, in large pieces; once a write fails, as into a closed pipe, the rest is
/// dropped. Standard error is written at once.
struct FileStream: TextOutputStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isClosed = false

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
    while start < buffer.count, !isClosed {
      let written = buffer[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written > 0 {
        start += written
      } else if written == 0 || errno != EINTR {
        isClosed = true
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
