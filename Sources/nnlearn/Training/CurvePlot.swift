import Checking
import Foundation

/// Both curves of the cost as text: `f` for the formulas, `e` for the engine, `•` where they meet.
struct CurvePlot {
  /// The lines; none if there is nothing to draw.
  let lines: [Line]

  /// Draws the curves; in powers of ten where the costs span more than a factor of 100.
  ///
  /// - Parameter width: the columns of the screen.
  init(_ epochs: [GradientDescent.Epoch], width: Int, height: Int = 12) {
    let columns = max(1, min(64, width - 14, epochs.count))
    let costs = epochs.flatMap { [$0.formulas, $0.engine] }.filter(\.isFinite)
    guard epochs.count > 1, let most = costs.max(), let least = costs.min() else {
      lines = []
      return
    }
    let isLogarithmic = least > 0 && most > 100 * least
    func scaled(_ cost: Double) -> Double { isLogarithmic ? log10(cost) : cost }
    let bottom = scaled(least)
    let span = scaled(most) - bottom
    guard span > 0, span.isFinite else {
      lines = []
      return
    }
    func row(_ cost: Double) -> Int? {
      guard cost.isFinite else { return nil }
      return height - 1
        - min(height - 1, max(0, Int((scaled(cost) - bottom) / span * Double(height - 1) + 0.5)))
    }

    var cells = Array(repeating: Array(repeating: Character(" "), count: columns), count: height)
    for column in 0..<columns {
      let epoch = epochs[columns == 1 ? 0 : column * (epochs.count - 1) / (columns - 1)]
      let (formulas, engine) = (row(epoch.formulas), row(epoch.engine))
      if let engine { cells[engine][column] = "e" }
      if let formulas { cells[formulas][column] = formulas == engine ? "•" : "f" }
    }
    let labels = CurvePlot.labels(height: height) { place in
      let cost = place == height - 1 ? bottom : scaled(most) - span * Double(place) / Double(height - 1)
      return isLogarithmic ? pow(10, cost) : cost
    }
    let margin = max(9, labels.map(\.count).max() ?? 0)
    var drawn: [Line] = []
    for (label, row) in zip(labels, cells) {
      drawn.append(
        Line(String(repeating: " ", count: margin - label.count) + label) + Line(" │") + Line(String(row)))
    }
    drawn.append(Line(String(repeating: " ", count: margin) + " └" + String(repeating: "─", count: columns)))
    let last = String(epochs.last?.number ?? 0)
    let gap = String(repeating: " ", count: max(1, columns - 1 - last.count))
    drawn.append(Line(String(repeating: " ", count: margin + 2) + "0" + gap + last + "  epoch"))
    drawn.append(
      Line(
        "          cost: f formulas, e engine, • both\(isLogarithmic ? " (in powers of ten)" : "")", .faint))
    lines = drawn
  }

  /// What stands at the side: every third row and the last, with as many digits as tell them apart.
  private static func labels(height: Int, _ cost: (Int) -> Double) -> [String] {
    let places = (0..<height).filter { $0 % 3 == 0 && $0 + 2 < height || $0 == height - 1 }
    var labels = Array(repeating: "", count: height)
    for digits in 3...7 {
      for place in places { labels[place] = Numbers.label(cost(place), digits: digits) }
      if Set(places.map { labels[$0] }).count == places.count { break }
    }
    return labels
  }
}

extension Numbers {
  /// So many digits, as at the side of a drawing.
  fileprivate static func label(_ x: Double, digits: Int) -> String {
    x == 0 ? "0" : String(format: "%.\(digits)g", x)
  }
}
