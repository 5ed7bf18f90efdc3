import Foundation
import Testing

@testable import Checking
@testable import nnlearn

struct JSONTests {
  @Test func `fields keep their order, and those without a value are left out`() {
    let value = JSON.object([
      ("b", .integer(1)), ("a", nil), ("c", .array([.string("x"), .null])), ("d", .object([])),
    ])
    #expect(
      value.text == """
        {
          "b": 1,
          "c": [
            "x",
            null
          ],
          "d": {}
        }

        """)
  }

  @Test func `numbers read back to themselves, and NaN is never a bare word`() throws {
    for number: Double in [
      0.1, -0.0412, 1e300, .leastNonzeroMagnitude, 4e-11, 3.1e-16, 1 / 3, 1e16, 2, -0.0, 123_456_789,
    ] {
      let text = JSON.number(number).text
      #expect(Double(text.dropLast()) == number, "\(text)")
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data("[\(text)]".utf8)) }
    }
    for number in [Double.nan, .infinity, -.infinity] { #expect(JSON.number(number).text == "null\n") }
  }

  @Test func `strings are escaped so that they read back and a terminal obeys nothing`() throws {
    let evil = "\"\\\n\r\t\u{0}\u{1B}[31m\u{7F}\u{9B}\u{202E}\u{E0001}δ漢👩‍🔬"
    let text = JSON.array([.string(evil)]).text
    #expect(text.unicodeScalars.allSatisfy { isHarmless($0) || $0 == "\n" })
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String]
    #expect(read == [evil])
  }

  @Test func `the report has the fields of the contract in their order`() throws {
    let text = "x\n\nIn text $$\\delta_k^{(L-1)} = \\sum_j \\delta_j^{(L)} w_{jk}^{(L)}$$"
    let claim = Sample.claim(
      "\\delta_k^{(L-1)} = \\sum_j \\delta_j^{(L)} w_{jk}^{(L)}", in: text, id: "hidden-delta",
      outcome: .fails,
      witness: Sample.witness, diagnosis: Sample.diagnosis)
    let json = ReportJSON.answer([.success(Sample.target("answers.md", .document, [claim]))]).text
    #expect(
      json == """
        {
          "schemaVersion": 1,
          "target": "answers.md",
          "convention": "sigmoid",
          "seed": 1,
          "summary": {
            "claims": 1,
            "holds": 0,
            "holdsIf": 0,
            "fails": 1,
            "illTyped": 0,
            "unreadable": 0,
            "undecided": 0,
            "definition": 0,
            "notAClaim": 0
          },
          "claims": [
            {
              "id": "hidden-delta",
              "line": 3,
              "column": 11,
              "endLine": 3,
              "latex": "\\\\delta_k^{(L-1)} = \\\\sum_j \\\\delta_j^{(L)} w_{jk}^{(L)}",
              "outcome": "fails",
              "links": [
                {
                  "left": "\\\\delta_{k}^{(L-1)}",
                  "right": "\\\\sum_{j}\\\\delta_{j}^{(L)}w_{jk}^{(L)}",
                  "outcome": "fails",
                  "line": 3,
                  "column": 30,
                  "witness": {
                    "indices": {
                      "k": 1
                    },
                    "left": -0.0412,
                    "right": -0.1719,
                    "seed": 1
                  },
                  "diagnosis": {
                    "name": "missing-activation-derivative",
                    "message": "The right side lacks the factor σ′(z_k^(L-1))."
                  }
                }
              ]
            }
          ]
        }

        """)
  }

  @Test func `several targets give an object with an array, errors in their places`() throws {
    let target = Sample.target("a.md", .document, [])
    let answer = ReportJSON.answer([.success(target), .failure(.file("b.md", .missing))]).text
    let read = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    let targets = read?["targets"] as? [[String: Any]]
    #expect(targets?.map { $0["target"] as? String } == ["a.md", "b.md"])
    #expect(targets?.last?["error"] != nil)
  }

  @Test func `a file that cannot be read gives an error object and 2`() {
    let result = CommandRun("check", "-", "--format", "json", input: Array("ab".utf8) + [0xFF])
    #expect(result.status == 2)
    #expect(
      result.output == """
        {
          "schemaVersion": 1,
          "target": "standard input",
          "error": {
            "message": "‘standard input’ is not UTF-8: the byte at offset 2 fits nowhere",
            "help": "save it as UTF-8"
          }
        }

        """)
  }

  @Test func `a header that cannot be read gives its line`() {
    let text = "---\ntitle: x\nconvention: sigmod\n---\n"
    let result = CommandRun("check", "-", "--format=json", input: Array(text.utf8))
    #expect(result.status == 2)
    #expect(
      result.output.contains(
        "\"line\": 3,\n    \"column\": 1,\n    \"message\": \"there is no convention ‘sigmod’\""))
  }
}
