import Formula
import Network
import Testing

@testable import Checking

/// The rows of activations, costs and functions: what formulas know of each is what the engine computes.
@Suite struct TableTests {
  private func outcome(_ latex: String, _ change: (inout Convention) -> Void = { _ in }) -> Outcome {
    var convention = Convention.standard
    change(&convention)
    return Checker(Settings(convention: convention)).check(formula: latex).outcome
  }

  // MARK: - Activations

  @Test func `each function of one number of the engine has a row, and each row is one of the engine's`() {
    #expect(
      NamedActivation.allCases.map(\.rawValue)
        == Activation.allCases.filter(\.isElementwise).map(\.rawValue))
    #expect(NamedActivation.allCases.allSatisfy { Activation($0).rawValue == $0.rawValue })
    #expect(NamedCost.allCases.map(\.rawValue) == Cost.allCases.map(\.rawValue))
    #expect(NamedCost.allCases.allSatisfy { Cost($0).rawValue == $0.rawValue })
  }

  @Test(arguments: NamedActivation.allCases)
  func `an activation's definition and slope are what the engine computes`(activation: NamedActivation) {
    let word = "\\operatorname{\(activation.row.words[0])}"
    #expect(outcome("\(word)(z) = \(activation.row.definition)") == .holds)
    let z = Expression(.symbol(Symbol("z")))
    let value = Expression(.call(.named(activation, primes: 0), [z]))
    let slope = LaTeXPrinter(notation: Convention.standard.notation).print(
      TableFormula.expression(activation.row.slope, putting: ["a": value, "z": z]))
    #expect(outcome("\(word)'(z) = \(slope)") == .holds)
    #expect(outcome("\\frac{d}{dz}\(word)(z) = \(slope)") == .holds)
    #expect(outcome("\(word)(z) = \(activation.row.definition) + 0.001") == .fails)
    #expect(
      outcome("\\sigma(z) = \(activation.row.definition)") { $0.activation = Activation(activation) }
        == .holds)
    #expect(
      outcome(#"\delta_k^l = \sigma'(z_k^l)\sum_j \delta_j^{l+1} w_{jk}^{l+1}"#) {
        $0.activation = Activation(activation)
      } == .holds)
  }

  @Test(arguments: NamedActivation.allCases)
  func `every word that names an activation names it wherever it stands`(activation: NamedActivation) {
    for word in activation.row.words {
      // As a command, sigm is a slip of σ.
      let command = word == "sigm" ? [] : ["\\\(word)"]
      for written in ["\\operatorname{\(word)}", "\\mathrm{\(word)}", "\\text{\(word)}"] + command {
        #expect(outcome("\(written)(z) = \(activation.row.definition)") == .holds, "\(written)")
        #expect(outcome("\(written)'(z) = 7 + z") == .fails, "\(written)")
      }
    }
  }

  @Test(arguments: NamedActivation.allCases)
  func `an activation stays in its range, and its slope jumps at its kinks only`(activation: NamedActivation)
  {
    let (row, engine) = (activation.row, Activation(activation))
    for step in -400...400 {
      let z = Double(step) / 40 + 0.01
      let value = engine.value(z)
      #expect(
        value <= row.range.upper
          && (row.range.isLowerTaken ? value >= row.range.lower : value > row.range.lower))
      let isNearKink = row.kinks.contains { ($0 - z).magnitude < 0.02 }
      for order in 1...2 {
        let slopes = [-1e-6, 1e-6].map { engine.derivative(order: order, at: z + $0, slopeAtZero: 0) }
        #expect(isNearKink || (slopes[0] - slopes[1]).magnitude < 1e-5)
      }
    }
    for kink in row.kinks {
      let jumps = (1...2).map { order in
        engine.derivative(order: order, at: kink + 1e-9, slopeAtZero: 0)
          - engine.derivative(order: order, at: kink - 1e-9, slopeAtZero: 0)
      }
      #expect(jumps.contains { $0.magnitude > 0.1 })
    }
  }

  @Test(arguments: Activation.allCases.filter(\.isElementwise))
  func `each derivative of an activation is the slope of the one before`(activation: Activation) {
    for step in -30...30 {
      let (z, h) = (Double(step) / 6 + 0.03, 1e-4)
      for order in 1...3 {
        func value(_ z: Double) -> Double { activation.derivative(order: order - 1, at: z, slopeAtZero: 0.5) }
        let quotient = (8 * (value(z + h) - value(z - h)) - value(z + 2 * h) + value(z - 2 * h)) / (12 * h)
        let own = activation.derivative(order: order, at: z, slopeAtZero: 0.5)
        #expect((own - quotient).magnitude < 1e-8 * max(1, own.magnitude), "order \(order) at \(z)")
      }
    }
  }

  // MARK: - Costs

  /// The activation of the output layer that a cost asks for.
  private func convention(of cost: NamedCost) -> (inout Convention) -> Void {
    {
      $0.cost = Cost(cost)
      if Cost(cost).hasLogarithm { $0.output = .sigmoid }
    }
  }

  @Test(arguments: NamedCost.allCases)
  func `a cost's definition and slope are what the engine computes`(cost: NamedCost) {
    #expect(outcome("C = \(cost.definition)", convention(of: cost)) == .holds)
    #expect(outcome("C = \(cost.definition) + 0.001", convention(of: cost)) == .fails)
    let printer = LaTeXPrinter(notation: Convention.standard.notation)
    let a = Expression(.quantity(Quantity(.activation, layer: .output, [.variable("j")])))
    let y = Expression(.quantity(Quantity(.target, [.variable("j")])))
    let slope = printer.print(Cost(cost).slope(a, y))
    #expect(
      outcome("\\frac{\\partial C}{\\partial a_j^L} = \(slope)", convention(of: cost)) == .holds, "\(slope)")
    #expect(
      outcome("\\delta_j^L = (\(slope))\\sigma'(z_j^L)", convention(of: cost)) == .holds, "\(slope)")
  }

  @Test func `a word below a cost names it, whatever the convention's cost is`() {
    for cost in NamedCost.allCases {
      for word in cost.row.words {
        for written in ["C_{\\text{\(word)}}", "C_{\\mathrm{\(word.lowercased())}}", "C_{\(word)}"] {
          let wrong = cost == .sumSquares ? NamedCost.meanSquares : .sumSquares
          #expect(outcome("\(written) = \(cost.definition)") == .holds, "\(written)")
          #expect(outcome("\(written) = \(wrong.definition)") != .holds, "\(written)")
        }
      }
    }
  }

  @Test func `costs are told by what they are`() {
    #expect(Cost.sumSquares.summary == "Σ(a − y)²")
    #expect(Cost.halfSumSquares.summary == "½ Σ(a − y)²")
    #expect(Cost.meanSquares.summary == "(1/n_L) Σ(a − y)²")
    #expect(Cost.crossEntropy.summary.hasPrefix("−Σ y"))
    #expect(Cost.binaryCrossEntropy.summary.hasPrefix("−Σ (y"))
    #expect(Cost.allCases.allSatisfy { !$0.summary.contains("\n") })
  }

  // MARK: - Functions of one number

  @Test(arguments: ElementaryFunction.allCases)
  func `a function's definition and derivative are what is computed`(function: ElementaryFunction) {
    for word in function.row.words {
      let name = "\\operatorname{\(word)}"
      if let definition = function.row.definition {
        #expect(outcome("\(name)(x) = \(definition)") == .holds, "\(name)")
        #expect(outcome("\(name)(x) = \(definition) + 0.001") == .fails, "\(name)")
      }
      // The derivative of sign is 0 on both sides, which shows nothing.
      let expected = function.row.derivative == "0" ? Outcome.undecided : .holds
      #expect(outcome("\\frac{d}{dx}\(name)(x) = \(function.row.derivative)") == expected, "\(name)")
      #expect(outcome("\\frac{d}{dx}\(name)(x) = \(function.row.derivative) + 0.001") == .fails, "\(name)")
      if function.row.isCommand { #expect(outcome("\\\(word)(x) = \(name)(x)") == .notAClaim) }
      if function.row.takesBareArgument { #expect(outcome("\(name) x = \(name)(x)") == .notAClaim) }
    }
  }

  @Test func `what is printed is read again`() {
    let names =
      ElementaryFunction.allCases.map(Function.elementary)
      + NamedActivation.allCases.map { Function.named($0, primes: 1) }
    let notation = Convention.standard.notation
    for function in names {
      let tree = Expression(.call(function, [Expression(.symbol(Symbol("u")))]))
      let printed = LaTeXPrinter(notation: notation).print(tree)
      let read = FormulaReader(notation: notation).read(printed).alternatives.first?.statements.first?.sides
      #expect(read == [tree], "\(printed)")
    }
  }
}
