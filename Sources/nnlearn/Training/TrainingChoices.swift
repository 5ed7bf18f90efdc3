import Checking
import Formula
import Lessons

/// What a file's header, or the command line, says about training; nil where it says nothing.
struct TrainingChoices: Sendable, Hashable {
  /// `xor`, `iris`, or the path of a table.
  var data: String?
  var epochs: Int?
  /// η
  var rate: Double?
  var seed: UInt64?
  /// How many columns of a table are targets.
  var targets: Int?
  /// Whether the inputs of a table are standardised.
  var scale: Bool?

  /// Nothing said.
  init() {}

  /// Reads the header of a document; keys that are not about training are passed over.
  init(_ document: Document, of path: String) throws(Mistake) {
    for entry in document.header {
      guard let option = TrainingChoices.options[entry.key] else { continue }
      do { try set(option, to: entry.value) } catch {
        let line = document.lines.position(of: entry.range.start).line
        throw .header(path, line: line, key: entry.key, .value(option, entry.value))
      }
    }
  }

  private static let options: [String: Option] = [
    "data": .data, "epochs": .epochs, "rate": .rate, "learning-rate": .rate, "seed": .seed,
    "targets": .targets,
    "scale": .scale,
  ]

  /// Sets what an option, or a header line of its name, says.
  mutating func set(_ option: Option, to given: String) throws(Mistake) {
    switch option {
    case .data: data = given
    case .epochs: epochs = try number(option, given)
    case .targets: targets = try number(option, given)
    case .rate:
      guard let number = Double(given), number > 0, number <= 1e6 else {
        throw .badValue(option, given: given)
      }
      rate = number
    case .seed:
      guard let number = UInt64(given) else { throw .badValue(option, given: given) }
      seed = number
    case .scale:
      guard ["yes", "no"].contains(given) else { throw .badValue(option, given: given) }
      scale = given == "yes"
    default: break
    }
  }

  private func number(_ option: Option, _ given: String) throws(Mistake) -> Int {
    guard case .number(let range) = option.value, let number = Int(given), range.contains(number) else {
      throw .badValue(option, given: given)
    }
    return number
  }

  /// These, and where they leave something open, the others.
  func over(_ others: TrainingChoices) -> TrainingChoices {
    var all = self
    all.data = data ?? others.data
    all.epochs = epochs ?? others.epochs
    all.rate = rate ?? others.rate
    all.seed = seed ?? others.seed
    all.targets = targets ?? others.targets
    all.scale = scale ?? others.scale
    return all
  }
}
