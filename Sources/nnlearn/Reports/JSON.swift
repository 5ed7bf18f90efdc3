/// A JSON value whose fields keep the order they are given in.
indirect enum JSON: Sendable {
  case object([(name: String, value: JSON?)])
  case array([JSON])
  case string(String)
  case number(Double)
  case integer(Int)
  case unsigned(UInt64)
  case boolean(Bool)
  case null

  /// The value as text, indented; fields without a value are left out.
  ///
  /// Numbers are the shortest that read back to the same value. NaN and infinities, which JSON lacks, become
  /// null. Whatever a terminal would obey is escaped.
  var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .object(let fields):
      let present = fields.compactMap { field in field.value.map { (field.name, $0) } }
      JSON.write(present, between: ("{", "}"), to: &text, indent: indent) { field, text in
        JSON.write(string: field.0, to: &text)
        text += ": "
        field.1.write(to: &text, indent: indent + 2)
      }
    case .array(let items):
      JSON.write(items, between: ("[", "]"), to: &text, indent: indent) { item, text in
        item.write(to: &text, indent: indent + 2)
      }
    case .string(let string): JSON.write(string: string, to: &text)
    case .number(let number): text += number.isFinite ? JSON.shortest(number) : "null"
    case .integer(let number): text += String(number)
    case .unsigned(let number): text += String(number)
    case .boolean(let value): text += value ? "true" : "false"
    case .null: text += "null"
    }
  }

  private static func write<Item>(
    _ items: [Item], between brackets: (String, String), to text: inout String, indent: Int,
    _ one: (Item, inout String) -> Void
  ) {
    text += brackets.0
    let space = "\n" + String(repeating: " ", count: indent)
    for (place, item) in items.enumerated() {
      text += (place == 0 ? "" : ",") + space + "  "
      one(item, &text)
    }
    text += (items.isEmpty ? "" : space) + brackets.1
  }

  private static func shortest(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func write(string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      default:
        if isHarmless(scalar) {
          text.unicodeScalars.append(scalar)
        } else {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        }
      }
    }
    text += "\""
  }
}
