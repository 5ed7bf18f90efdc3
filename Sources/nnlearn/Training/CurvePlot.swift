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
    var drawn: [Line] = []
    for (place, row) in cells.enumerated() {
      let isLabelled = place % 3 == 0 && place + 2 < height || place == height - 1
      let cost = place == height - 1 ? bottom : scaled(most) - span * Double(place) / Double(height - 1)
      let label = isLabelled ? Numbers.label(isLogarithmic ? pow(10, cost) : cost) : ""
      var line = Line(String(repeating: " ", count: max(0, 9 - label.count)) + label)
      line.append(" │")
      line.append(String(row))
      drawn.append(line)
    }
    drawn.append(Line(String(repeating: " ", count: 9) + " └" + String(repeating: "─", count: columns)))
    let last = String(epochs.last?.number ?? 0)
    let gap = String(repeating: " ", count: max(1, columns - 1 - last.count))
    drawn.append(Line(String(repeating: " ", count: 11) + "0" + gap + last + "  epoch"))
    drawn.append(
      Line(
        "          cost: f formulas, e engine, • both\(isLogarithmic ? " (in powers of ten)" : "")", .faint))
    lines = drawn
  }
}

extension Numbers {
  /// Three digits, as at the side of a drawing.
  fileprivate static func label(_ x: Double) -> String { x == 0 ? "0" : String(format: "%.3g", x) }
}
