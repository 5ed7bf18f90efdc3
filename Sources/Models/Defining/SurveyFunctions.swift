/// Which names are functions: by what stands behind them, and how they are named.
extension Survey {
  mutating func settleFunctions() {
    for (name, count) in applied {
      // σ of dσ/dz may be a function that nothing defines.
      let isNamed = parameters[name] == nil && !defined.contains(name) && name.isFunctionLetter
      let isBare = (bare[name] ?? 0) > (isNamed ? numerators[name] ?? 0 : 0)
      if primed.contains(name), !bareWithIndices.contains(name), !defined.contains(name) {
        functions.insert(name)
      }
      if let letters = parameters[name], !letters.isEmpty, !defined.contains(name),
        !isBare || primed.contains(name)
      {
        functions.insert(name)
      }
      // η(a − y) is a product; φ(s) is a call, and so is what is named like a function.
      let isCalled = !appliedToSums.contains(name) || name.isFunctionLetter
      if !isBare, !defined.contains(name), count > 0, isCalled,
        !indexedName(name) || name.isFunctionLetter
      {
        functions.insert(name)
      }
    }
    for name in primed where applied[name] == nil && !defined.contains(name) && (bare[name] ?? 0) == 0 {
      functions.insert(name)
    }
  }

  private func indexedName(_ name: String) -> Bool { indexed.contains { $0.name == name } }
}
