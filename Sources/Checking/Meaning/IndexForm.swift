import Formula

/// What a formula computes, with every index explicit: matrix products have become sums over an index,
/// vectors have an axis, transposes are gone. Evaluation knows only this form.
///
/// Values have *named* axes. An axis that is neither summed nor fixed is free; a value of the form has one
/// dimension for each of its free axes. Layers may still be symbolic (`l`, `L`); an `Assignment of layers`
/// resolves them when the form is evaluated.
public indirect enum IndexForm: Sendable, Hashable {
  case number(Double)
  case constant(Constant)
  /// A number drawn once per state: α, ε, x. The bare z of one unit is the symbol `z`.
  case symbol(Symbol)
  /// The bare a of one unit: σ(z) of the symbol `z`, unless a derivative is taken with respect to it.
  case unitActivation
  /// n_l
  case width(Layer)
  /// E
  case exampleCount
  /// The number of a layer.
  case layerNumber(Layer)
  /// The number of a unit or example as it is counted on the page (from 0 or 1).
  case indexValue(Position, firstUnit: Int)
  /// An entry of a network quantity.
  case entry(Entry)
  case sum([IndexForm])
  case negative(IndexForm)
  case product([IndexForm])
  case quotient(IndexForm, IndexForm)
  case power(IndexForm, IndexForm)
  /// A function of one number, applied to each element.
  case apply(ElementFunction, IndexForm)
  case maximum([IndexForm])
  case minimum([IndexForm])
  /// softmax of a vector along `over`, whose element at `at` is meant.
  case softmax(IndexForm, over: Axis, at: Position)
  /// Σ over axes; where a condition is given, over the entries that fulfil it.
  case contraction([Axis], IndexForm, where: IndexCondition?)
  /// Π over axes.
  case productOver([Axis], IndexForm, where: IndexCondition?)
  /// Σ or Π over layers: the variable runs from one layer to another, inclusive.
  case overLayers(BigOperator.Kind, String, from: Layer, to: Layer, IndexForm)
  /// ∂of/∂by: has the axes of both; an axis that stands on both is a diagonal.
  case derivative(IndexForm, by: Variable)
  /// Branches in the order written; a nil condition is "otherwise". No branch applies: not a number.
  case choice([IndexBranch])
  /// 1 where the condition holds, else 0.
  case indicator(IndexCondition)
  /// The form with a variable set to a value.
  case substituted(IndexForm, Variable, IndexForm)
}

/// One branch of a choice.
public struct IndexBranch: Sendable, Hashable {
  var value: IndexForm
  var condition: IndexCondition?
}

/// What a derivative is taken with respect to.
public enum Variable: Sendable, Hashable {
  case entry(Entry)
  case symbol(Symbol)
  case unitActivation
}

/// An entry of a network quantity: a_j^l, w_{jk}^l, (δ_j^l)_e, C_e.
public struct Entry: Sendable, Hashable {
  /// What it is. `error` is ∂C_e/∂z by the convention's definition.
  var role: Role
  /// Its layer; nil for target and cost.
  var layer: Layer?
  /// One place per dimension: none for the cost, one for a unit, two for a weight (to, from).
  var units: [Position]
  /// Its example; nil where the quantity has none (weights, biases, the cost of the batch).
  var example: Position?
}

/// Where an entry stands along one dimension.
public enum Position: Sendable, Hashable {
  /// Every position of an axis.
  case along(Axis)
  /// One position, counted from 0.
  case at(Int)
  /// The last position.
  case last
  /// The class with the largest target, of the same example.
  case trueClass
}

/// A named dimension.
public struct Axis: Sendable, Hashable {
  /// Tells axes apart; two axes with one id are the same.
  var id: Int
  /// The letter on the page, for messages and witnesses; empty for the axis of a vector.
  var name: String
  /// What it runs over.
  var range: AxisRange
}

/// What an axis runs over.
public enum AxisRange: Sendable, Hashable {
  /// The units of a layer.
  case units(Layer)
  /// The examples of the batch.
  case examples
  /// So many positions: the rows of an explicit matrix.
  case count(Int)
}

/// A function of one number.
public enum ElementFunction: Sendable, Hashable {
  /// σ of a layer (nil: the network's hidden activation) with primes counted; up to two primes.
  case activation(Layer?, primes: Int)
  /// An activation by name, with primes counted.
  case named(NamedActivation, primes: Int)
  case elementary(ElementaryFunction)
}

/// A condition on values and positions; all comparisons must hold.
public struct IndexCondition: Sendable, Hashable {
  var comparisons: [IndexComparison]
}

/// left R right.
public enum IndexComparison: Sendable, Hashable {
  case values(IndexForm, Relation, IndexForm)
  case places(Position, Relation, Position)
}
