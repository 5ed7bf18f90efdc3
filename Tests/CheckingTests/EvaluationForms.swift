import Formula

@testable import Checking

// Shorthand for the forms that the tests of evaluation need.

extension Axis {
  static let e = Axis(id: 1, name: "e", range: .examples)
  static let f = Axis(id: 2, name: "f", range: .examples)

  static func units(_ id: Int, _ name: String, of layer: Formula.Layer) -> Axis {
    Axis(id: id, name: name, range: .units(layer))
  }
}

extension Entry {
  static func a(_ layer: Formula.Layer, _ unit: Checking.Position, _ example: Checking.Position = .along(.e))
    -> Entry
  {
    Entry(role: .activation, layer: layer, units: [unit], example: example)
  }

  static func z(_ layer: Formula.Layer, _ unit: Checking.Position, _ example: Checking.Position = .along(.e))
    -> Entry
  {
    Entry(role: .preactivation, layer: layer, units: [unit], example: example)
  }

  static func delta(
    _ layer: Formula.Layer, _ unit: Checking.Position, _ example: Checking.Position = .along(.e)
  ) -> Entry {
    Entry(role: .error, layer: layer, units: [unit], example: example)
  }

  static func y(_ unit: Checking.Position, _ example: Checking.Position = .along(.e)) -> Entry {
    Entry(role: .target, layer: nil, units: [unit], example: example)
  }

  static func w(_ layer: Formula.Layer, _ to: Checking.Position, _ from: Checking.Position) -> Entry {
    Entry(role: .weight, layer: layer, units: [to, from], example: nil)
  }

  static func b(_ layer: Formula.Layer, _ unit: Checking.Position?) -> Entry {
    Entry(role: .bias, layer: layer, units: unit.map { [$0] } ?? [], example: nil)
  }

  static func cost(_ example: Checking.Position = .along(.e)) -> Entry {
    Entry(role: .cost, layer: nil, units: [], example: example)
  }

  static let batchCost = Entry(role: .batchCost, layer: nil, units: [], example: nil)
}

extension IndexForm {
  /// Σ over axes of a product.
  static func sum(_ axes: Axis..., of factors: IndexForm...) -> IndexForm {
    .contraction(axes, .product(factors), where: nil)
  }

  /// σ with primes, of a layer.
  static func sigma(_ primes: Int, _ layer: Formula.Layer?, _ x: IndexForm) -> IndexForm {
    .apply(.activation(layer, primes: primes), x)
  }
}

extension Formula.Layer {
  static let last = Formula.Layer.output
  static let beforeLast = Formula.Layer(.output, -1)
}
