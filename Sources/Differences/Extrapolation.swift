/// Richardson's extrapolation of difference quotients D(h), D(h/2), D(h/4), … to h = 0.
///
/// If D(h) = f′ + c₁ hᵖ + c₂ h²ᵖ + …, with p = 2 for central and p = 1 for one-sided quotients, then
///
///     T_i0 = D(h / 2ⁱ),    T_ik = T_i,k−1 + (T_i,k−1 − T_i−1,k−1) / (2ᵖᵏ − 1)
///
/// has lost its first k terms. Each combination amplifies the rounding noise of its two parts by known
/// factors, so every entry carries its own noise, and the best entry is the one whose truncation and noise
/// together are smallest (Ridders 1982).
struct Extrapolation {
  /// p: the powers of h that the error of a quotient consists of.
  let power: Int

  private var row: [Double] = []
  private var noises: [Double] = []
  private var lastTruncation = Double.infinity

  private(set) var value = Double.nan
  private(set) var truncation = Double.infinity
  private(set) var noise = Double.infinity

  init(power: Int) { self.power = power }

  /// A bound on |value − f′|.
  ///
  /// Truncation is estimated by differences of neighbouring entries, which bound it where the series
  /// converges; the factor covers the case that it only just does.
  var error: Double { truncation.isFinite ? 4 * truncation + noise : .infinity }

  /// Whether smaller steps would only replace truncation by noise, or are not needed any more.
  func isConverged(to tolerance: Double) -> Bool {
    truncation.isFinite && 4 * truncation <= max(noise, tolerance * value.magnitude)
  }

  /// Adds the quotient of the next half step; one that is not finite begins the table anew.
  mutating func add(_ quotient: Double, noise quotientNoise: Double) {
    guard quotient.isFinite, quotientNoise.isFinite else {
      row = []
      noises = []
      lastTruncation = .infinity
      return
    }
    var newRow = [quotient]
    var newNoises = [quotientNoise]
    var bestOfRow = Double.infinity
    var lastChange = 0.0
    for k in 1..<row.count + 1 {
      let factor = Double(1 << min(power * k, 60))
      let entry = newRow[k - 1] + (newRow[k - 1] - row[k - 1]) / (factor - 1)
      let entryNoise = (factor * newNoises[k - 1] + noises[k - 1]) / (factor - 1)
      newRow.append(entry)
      newNoises.append(entryNoise)

      let change = max((entry - newRow[k - 1]).magnitude, (entry - row[k - 1]).magnitude)
      bestOfRow = min(bestOfRow, change)
      // Neighbours may agree by accident. So three quotients are needed, the agreement of a neighbouring
      // column counts too, and no row may claim to be 16384 times better than the one before.
      let doubt = lastChange / 4
      lastChange = change
      guard row.count >= 2 else { continue }
      let estimate = max(change, doubt, lastTruncation / 16384)
      if 4 * estimate + entryNoise < 4 * truncation + noise || !truncation.isFinite {
        (value, truncation, noise) = (entry, estimate, entryNoise)
      }
    }
    if row.count >= 1 {
      lastTruncation = row.count == 1 ? bestOfRow : max(bestOfRow, lastTruncation / 16384)
    }
    row = newRow
    noises = newNoises
  }
}
