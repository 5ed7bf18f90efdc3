import Lessons
import Testing

@testable import Exercises

/// What becomes of answers, right ones in other forms and wrong ones in disguise.
@Suite struct JudgingTests {
  /// The judgement on the blocks of an answer to an exercise of the course.
  private func judgement(_ id: String, _ blocks: [String]) throws -> Judgement {
    let exercises = try Course.builtIn().lessons.flatMap(\.exercises)
    let exercise = try #require(exercises.first { $0.id == id })
    return try AnswerJudge(exercise).judgement(of: Answer(blocks))
  }

  @Test(arguments: [
    ("7.1", #"\delta_j^{(L)} = (a_j^{(L)} - y_j)\sigma'(z_j^{(L)})"#),
    ("7.1", #"= (a_j^{(L)} - y_j)\sigma'(z_j^{(L)})"#),
    ("7.1", #"(y_j - a_j^{(L)})(-\sigma'(z_j^{(L)}))"#),
    ("7.1", #"\frac12 \cdot 2 (a_j^L-y_j) \sigma'(z_j^L)"#),
    ("7.1", #"\delta_i^{(L)} = (a_i^{(L)} - y_i)\sigma'(z_i^{(L)})"#),
    ("7.1", #"(a_j^{(L)} - y_j)\sigma'(z_j^{(L)}) = \delta_j^{(L)}"#),
    ("9.1", #"\sum_i 2(a_i^{(L)} - y_i)\sigma'(z_i^{(L)}) w_{ik}^{(L)}"#),
    ("9.1", #"2 \sum_m w_{mk}^{(L)} (a_m^{(L)} - y_m)\sigma'(z_m^{(L)})"#),
    ("10.1", #"\delta_j^{(l)} = \sum_k \delta_k^{(l+1)} w_{kj}^{(l+1)} \sigma'(z_j^{(l)})"#),
    ("10.1", #"\sum_{i=0}^{n_{l+1}-1} \delta_i^{(l+1)} w_{ik}^{(l+1)} \sigma'(z_k^{(l)}), \quad l < L"#),
    ("13.1", #"(W^{l+1})^T \delta^{l+1} \odot \sigma'(z^l)"#),
    ("5.1", #"w_{jk}^L \leftarrow w_{jk}^L - \alpha \frac{\partial C}{\partial w_{jk}^L}"#),
    ("1.5", #"W^l \in \mathbb{R}^{n_l\times n_{l-1}}"#), ("1.5", #"n_l \times n_{l-1}"#),
    ("1.3", #"N = 24 + 18 + 9 = 51"#), ("1.3", "51"),
    ("14.3", #"\frac{1}{1 + e^{-1}} \approx 0.7311"#),
  ])
  func `an equivalent answer is right in whatever form`(id: String, latex: String) throws {
    #expect(try judgement(id, [latex]).outcome == .correct, "\(latex)")
  }

  @Test func `names of one's own count where they are defined`() throws {
    #expect(
      try judgement("7.1", ["e_j = a_j^{(L)} - y_j", #"\delta_j^{(L)} = e_j \sigma'(z_j^{(L)})"#]).outcome
        == .correct)
    #expect(
      try judgement("9.1", [#"d_j = 2(a_j^{(L)} - y_j)\sigma'(z_j^{(L)})"#, #"\sum_i d_i w_{ik}^{(L)}"#])
        .outcome
        == .correct)
    #expect(
      try judgement("7.1", [#"r_j = \delta_j^{(L)}"#, #"\delta_j^{(L)} = r_j"#]).reason == .restates)
  }

  @Test(arguments: [
    #"\delta_j^{(L)} := 5"#, #"\delta_j^{(L)} \leftarrow 5"#, #"\text{Let } \delta_j^{(L)} = 5"#,
    #"2(a_j^{(L)} - y_j)\sigma'(z_j^{(L)}), \quad \text{where } \sigma'(z) = 0"#,
    #"2(a_j^{(L)} - y_j)\sigma'(z_j^{(L)}) \quad \text{for } C = \sum_j (a_j^{(L)} - y_j)^2"#,
    #"a_j^{(L)} - y_j, \quad \sigma(z) = z"#,
  ])
  func `no word, arrow or condition makes an answer true`(latex: String) throws {
    #expect(try judgement("7.1", [latex]).outcome == .incorrect, "\(latex)")
  }

  @Test func `a cost of one's own does not change the exercise's`() throws {
    let blocks = [
      #"C = \sum_j (a_j^{(L)} - y_j)^2"#, #"\delta_j^{(L)} = 2(a_j^{(L)} - y_j)\sigma'(z_j^{(L)})"#,
    ]
    #expect(try judgement("7.1", blocks).outcome == .incorrect)
  }

  @Test(arguments: [
    #"\delta_j^{(L)} = \delta_j^{(L)}"#, #"\sum_i \delta_i^{(L)} \mathbf 1[i=j]"#,
    #"\frac{\partial C}{\partial z_j^{(L)}}"#, #"\delta_j^{(L)} + 0"#,
  ])
  func `an answer that restates the question is refused with the reason`(latex: String) throws {
    let judgement = try judgement("7.1", [latex])
    #expect(judgement.outcome == .wrongForm && judgement.reason == .restates, "\(latex)")
  }

  @Test func `a letter neither given nor defined is invalid, and named`() throws {
    let judgement = try judgement("7.1", [#"(a_j^{(L)} - y_j)\sigma'(z_j^{(L)}) + 0 \cdot q"#])
    #expect(judgement.outcome == .invalid && judgement.reason == .unknownLetter("q"))
    #expect(try self.judgement("7.1", [#"\newcommand{\q}{5}\q"#]).reason == .definesCommands)
    let unclosed = try self.judgement("7.1", [#"\frac{2}{n_L (a_j^{(L)} - y_j)"#])
    #expect(unclosed.outcome == .invalid && unclosed.place != nil)
  }

  @Test func `what is true and not as asked says what is asked`() throws {
    #expect(
      try judgement("7.1", [#"\frac{\partial C}{\partial a_j^{(L)}} \sigma'(z_j^{(L)})"#]).reason
        == .derivativeLeft)
    let letter = try judgement("1.2", [#"\sigma(W^L a^{L-1} + b^L)"#])
    #expect(letter.outcome == .wrongForm)
    #expect(try judgement("7.3", ["0.02"]).reason == .fewDigits(4))
    #expect(try judgement("1.3", ["a"]).reason == .notANumber)
  }

  @Test func `a derivation is right so far, has its steps, and goes on behind a mistake`() throws {
    let chain =
      #"\frac{\partial C}{\partial a_j^{(L)}}\frac{\partial a_j^{(L)}}{\partial z_j^{(L)}}\frac{\partial z_j^{(L)}}{\partial w_{jk}^{(L)}}"#
    let end = #"2(a_j^{(L)} - y_j) a_j^{(L)} (1 - a_j^{(L)}) a_k^{(L-1)}"#
    #expect(try judgement("6.5", [chain]).outcome == .rightSoFar)
    #expect(try judgement("6.5", [end]).reason == .fewSteps(have: 1, asked: 2))
    #expect(try judgement("6.5", [chain, "= " + end]).outcome == .correct)
    let wrong = #"(a_j^{(L)} - y_j) \sigma'(z_j^{(L)}) a_k^{(L-1)}"#
    let follows = #"(a_j^{(L)} - y_j) a_j^{(L)} (1 - a_j^{(L)}) a_k^{(L-1)}"#
    let judgement = try judgement("6.5", [chain + " = " + wrong + " = " + follows])
    #expect(judgement.steps == [.right, .wrong, .right] && judgement.outcome == .followsThrough)
    // From nothing everything follows.
    #expect(try self.judgement("6.5", [chain + " = 0 = 0"]).outcome == .incorrect)
  }

  @Test func `points go to the right steps`() throws {
    let exercise = try #require(try Course.builtIn().lessons.flatMap(\.exercises).first { $0.id == "7.5" })
    var judgement = Judgement(.incorrect)
    judgement.steps = [.right, .wrong, .right]
    #expect(exercise.score(judgement) == 1)
    #expect(exercise.score(Judgement(.correct)) == 3 && exercise.score(Judgement(.invalid)) == nil)
  }
}
