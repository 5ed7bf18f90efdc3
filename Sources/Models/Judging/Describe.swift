extension TextJudge {
  /// The model in words, for looking at.
  package func describe() -> String {
    let model = builder.model
    var text =
      "defined \(model.definitions.keys.sorted()) functions \(model.functionNames.sorted()) keys \(model.keyLetters.sorted()) ends \(model.ends) ranges \(model.keyRanges) sizes \(model.sizeNames.sorted()) cost \(model.cost ?? "-") opaque \(model.opaque.sorted()) stacks \(model.stacks) kinds \(model.leafKinds) adjoints \(model.adjoints.keys.sorted()) broken \(builder.broken)\n"
    text += "outputs \(typers[0].outputs)\n"
    for (member, type) in typer.types.sorted(by: {
      ($0.key.family, $0.key.key.description) < ($1.key.family, $1.key.key.description)
    }) {
      text +=
        "  \(member.family)\(member.key) \(type.axes.map { typer.sizes.root($0) })\(type.isRow ? " row" : "")\(type.isLeaf ? " leaf" : "")\n"
    }
    return text
  }
}
