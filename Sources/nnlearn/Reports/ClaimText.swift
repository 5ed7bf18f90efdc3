import Checking
import Formula

/// The parts that verdicts are shown with, whatever they are about.
struct ClaimText: Sendable {
  let screen: Screen
  let claim: CheckedClaim

  /// The mark and word of an outcome.
  static func mark(_ outcome: Outcome) -> (mark: String, style: Style) {
    switch outcome {
    case .holds: ("✓", .good)
    case .definition: ("✓", .good)
    case .holdsIf: ("?", .doubtful)
    case .undecided: ("?", .doubtful)
    case .fails: ("✗", .bad)
    case .illTyped: ("✗", .bad)
    case .unreadable: ("✗", .bad)
    case .notAClaim: ("·", .faint)
    }
  }

  /// What became of a claim or link, in words.
  static func words(_ outcome: Outcome, condition: String?) -> String {
    switch outcome {
    case .holds: "holds"
    case .holdsIf: "holds only " + (condition.map { "for: \($0)" } ?? "under a condition")
    case .fails: "fails"
    case .illTyped: "has no meaning"
    case .unreadable: "cannot be read"
    case .undecided: "could not be decided"
    case .definition: "by definition"
    case .notAClaim: "says nothing"
    }
  }

  /// What a derivation's step is said to be when it does not hold.
  static func accusation(of report: ClaimReport, link place: Int) -> String {
    let links = report.links
    let link = links[place]
    let goesOn = links.indices.contains(place + 1) && links[place + 1].left == link.right
    let number = report.step(ofLink: place)
    let isChain = number > 2 || goesOn
    let step = "step \(number)"
    switch link.outcome {
    case .fails: return isChain ? "\(step) does not follow from step \(number - 1)" : "fails"
    case .holdsIf:
      return "\(isChain ? step + " " : "")" + ClaimText.words(.holdsIf, condition: link.condition)
    case .illTyped where isChain && link.isBrokenOnTheLeft:
      return "step \(number - 1) " + ClaimText.words(.illTyped, condition: nil)
    case .illTyped, .undecided, .unreadable, .notAClaim, .holds, .definition:
      return (isChain ? step + " " : "") + ClaimText.words(link.outcome, condition: nil)
    }
  }

  /// A line whose mark stands at the right edge.
  static func heading(_ name: String, _ text: String, _ outcome: Outcome, _ screen: Screen) -> Line {
    let (mark, style) = ClaimText.mark(outcome)
    var line = Line(name + "  ", .strong)
    line.append(text)
    line.pad(to: max(line.width + 2, screen.width - 1))
    line.append(mark, style)
    return line
  }

  /// The point at which two sides differ: `at k = 1 (seed 1)   left −0.0412   right −0.1719`.
  func witness(_ witness: Witness) -> [Line] {
    let point = (witness.layers + witness.indices).map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    let network = witness.network.isEmpty ? "" : ", \(witness.network)"
    var line = Line("   " + (point.isEmpty ? "" : "at \(point) ") + "(seed \(witness.seed)\(network))")
    let values = "   left \(Numbers.short(witness.left))   right \(Numbers.short(witness.right))"
    if line.width + columns(values) <= screen.width {
      line.append(values)
      return [line]
    }
    return [line, Line(values)]
  }

  /// The diagnosis, and the formula that would be right.
  func diagnosis(_ diagnosis: Diagnosis) -> [Line] {
    // Where a condition explains it, "the two sides differ" says nothing more.
    if diagnosis.name == .other, diagnosis.repair == nil, claim.report.outcome == .holdsIf { return [] }
    var lines = Paragraph.lines(diagnosis.message, indent: 3, screen: screen)
    if let repair = diagnosis.repair {
      let notation = claim.settings.convention.notation
      lines += Paragraph.lines(label: "help: ", latex: "try \(repair)", indent: 3, screen: screen)
      if let repaired = diagnosis.repaired {
        let shown = UnicodePrinter(notation: notation, style: screen.style).print(repaired)
        lines += Paragraph.lines("that is " + shown, indent: 9, screen: screen)
      }
      if let confirmation = diagnosis.confirmation {
        lines += Paragraph.lines(ClaimText.worth(confirmation), indent: 9, screen: screen)
      }
    }
    return lines
  }

  /// What a repair is worth: `confirmed on 5 networks drawn anew, by both judges`.
  static func worth(_ confirmation: Diagnosis.Confirmation) -> String {
    "confirmed on \(counted(confirmation.networks, "network")) drawn anew"
      + (confirmation.judges == 2 ? ", by both judges" : "")
  }

  /// The values of the three judges, one below the other.
  static func judges(_ evidence: Evidence, _ screen: Screen) -> [Line] {
    var lines = [row("formula", evidence.formula, "")]
    if let value = evidence.finiteDifference {
      let noise = screen.width < 90 ? "noise" : "predicted noise"
      let remark =
        "relative difference \(difference(value, evidence.formula)), \(noise) "
        + Numbers.rough(evidence.predictedNoise)
      lines.append(row("finite difference", value, remark))
    }
    if let value = evidence.backpropagation {
      lines.append(
        row("backpropagation", value, "relative difference \(difference(value, evidence.formula))"))
    }
    return lines
  }

  /// How much was compared: `480 comparisons on 5 networks, largest relative difference 4e-11`.
  static func extent(_ evidence: Evidence) -> String {
    counted(evidence.comparisons, "comparison") + " on " + counted(evidence.networks, "network")
      + ", largest relative difference " + Numbers.rough(evidence.maxRelativeDifference)
  }

  private static func row(_ name: String, _ value: Double, _ remark: String) -> Line {
    var line = Line("     " + name)
    line.pad(to: 25)
    line.append(Numbers.long(value))
    if !remark.isEmpty {
      line.pad(to: 41)
      line.append(remark, .faint)
    }
    return line
  }

  private static func difference(_ a: Double, _ b: Double) -> String {
    Numbers.rough(a == b ? 0 : (a - b).magnitude / max(a.magnitude, b.magnitude))
  }
}

extension ClaimReport {
  /// The number of the side that a link leads to, in the chain that the link is in: a display may hold several.
  func step(ofLink place: Int) -> Int {
    var start = place
    while start > 0, links[start].left == links[start - 1].right { start -= 1 }
    return place - start + 2
  }
}

extension LinkReport {
  /// Whether what is to blame stands on the left side.
  var isBrokenOnTheLeft: Bool {
    guard let blamed = diagnosis?.range, let left = left.range, let right = right.range else { return false }
    return left.start <= blamed.start && blamed.end <= left.end
      && !(right.start <= blamed.start && blamed.end <= right.end)
  }
}

/// A number of things: `1 network`, `5 networks`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
