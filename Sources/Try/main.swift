import Formula
import Foundation
import Models
let verbose = CommandLine.arguments.contains("-v")
var all: [[String: Any]] = []
for path in CommandLine.arguments.dropFirst() where !path.hasPrefix("-") {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  let doc = Document(text)
  let start = Date()
  let judge = TextJudge(doc)
  let map = LineMap(text)
  if verbose { print(judge.describe()) }
  for v in judge.verdicts() {
    let p = map.position(of: v.statement.range.start)
    all.append(["file": (path as NSString).lastPathComponent, "line": p.line, "column": p.column, "outcome": v.outcome.rawValue, "link": v.brokenLink ?? -1, "note": v.note ?? ""])
    if verbose {
      let bytes = Array(text.utf8)[v.statement.range.start..<v.statement.range.end]
      print("\(p.line):\(p.column) \(v.outcome) link \(v.brokenLink.map(String.init) ?? "-") \(v.links.map { "\($0.outcome) \($0.witness.map { "\($0.letters.map { "\($0.name)=\($0.value)" }) \($0.left) \($0.right)" } ?? "")" }) \(v.note ?? "") | \(String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\n", with: " "))")
    }
  }
  if verbose { print("time", Date().timeIntervalSince(start)) }
}
if !verbose { print(String(data: try JSONSerialization.data(withJSONObject: all), encoding: .utf8)!) }
