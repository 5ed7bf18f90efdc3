import Formula

extension Expression {
  /// A number as one writes it: with as many decimals as it has where these are few, else with four.
  public static func written(_ x: Double) -> Expression {
    guard Effort.decimals(x) != nil else { return Expression(.value(x)) }
    return x < 0 ? Expression(.negative(Expression(.number(-x)))) : Expression(.number(x.magnitude))
  }

  /// A row of numbers, or a column of them.
  static func written(_ numbers: [Double], asRow isRow: Bool = false) -> Expression {
    let entries = numbers.map { Expression.written($0) }
    return Expression(.matrix(isRow ? [entries] : entries.map { [$0] }))
  }

  /// The expression with every value that was put in as one writes it.
  var withShortNumbers: Expression {
    mapped { node in
      if case .value(let x) = node { Expression.written(x).node } else { node }
    }
  }
}
