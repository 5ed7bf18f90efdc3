import Checking
import Lessons

extension Arguments {
  /// The convention asked for: a built-in one, or a file's; nil when none was.
  func chosenConvention() throws(Mistake) -> Convention? {
    guard let name = convention else { return nil }
    return try Arguments.convention(named: name)
  }

  /// A built-in convention, or that of a file.
  static func convention(named name: String) throws(Mistake) -> Convention {
    if let known = Convention.builtIn(name) { return known }
    do {
      return try Convention.read(try TextFile.text(at: name), path: name)
    } catch {
      guard case .file(_, .missing) = error else { throw error }
      let known = Convention.builtInNames
      throw .unknownConvention(name, nearest: nearest(to: name, among: known), known: known)
    }
  }

  /// The settings for a convention, with what the command line says put over what the text says.
  func settings(
    _ convention: Convention, _ own: Presumptions = Presumptions(), includesZeros: Bool = false
  ) -> Settings {
    Settings(
      convention, presumptions.over(own), seed: seed ?? 1,
      includesZeros: includesZeros || self.includesZeros)
  }
}

extension Convention {
  /// The convention in a file.
  static func read(_ text: String, path: String) throws(Mistake) -> Convention {
    do { return try Convention(text: text) } catch {
      throw .header(
        path, line: error.line, key: "", .notAConvention(found: error.found, expected: error.expected))
    }
  }
}
