import Formula

extension Relation {
  /// <, ≤, >, ≥, ≠
  var isComparison: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual: true
    default: false
    }
  }

  /// =, :=, ≡
  var canDefine: Bool { self == .equal || self == .defined || self == .identical }
}

extension Statement {
  var isMention: Bool { if case .mention = content { true } else { false } }
}

extension String {
  /// A letter or word that functions are called by.
  var isFunctionLetter: Bool {
    isWordLabel
      || ["\\phi", "\\varphi", "\\psi", "\\sigma", "\\Phi", "\\Psi", "f", "g", "\\rho"].contains(self)
  }

  /// A word set as text below a name.
  var isWordLabel: Bool { hasPrefix("\\text{") || hasPrefix("\\mathrm{") || hasPrefix("\\upright{") }
}

extension Term {
  /// arg max, arg min.
  var isPlace: Bool {
    if case .big(let big) = node { big.kind == .argMaximum || big.kind == .argMinimum } else { false }
  }
}
