/// Replaces macros by what they stand for, and takes definitions in.
///
/// What a macro produces stands, for problems and ranges, where the macro was used; its arguments keep
/// their own places. Both the number of expansions and what they produce are limited.
struct MacroExpansion {
  private(set) var macros: MacroTable
  private(set) var problems: [Problem] = []
  private var expansions = 0
  private var produced = 0

  init(_ macros: MacroTable) { self.macros = macros }

  /// The tokens without macros.
  mutating func expand(_ tokens: [Token]) -> [Token] {
    let hasDefinition = tokens.contains { $0.definitionStyle != nil }
    if macros.macros.isEmpty && !hasDefinition { return tokens }
    var output: [Token] = []
    output.reserveCapacity(tokens.count)
    var rest = Array(tokens.reversed())
    while let token = rest.popLast() {
      guard case .command(let name) = token.kind else {
        output.append(token)
        continue
      }
      if let style = token.definitionStyle {
        define(style, at: token, from: &rest)
      } else if let macro = macros.macros[name] {
        expansions += 1
        replace(token, name, by: macro, in: &rest)
        if expansions > ReadingLimit.expansions || produced > ReadingLimit.produced {
          problems.append(
            Problem(
              .limit, at: token.range, found: "too many uses of macros",
              expected: "at most \(ReadingLimit.expansions), producing \(ReadingLimit.produced) symbols",
              help: "\\\(name) may stand for itself: look at its definition."))
          break
        }
      } else {
        output.append(token)
      }
    }
    return output
  }

  private mutating func define(_ style: DefinitionStyle, at token: Token, from rest: inout [Token]) {
    var reader = DefinitionReader(.tokens(rest))
    let definition = reader.read(style)
    if case .tokens(let left) = reader.source { rest = left }
    switch definition {
    case .success(let name, let macro):
      macros.define(name, as: macro, by: style)
    case .failure(let found, let expected):
      problems.append(
        Problem(
          .macro, at: token.range, found: found, expected: expected,
          help: "Write it as \\newcommand{\\name}[2]{what #1 and #2 become}."))
    }
  }

  private mutating func replace(_ token: Token, _ name: String, by macro: Macro, in rest: inout [Token]) {
    var arguments: [[Token]] = []
    if macro.takesSize, rest.last?.kind == .character("*") {
      rest.removeLast()
    } else if macro.takesSize {
      _ = optionalArgument(&rest)
    }
    if let defaultArgument = macro.defaultArgument {
      arguments.append(optionalArgument(&rest) ?? defaultArgument)
    }
    while arguments.count < macro.parameters {
      guard let argument = argument(&rest) else {
        problems.append(
          Problem(
            .missingArgument, at: token.range, found: "\\\(name) with \(arguments.count) of its arguments",
            expected: "\(macro.parameters) argument\(macro.parameters == 1 ? "" : "s")",
            help: "Put each argument of \\\(name) into braces."))
        return
      }
      arguments.append(argument)
    }
    let start = rest.count
    for part in macro.body.reversed() {
      if case .parameter(let number) = part.kind {
        if number <= arguments.count { rest.append(contentsOf: arguments[number - 1].reversed()) }
      } else {
        rest.append(Token(kind: part.kind, range: token.range))
      }
      if produced + rest.count - start > ReadingLimit.produced { break }
    }
    produced += rest.count - start
  }

  private func argument(_ rest: inout [Token]) -> [Token]? {
    while rest.last?.kind == .space { rest.removeLast() }
    guard let first = rest.last, first.kind != .close else { return nil }
    rest.removeLast()
    guard first.kind == .open else { return [first] }
    return balanced(&rest, until: .close)
  }

  private func optionalArgument(_ rest: inout [Token]) -> [Token]? {
    var ahead = rest.count - 1
    while ahead >= 0, rest[ahead].kind == .space { ahead -= 1 }
    guard ahead >= 0, rest[ahead].kind == .character("[") else { return nil }
    rest.removeLast(rest.count - ahead)
    return balanced(&rest, until: .character("]"))
  }

  /// The tokens up to `end`, outside of braces; what there is when it never comes.
  private func balanced(_ rest: inout [Token], until end: Token.Kind) -> [Token] {
    var tokens: [Token] = []
    var depth = 0
    while let token = rest.popLast() {
      if depth == 0, token.kind == end { break }
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      tokens.append(token)
    }
    return tokens
  }
}

extension Token {
  /// The kind of definition that this token begins.
  var definitionStyle: DefinitionStyle? {
    guard case .command(let name) = kind else { return nil }
    return DefinitionStyle(name)
  }
}
