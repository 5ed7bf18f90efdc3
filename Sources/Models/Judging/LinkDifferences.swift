import Differences
import Formula

/// The second judge: some of the derivatives that were taken, by differences of the program.
extension LinkJudge {
  enum DifferencesResult {
    case agree(LinkVerdict.Evidence?)
    case disagree
  }

  /// Some of the derivatives that were taken, by differences of the program.
  func differences(_ program: Program, _ seed: UInt64) -> DifferencesResult {
    var found: LinkVerdict.Evidence?
    let all = program.derivatives
    let step = max(1, all.count / 6)
    for place in stride(from: 0, to: all.count, by: step) {
      let (of, by, value) = all[place]
      guard of >= by else { continue }
      var rerun = Tape.Rerun(program.tape, of: of, by: by)
      let differentiator = Differentiator()
      let estimate = differentiator.derivative(
        of: { rerun.value(of: of, at: $0) }, at: program.tape.values[by])
      guard rerun.keepsBranches, estimate.error.isFinite else { continue }
      let sweep = program.tape.values[value]
      let tolerance =
        1e-6 * max(abs(sweep), abs(estimate.value)) + 10 * (estimate.error + estimate.noise) + 1e-9
      if abs(sweep - estimate.value) > tolerance { return .disagree }
      if found == nil || abs(found?.sweep ?? 0) < abs(sweep) {
        found = LinkVerdict.Evidence(sweep: sweep, difference: estimate.value, noise: estimate.noise)
      }
    }
    return .agree(found)
  }
}
