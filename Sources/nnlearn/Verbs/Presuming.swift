import Checking
import Lessons

extension Overrides {
  /// These, and where they leave something open, the others.
  func over(_ others: Overrides) -> Overrides {
    var all = others
    if let activation = presumptions.activation { all.presumptions.activation = activation }
    if let output = presumptions.output { all.presumptions.output = output }
    if let cost = presumptions.cost { all.presumptions.cost = cost }
    if let average = presumptions.average { all.presumptions.average = average }
    if let biases = presumptions.biases { all.presumptions.biases = biases }
    if let widths { all.widths = widths }
    if let examples { all.examples = examples }
    return all
  }
}

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
  func settings(_ convention: Convention, _ own: Overrides = Overrides(), includesZeros: Bool = false)
    -> Settings
  {
    let overrides = overrides.over(own)
    return Settings(
      convention: overrides.presumptions.applied(to: convention), widths: overrides.widths,
      examples: overrides.examples, seed: seed ?? 1, includesZeros: includesZeros || self.includesZeros)
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
