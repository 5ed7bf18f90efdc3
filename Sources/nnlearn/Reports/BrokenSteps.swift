import Checking
import Formula

/// Which steps of a claim do not hold, and what is said about each, in every form.
struct BrokenSteps {
  let claim: CheckedClaim
  /// The links that do not hold, each reason once: what makes one side meaningless is told for one of the two links it
  /// is in.
  let links: [Int]

  init(_ claim: CheckedClaim) {
    self.claim = claim
    let all = claim.report.links.indices.filter { !CheckedClaim.isTrue(claim.report.links[$0].outcome) }
    links = all.enumerated().filter { place, link in
      place == 0 || !claim.report.links[all[place - 1]].isBroken(as: claim.report.links[link])
    }.map(\.element)
  }

  /// The diagnosis of the whole where no link has one of its own.
  var whole: Diagnosis? {
    links.allSatisfy { claim.report.links[$0].diagnosis == nil } ? claim.report.diagnosis : nil
  }

  /// `Step 3 does not follow from step 2: the right side lacks a factor 2.`, without the step where there is only one.
  func sentence(_ link: Int) -> String? {
    guard let message = claim.report.links[link].diagnosis?.message else { return nil }
    guard claim.report.links.count > 1 else { return message }
    let accusation = ClaimText.accusation(of: claim.report, link: link)
    guard !accusation.hasPrefix("step") else {
      return "S" + accusation.dropFirst() + ". " + message
    }
    let printer = UnicodePrinter(notation: claim.settings.convention.notation)
    let report = claim.report.links[link]
    let formula = [printer.print(report.left), printer.print(report.relation), printer.print(report.right)]
    return formula.joined(separator: " ") + " " + accusation + ". " + message
  }

  /// Which later steps follow correctly from a broken one; nil where none does.
  var consequences: String? {
    let reports = claim.report.links
    guard reports.count > 1, let broken = links.first else { return nil }
    let later = reports.indices.filter {
      $0 > broken && CheckedClaim.isTrue(reports[$0].outcome) && reports[$0].outcome != .notAClaim
    }
    guard let first = later.first else { return nil }
    let steps = later.map { String(claim.report.step(ofLink: $0)) }.joined(separator: ", ")
    return later.count == 1
      ? "Step \(steps) follows from step \(claim.report.step(ofLink: first) - 1)."
      : "Steps \(steps) follow from those before."
  }
}

extension LinkReport {
  /// Whether another link is broken at the same place of the text, for the same reason.
  fileprivate func isBroken(as other: LinkReport) -> Bool {
    guard let own = diagnosis, let theirs = other.diagnosis else { return false }
    return outcome == other.outcome && own.range == theirs.range && own.range != nil
  }
}
