import Formula

extension Markup {
  /// Punctuation and wide spaces.
  var isPause: Bool {
    switch kind {
    case .punctuation, .mark: true
    default: false
    }
  }

  /// What a term cannot go on with.
  var endsTerm: Bool {
    switch kind {
    case .relation, .text: true
    default: false
    }
  }

  var isEmptyGroup: Bool {
    if case .group(let items) = kind { items.isEmpty } else { false }
  }

  var isSlash: Bool { kind == .sign(.slash) }

  var isArithmetic: Bool {
    switch kind {
    case .sign(.plus), .sign(.minus), .sign(.slash): true
    default: false
    }
  }

  /// A letter or digit that stands for one index.
  var isPlainIndex: Bool {
    switch kind {
    case .letter, .number, .styled: true
    case .script(let base, _, _, _): base?.isPlainIndex == true
    default: false
    }
  }

  /// w_{21} has two indices.
  var digitsApart: [[Markup]] {
    guard case .number(let digits) = kind, digits.count == 2, digits.allSatisfy(\.isNumber) else {
      return [[self]]
    }
    return digits.map { [Markup(.number(String($0)), range)] }
  }

  /// ⊤, which means nothing but a transpose, wherever it stands.
  var isTop: Bool { kind == .letter("\\top") || kind == .letter("\\intercal") }

  var isTransposeSign: Bool {
    switch kind {
    case .letter where isTop: true
    case .word("T"): true
    case .styled(let style, let inner):
      (style == .upright || style == .sansSerif) && inner.count == 1 && inner[0].kind == .letter("T")
    default: false
    }
  }

  /// A transpose above a bracket: ⊤ or the letter T.
  var meansTranspose: Bool { isTransposeSign || kind == .letter("T") }

  /// A letter, with or without scripts.
  var isName: Bool {
    switch kind {
    case .letter, .styled: true
    case .script(let base, _, _, _): base?.isName == true
    default: false
    }
  }

  /// What may stand as a further factor of a function's argument: a name or a number.
  var isPlainFactor: Bool { isName || { if case .number = kind { true } else { false } }() }

  /// 𝟙, 𝟏
  var isIndicatorSign: Bool {
    switch kind {
    case .styled(let style, let inner):
      (style == .blackboard || style == .bold) && inner.count == 1 && inner[0].kind == .number("1")
    default: false
    }
  }

  /// I, 𝕀 before a relation in brackets.
  var isIndicatorLetter: Bool {
    switch kind {
    case .letter("I"): true
    case .styled(.blackboard, let inner): inner.count == 1 && inner[0].kind == .letter("I")
    default: false
    }
  }

  /// What it is, as a noun phrase.
  var description: String {
    switch kind {
    case .letter(let name): name
    case .number(let digits): digits
    case .word(let word): word
    case .text(let text): "“\(text)”"
    case .relation: "a relation"
    case .sign: "a sign without a factor"
    case .punctuation(let mark): mark.rawValue
    case .partial: "∂ alone"
    case .ellipsis: "…"
    case .bar: "a bar"
    case .unreadable: "what could not be read"
    default: "what stands here"
    }
  }
}

extension [Markup] {
  /// A face that is set for more than a name is the face of each mark: \bf{y − t}.
  var facesApart: [Markup] {
    flatMap { item -> [Markup] in
      guard case .styled(let face, let whole) = item.kind else { return [item] }
      let inner = if whole.count == 1, case .group(let marks) = whole[0].kind { marks } else { whole }
      guard inner.count > 1,
        face == .bold || face == .upright || face == .italic || face == .blackboard,
        inner.contains(where: { if case .letter = $0.kind { false } else { true } })
      else { return [item] }
      return inner.map { mark in
        if case .letter = mark.kind { Markup(.styled(face, [mark]), mark.range) } else { mark }
      }
    }
  }
}

extension Term {
  /// A name or number that a function without brackets may take together with what follows.
  var isPlainFactor: Bool {
    switch node {
    case .name, .number: true
    case .raised(let base, _), .transpose(let base): base.isPlainFactor
    default: false
    }
  }
}

/// A function known by its name.
struct KnownFunction {
  /// Its one name here.
  var name: String
  /// One over it: sech is 1/cosh.
  var isReciprocal = false

  init?(_ word: String) {
    if let name = Self.reciprocals[word] {
      (self.name, isReciprocal) = (name, true)
      return
    }
    guard let name = Self.names[word] else { return nil }
    self.name = name
  }

  private static let reciprocals = [
    "sech": "cosh", "csch": "sinh", "coth": "tanh", "sec": "cos", "csc": "sin", "cot": "tan",
  ]

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for name in "exp log tanh sinh cosh sin cos tan sqrt erf max min softmax diag trace sign arctan".split(
      separator: " ")
    { names[String(name)] = String(name) }
    for (word, name) in [
      ("ln", "log"), ("tr", "trace"), ("Tr", "trace"), ("sgn", "sign"), ("Softmax", "softmax"),
      ("Diag", "diag"),
      ("smax", "softmax"), ("lg", "log"),
    ] { names[word] = name }
    return names
  }()
}

extension Chain.Sign {
  init?(_ sign: Markup.Sign) {
    switch sign {
    case .dot, .bullet: self = .dot
    case .cross: self = .cross
    case .star: self = .star
    case .hadamard, .circle: self = .hadamard
    case .outer: self = .outer
    case .elementwiseDivision: self = .elementwiseDivision
    case .plus, .minus, .plusMinus, .slash, .division, .forAll: return nil
    }
  }
}
