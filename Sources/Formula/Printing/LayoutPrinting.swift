/// A formula as it will stand on paper, where another layout could be meant.
package typealias FormulaLayout = Layout

extension Layout {
  /// The layout as LaTeX.
  package var latex: String {
    var text = LaTeXText()
    text.append(self)
    return text.string
  }

  /// The layout as one line of text for a terminal.
  package func line(_ style: UnicodePrinter.Style) -> String {
    UnicodeText(isASCII: style == .ascii).line(self)
  }
}

extension Layout {
  /// Factors side by side; one alone is itself.
  package static func row(_ factors: [Factor]) -> Layout {
    factors.count == 1 ? factors[0].layout : .product(factors)
  }
}

// MARK: - Numbers

extension Layout {
  /// A number in plain digits.
  static func plain(_ x: Double) -> Layout {
    guard !x.isNaN else { return .word("NaN") }
    let magnitude = x.isFinite ? Layout.digits(DecimalDigits(x).plain) : .infinity
    return x < 0 ? .negation(magnitude) : magnitude
  }

  /// A value with four decimals, or as m · 10^k where those would show too little or too much.
  static func rounded(_ x: Double) -> Layout {
    guard x.isFinite else { return plain(x) }
    let digits = DecimalDigits(x)
    let magnitude: Layout
    if x != 0, x.magnitude < 5e-4 || x.magnitude >= 1e5 {
      let parts = digits.scientific(significant: 4)
      magnitude = .scientific(parts.mantissa, exponent: parts.exponent)
    } else {
      magnitude = .digits(digits.fixed(decimals: 4))
    }
    return x < 0 ? .negation(magnitude) : magnitude
  }

  /// A number as one writes it: with as many decimals as it has where these are few, else with four.
  package static func written(_ x: Double) -> Layout {
    ShortDecimals.count(x) == nil ? rounded(x) : plain(x)
  }
}

/// Numbers that are short to write down.
package enum ShortDecimals {
  /// How many decimals a number has, where it ends within six; nil for longer ones and for large ones.
  package static func count(_ x: Double) -> Int? {
    guard abs(x) < 1e6 else { return nil }
    var power = 1.0
    for decimals in 0...6 {
      if x * power == (x * power).rounded() { return decimals }
      power *= 10
    }
    return nil
  }
}
