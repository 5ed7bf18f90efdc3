/// The letter of the last layer where arguments or an example make it the loss: L(ŷ, y), L_e.
extension Elaborator {
  /// L(ŷ, y), L_e, L^{(i)}: the letter of the last layer where arguments or an example make it the loss.
  mutating func lossOfArguments(
    _ letter: String, _ scripts: Scripts, _ range: SourceRange, _ cursor: MarkupCursor
  ) throws(Problem) -> Expression? {
    guard letter == notation.outputLetter, scripts.primes == 0 else { return nil }
    if let bracket = cursor.bracket, scripts.isEmpty, bracket.scripts.isEmpty, bracket.body.slots.count > 1,
      bracket.body.isListOfNames
    {
      return try quantity(.cost, letter, scripts, range)
    }
    guard let script = scripts.sub ?? scripts.sup, scripts.sub == nil || scripts.sup == nil,
      let index = try? indices(script.unbracketed, in: range), index.count == 1, isExample(index[0]),
      scripts.sub != nil || notation.examplePlace == .superscriptParenthesis
    else { return nil }
    return Expression(.quantity(Quantity(.cost, example: index[0])), range)
  }
}
