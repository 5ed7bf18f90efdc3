/// Unit indices and layers in scripts.
extension Elaborator {
  /// The indices of a subscript: letters, numbers, a width for the last unit; glued or with commas.
  mutating func indices(_ items: [Markup], in range: SourceRange) throws(Problem) -> [Index] {
    var result: [Index] = []
    for item in items.unwrappedList {
      switch item.kind {
      case .punctuation(.comma), .punctuation(.semicolon): continue
      case .number(let digits):
        guard let value = Int(digits) else { throw badIndex(item) }
        result.append(.literal(value))
      case .word(let word) where word.count <= 3 && word.allSatisfy { $0.isASCII && $0.isUppercase }:
        // \text{MN}: two letters side by side.
        result += try indices(word.map { Markup(.letter(String($0)), item.range) }, in: item.range)
      case .group(let inner):
        result += try indices(inner, in: item.range)
      case .word(let word) where word.allSatisfy(\.isUppercase):
        // \text{MN}: letters that stand side by side.
        result += try indices(word.map { Markup(.letter(String($0)), item.range) }, in: range)
      case .script:
        if let name = Elaborator.indexName(item) {
          indexLetters.insert(name)
          result.append(.variable(name))
          continue
        }
        var cursor = MarkupCursor([item], range: item.range)
        guard case .width(let layer) = try factor(&cursor).node else { throw badIndex(item) }
        result.append(.last(layer))
      default:
        guard case .letter(let name) = item.strippedOfFaces.kind else { throw badIndex(item) }
        if name == notation.trueClassLetter, !boundIndices.contains(name) {
          result.append(.trueClass)
        } else if let layer = notation.widthAliases[name] {
          result.append(.last(layer))
        } else {
          indexLetters.insert(name)
          result.append(.variable(name))
        }
      }
    }
    guard !result.isEmpty else {
      throw Problem(.badIndex, at: range, found: "no index", expected: "an index such as j")
    }
    return result
  }

  /// The letter of an index, perhaps with primes: j, k′.
  static func indexName(_ item: Markup) -> String? {
    switch item.strippedOfFaces.kind {
    case .letter(let name): return name
    case .script(let base?, nil, nil, let primes) where primes > 0 && primes < 4:
      guard case .letter(let name) = base.strippedOfFaces.kind else { return nil }
      return name + String(repeating: "'", count: primes)
    default: return nil
    }
  }

  private func badIndex(_ item: Markup) -> Problem {
    Problem(
      .badIndex, at: item.range, found: "something that is no index", expected: "a letter or a number",
      help: "Indices are single letters or numbers, as in w_{jk} or w_{21}.")
  }

  /// A layer: `l`, `L`, `L-1`, `l+1`, `2`, upright or not.
  func layerExpression(_ items: [Markup]) throws(Problem) -> Layer {
    let items = items.unwrappedList
    guard let first = items.first else {
      throw Problem(.badScript, at: SourceRange(0, 0), found: "nothing", expected: "a layer")
    }
    var layer: Layer
    switch first.strippedOfFaces.kind {
    case .letter(let name):
      guard name != "T" else { throw badLayer(first) }
      layer = name == notation.outputLetter ? .output : .variable(name)
    case .number(let digits):
      guard let number = Int(digits), number < 1000 else { throw badLayer(first) }
      layer = .number(number - notation.firstLayer)
    default:
      throw badLayer(first)
    }
    var rest = items.dropFirst()
    while let sign = rest.first {
      rest = rest.dropFirst()
      guard let amount = rest.first, case .number(let digits) = amount.stripped.kind, let steps = Int(digits),
        steps < 1000
      else { throw badLayer(sign) }
      rest = rest.dropFirst()
      switch sign.kind {
      case .sign(.plus): layer.offset += steps
      case .sign(.minus): layer.offset -= steps
      default: throw badLayer(sign)
      }
    }
    return layer
  }

  private func badLayer(_ item: Markup) -> Problem {
    Problem(
      .badScript, at: item.range, found: "something that is no layer", expected: "a layer such as l, L-1 or 2"
    )
  }
}

extension [Markup] {
  /// The content of a single bracket, `(l)` or `[l]`, or the list itself.
  var unbracketed: [Markup] {
    let list = unwrappedList
    if list.count == 1, case .fenced(let open, let body, _) = list[0].kind,
      open == .parenthesis || open == .bracket
    {
      return body.unwrappedList
    }
    return list
  }

  /// What stands between commas.
  var slots: [[Markup]] {
    split(whereSeparator: { $0.kind == .punctuation(.comma) || $0.kind == .punctuation(.semicolon) }).map {
      Array($0).unwrappedList
    }
  }

  /// What stands before the first comma.
  var firstSlot: [Markup] { slots.first ?? [] }
}
