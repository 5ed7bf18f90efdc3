extension Notation {
  /// Names of several letters that the notation declares, letter by letter, the longest first: `dz`, `scores`, `d\theta`.
  var longNames: [[String]] {
    var letters = patterns.values.flatMap { [$0.letter, $0.wholeLetter] } + aliases.map(\.letter)
    if let gradientPrefix { letters += gradientNames.map { gradientPrefix + $0 } }
    let names = Set(letters.map(Notation.tokens)).filter { $0.count > 1 }
    return names.sorted { ($1.count, $0.joined()) < ($0.count, $1.joined()) }
  }

  /// The letters that may stand behind the prefix of a gradient: those of quantities the cost depends on.
  var gradientNames: [String] {
    let roles: [Role] = [.activation, .preactivation, .weight, .bias]
    let written = roles.compactMap { patterns[$0] }.flatMap { [$0.letter, $0.wholeLetter] }
    return written + aliases.filter { roles.contains($0.role) }.map(\.letter)
  }

  /// The letters of a name as the first stage of reading finds them; a single one where it is decorated.
  private static func tokens(_ name: String) -> [String] {
    guard !name.contains("{") else { return [name] }
    var tokens: [String] = []
    var isCommand = false
    for character in name {
      if character == "\\" {
        tokens.append("\\")
        isCommand = true
      } else if isCommand {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
    }
    return tokens
  }
}

extension [Markup] {
  /// The list with each declared name of several letters as one letter.
  ///
  /// `dz` below or above the line of a derivative dC/dz stays apart: there the d is the sign of a differential.
  func joiningNames(_ names: [[String]]) -> [Markup] {
    guard !names.isEmpty else { return self }
    var result: [Markup] = []
    var position = 0
    while position < count {
      if let (name, length) = self.name(at: position, among: names), !isBehindSlash(position) {
        result.append(joined(name, position, length).joiningNamesInside(names))
        position += length
      } else {
        result.append(self[position].joiningNamesInside(names))
        position += 1
      }
    }
    return result
  }

  /// A pattern's example as one item: `dz_j^{l}` is a name of two letters.
  var joinedToOneName: Markup? {
    guard count > 1 else { return first }
    let letters = compactMap { item -> String? in
      if case .script(let base?, _, _, _) = item.kind {
        Elaborator.letterName(base)
      } else {
        Elaborator.letterName(item)
      }
    }
    guard letters.count == count else { return nil }
    let joined = joiningNames([letters])
    return joined.count == 1 ? joined.first : nil
  }

  /// The name that begins at a position, and of how many items it is.
  private func name(at position: Int, among names: [[String]]) -> (String, Int)? {
    if let word = self[position].upright, names.contains(where: { $0.joined() == word }) { return (word, 1) }
    for name in names where position + name.count <= count {
      let isHere = name.indices.allSatisfy { place in
        let item = self[position + place]
        if place == name.count - 1, case .script(let base?, _, _, _) = item.kind {
          return base.isLetter(name[place])
        }
        return item.isLetter(name[place])
      }
      if isHere { return (name.joined(), name.count) }
    }
    return nil
  }

  /// The items of a name as one letter, with the scripts of the last.
  private func joined(_ name: String, _ position: Int, _ length: Int) -> Markup {
    let last = self[position + length - 1]
    let range = self[position].range.union(last.range)
    guard case .script(let base, let sub, let sup, let primes) = last.kind else {
      return Markup(.letter(name), range)
    }
    let letter = Markup(.letter(name), self[position].range.union(base?.range ?? last.range))
    return Markup(.script(base: letter, sub: sub, sup: sup, primes: primes), range)
  }

  private func isBehindSlash(_ position: Int) -> Bool {
    guard position > 0, case .sign(.slash) = self[position - 1].kind else { return false }
    return self[position].isLetter("d")
  }
}

extension Markup {
  /// A letter of this name, perhaps in another face.
  fileprivate func isLetter(_ name: String) -> Bool {
    if case .letter(name) = strippedOfFaces.kind { true } else { false }
  }

  /// The characters of an upright word, without its scripts.
  fileprivate var upright: String? {
    switch kind {
    case .word(let word), .text(let word): word
    case .script(let base?, _, _, _): base.upright
    default: nil
    }
  }

  /// The item with names joined in its parts.
  fileprivate func joiningNamesInside(_ names: [[String]]) -> Markup {
    func joining(_ items: [Markup]) -> [Markup] { items.joiningNames(names) }
    let inner: Kind
    switch kind {
    case .group(let items): inner = .group(joining(items))
    case .script(let base, let sub, let sup, let primes):
      // Below ∇ and ∂ stands a variable, below a letter indices.
      let isOperator = base?.kind == .nabla || base?.kind == .partial
      inner = .script(
        base: base?.joiningNamesInside(names), sub: isOperator ? sub.map(joining) : sub,
        sup: sup.map(joining),
        primes: primes)
    case .fraction(let above, let below):
      if Elaborator.differential(above.unwrappedList) != nil,
        Elaborator.differential(below.unwrappedList) != nil
      {
        // Behind the sign of the differential a name may stand: ∂net_j.
        let parts = [above, below].map { part in
          let items = part.unwrappedList
          return items.prefix(1).map { $0.joiningNamesInside(names) } + joining(Array(items.dropFirst()))
        }
        inner = .fraction(parts[0], parts[1])
      } else {
        inner = .fraction(joining(above), joining(below))
      }
    case .root(let index, let body): inner = .root(index: index, joining(body))
    case .fenced(let open, let body, let close): inner = .fenced(open: open, joining(body), close: close)
    case .styled(let style, let items): inner = .styled(style, joining(items))
    case .environment(let environment, let rows):
      inner = .environment(environment, rows: rows.map { $0.map(joining) })
    default: return self
    }
    return Markup(inner, range)
  }
}
