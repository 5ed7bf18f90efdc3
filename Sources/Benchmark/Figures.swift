import Checking
import Network

/// Everything that is measured, in the order of the table.
struct Figures {
  private let large: LargeNetwork
  private let pass: ForwardPass
  private let gradients: Gradients
  private let isQuick: Bool

  init(isQuick: Bool) throws(NetworkError) {
    large = try LargeNetwork()
    pass = try large.network.forward(large.batch)
    gradients = large.network.gradients(pass)
    self.isQuick = isQuick
  }

  /// What everything else is compared with: one forward and backward pass of the engine.
  func engine() {
    guard let pass = try? large.network.forward(large.batch) else { return }
    let cost = large.network.gradients(pass).weights.count
    precondition(cost > 0, "the engine found nothing")
  }

  /// The figures.
  var all: [Figure] {
    [
      Figure(name: "1 engine, forward and backward", runs: isQuick ? 21 : 101, work: engine) {
        "\(large.network.layers.reduce(0) { $0 + $1.weights.elements.count + $1.biases.count }) parameters"
      },
      reading, formulas, differences, lesson, judging, largeJudging,
    ]
  }

  private var reading: Figure {
    Figure(name: "2 reading the formulas for row 3", runs: isQuick ? 5 : 21) {
      _ = try? FormulaBackpropagation()
    }
  }

  private var formulas: Figure {
    let lessons = try? FormulaBackpropagation()
    var found: [FormulaBackpropagation.LayerGradient] = []
    return Figure(name: "3 the same gradient by formulas", runs: isQuick ? 5 : 21) {
      found = (try? lessons?.gradients(large.network, large.batch)) ?? []
    } remark: {
      if found.isEmpty { return "the formulas have no value" }
      let layers = Array(gradients.weights.indices.dropFirst().reversed())
      let largest = zip(layers, found).reduce(0.0) { largest, pair in
        let (l, own) = pair
        return max(
          largest, Comparison.difference(own.weights, gradients.weights[l].elements),
          Comparison.difference(own.biases, gradients.biases[l]))
      }
      return "relative difference from the engine \(Units.difference(largest))"
    }
  }

  private var differences: Figure {
    let layer = LayerDifferences(network: large.network, pass: pass, layer: 2)
    var found = Matrix(rows: 0, columns: 0)
    return Figure(name: "4 differences, all δ of the 64-wide layer", runs: isQuick ? 3 : 11) {
      found = layer.errors()
    } remark: {
      let difference = Comparison.difference(found.elements, gradients.errors[2].elements)
      return
        "\(found.elements.count) values, relative difference from the engine \(Units.difference(difference))"
    }
  }

  private var lesson: Figure {
    let process = LessonProcess()
    let name = "5 nnlearn \(LessonProcess.arguments.joined(separator: " ")), whole process"
    return Figure(
      name: name, runs: process.isPossible ? isQuick ? 3 : 5 : 0, work: process.run,
      remark: { process.remark }, isChildProcess: true)
  }

  private var judging: Figure {
    let judging = Judging()
    return Figure(
      name: "6 judging the hidden δ, drawn networks", runs: isQuick ? 3 : 11, work: judging.run,
      remark: { judging.remark })
  }

  private var largeJudging: Figure {
    let judging = Judging(widths: LargeNetwork.widths, examples: LargeNetwork.examples)
    return Figure(
      name: "7 judging the hidden δ, 784-128-64-10", runs: isQuick ? 1 : 5, work: judging.run,
      remark: { judging.remark })
  }
}
