import Formula

/// Writes a formula of one convention in the notation of another.
///
/// Letters are replaced, indices renamed where the other notation needs their letter for something else, literal
/// units and limits counted from the other's first unit, and vectors laid the other way. What the formula says of
/// the network stays the same, so its verdict under the same presumptions does too. Where the two conventions
/// presume different costs or networks, `Translation.changes` says how.
public struct Translator: Sendable {
  /// The convention the formula is written in.
  public let source: Convention
  /// The convention it is to be written in.
  public let target: Convention

  /// Makes a translator.
  public init(from source: Convention, to target: Convention) {
    self.source = source
    self.target = target
  }

  /// The statements of one display in the other notation.
  ///
  /// - Throws: a problem when the other notation has no letter for something, or would read it as something else.
  public func translation(of statements: [Statement]) throws(TranslationProblem) -> Translation {
    for role in Role.allCases where !target.notation.canWrite(role) {
      if statements.contains(where: { $0.contains(role) }) { throw .noSymbol(role) }
    }
    var result = statements
    if source.orientation != target.orientation {
      result = result.map { $0.layingVectorsAcross(from: source.orientation) }
    }
    let names = LetterRenaming(statements, from: source.notation, to: target.notation)
    result = result.map {
      $0.countingUnits(from: source.notation.firstUnit, to: target.notation.firstUnit)
    }
    result = result.map(names.applied)
    // x and ŷ stay, unless the other notation would read them as something else.
    let forms = [result, result.map(\.withoutOwnLetters)]
    guard let form = forms.first(where: isReadBack) else { throw .ambiguous(latex(of: result)) }
    return Translation(
      statements: form, latex: latex(of: form), renamed: names.shown,
      changes: Change.all(in: statements, from: source, to: target))
  }

  private func latex(of statements: [Statement]) -> String {
    let printer = LaTeXPrinter(notation: target.notation)
    return statements.map { printer.print($0) }.joined(separator: " \\quad ")
  }

  /// Whether the other notation reads the statements as what they say.
  private func isReadBack(_ statements: [Statement]) -> Bool {
    FormulaReader(notation: target.notation).read(latex(of: statements)).alternatives.contains {
      $0.statements.isSame(as: statements)
    }
  }
}

/// A formula in another notation.
public struct Translation: Sendable {
  /// What it says, with the letters of indices that the other notation uses.
  public var statements: [Statement]
  /// How it is written there.
  public var latex: String
  /// Indices that got another letter, in the order they occur.
  public var renamed: [Renaming]
  /// What the two conventions presume differently of what stands in the formula.
  public var changes: [Change]

  /// An index that got another letter.
  public struct Renaming: Sendable, Hashable {
    /// Its letter in the formula.
    public var from: String
    /// Its letter in the translation.
    public var to: String

    /// Makes a renaming.
    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }
}

/// Why a formula could not be written in another notation.
public enum TranslationProblem: Error, Sendable, Hashable {
  /// It cannot be read in its own.
  case unreadable([Problem])
  /// The other notation has no letter for it.
  case noSymbol(Role)
  /// The other notation would read this as something else, as where one letter stands for two costs.
  case ambiguous(String)
}

extension Notation {
  /// Whether a quantity of the role has a letter; one letter may do for both costs.
  fileprivate func canWrite(_ role: Role) -> Bool {
    patterns[role] != nil || role == .batchCost && patterns[.cost] != nil
  }
}

extension Statement {
  /// Whether a node of one of its sides fulfils a predicate.
  func contains(where predicate: (Node) -> Bool) -> Bool { sides.contains { $0.contains(where: predicate) } }

  /// The statement with every quantity written as its role is.
  fileprivate var withoutOwnLetters: Statement {
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .quantity(var quantity) = node else { return node }
        quantity.hasOwnLetter = false
        return .quantity(quantity)
      }
    }
    return result
  }

  /// Whether a quantity of the role stands in it.
  func contains(_ role: Role) -> Bool {
    contains { if case .quantity(let quantity) = $0 { quantity.role == role } else { false } }
  }
}

extension [Statement] {
  /// Whether both say the same in the same order.
  fileprivate func isSame(as other: [Statement]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { left, right in
        left.sides == right.sides && left.relations == right.relations && left.leading == right.leading
      }
  }
}
