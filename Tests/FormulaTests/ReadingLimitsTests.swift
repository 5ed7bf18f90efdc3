import Foundation
import Testing

@testable import Formula

/// Whatever is read, reading ends soon, with a tree of bounded depth and size.
@Suite struct ReadingLimitsTests {
  /// Formulas of the kinds that people write.
  static let seeds = [
    #"\frac{\partial C}{\partial w_{jk}^{(L)}} = \delta_j^{(L)} a_k^{(L-1)}"#,
    #"\delta^l = ((W^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)"#,
    #"C = \frac{1}{2E}\sum_{e=1}^E \|y_e - a_e^L\|^2"#,
    #"\left\{\begin{array}{ll} 1 & \text{if } z>0 \\ 0 & \text{otherwise} \end{array}\right."#,
    #"\begin{align} a &= b \\ &= c \label{eq:x} \end{align}"#,
    #"{\partial \mathcal{L}_{CE} \over \partial \Theta_{\ell,ij}}"#,
    #"\underbrace{\frac{a}{b}}_{\delta_{\text{L},i}} \quad (1)"#,
    #"\begin{bmatrix} w_{11} & \cdots \\ \vdots & w_{nn} \end{bmatrix}"#,
    #"\boxed{\colorbox{#90EE90}{$x \label{y}$}}"#,
    #"\left. \frac{dC}{dz} \right|_{z=0} + x\big|_{z=0}"#,
    #"{W^{(2)}}^\top W^{l}{}^T \hat{\underline{y_i}}"#,
    #"\operatorname*{arg\,min}_\theta J(\theta) \mathrm{ReLU}(z)"#,
    "∂C/∂wⱼₖ = δⱼ·aₖ − ½ ŷ ≠ 算上", #"\sum_{\substack{i=1 \\ j \ne i}}^{n_L} \max(0, z)"#,
    #"\newcommand{\matr}[1]{\mathbf{#1}} \matr W \matr{x}"#, #"f'' g^{[1]'} x^{l\prime} \sqrt[3]{x}"#,
    #"\mathbf 1[z>0] \mathbb 1_{i=j} \unicode{x1D7D9} \not= \stackrel{def}{=}"#,
    #"\bigl( a \bigr) \Big[ b \Big] \lVert x \rVert \langle x, y \rangle [0,1) |x|"#,
  ]

  /// Counts nodes and depth without recursion in the caller's own words.
  static func measure(_ nodes: [Markup]) -> (count: Int, depth: Int) {
    var count = 0
    var depth = 0
    var rest = nodes.map { ($0, 1) }
    while let (node, level) = rest.popLast() {
      count += 1
      depth = max(depth, level)
      rest += node.children.map { ($0, level + 1) }
    }
    return (count, depth)
  }

  private func check(_ bytes: [UInt8], _ what: String) {
    let (markup, problems) = MarkupReader.read(bytes)
    let (count, depth) = Self.measure(markup)
    #expect(count <= 4 * bytes.count + 64, "\(what): \(count) nodes")
    #expect(depth <= 3 * ReadingLimit.depth, "\(what): depth \(depth)")
    #expect(problems.count <= ReadingLimit.problems, "\(what)")
    for problem in problems {
      let isWithin = problem.range.start >= 0 && problem.range.end <= bytes.count
      if !isWithin { Issue.record("\(what): \(problem) is out of range") }
    }
  }

  @Test func `every truncation of a formula is read`() {
    for seed in Self.seeds {
      let bytes = Array(seed.utf8)
      for length in 0..<bytes.count { check(Array(bytes[..<length]), "\(seed) cut at \(length)") }
    }
  }

  @Test func `every formula with one byte changed is read`() {
    var state: UInt64 = 2024
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let favourites = Array(#"{}\$^_&%#()[]|'~"#.utf8)
    for seed in Self.seeds {
      let bytes = Array(seed.utf8)
      for place in bytes.indices {
        var changed = bytes
        changed[place] = random(2) == 0 ? favourites[random(favourites.count)] : UInt8(random(256))
        check(changed, "\(seed) with byte \(place) = \(changed[place])")
      }
    }
  }

  @Test func `random bytes are read`() {
    var state: UInt64 = 7
    for round in 0..<40 {
      var bytes: [UInt8] = []
      for _ in 0..<200 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 40))
      }
      check(bytes, "round \(round)")
    }
  }

  @Test(arguments: [
    "{", "(", "[", "|", "\\|", "\\left(", "\\frac", "\\frac{", "\\sqrt", "\\sqrt[", "^", "_", "^{", "_{",
    "{^", "'",
    "a^{b_{", "\\hat", "\\hat{", "\\mathrm{", "\\begin{align}", "\\begin{cases}a&", "\\substack{",
    "\\overset",
    "\\underbrace{", "\\text{", "\\boxed{$", "{a\\over", "\\left\\{", "\\not", "^(", "\\unicode{", "\\rm{",
    "}", "\\end{align}",
    "&", "\\\\", "\\right)", "\\big|", "\u{302}", "\\newcommand{\\a}{", "a'^{", "{}^",
  ])
  func `a long repetition ends at once on a small stack`(_ part: String) {
    let bytes = Array(String(repeating: part, count: 6_000 / part.utf8.count).utf8)
    onSmallStack {
      let (markup, problems) = MarkupReader.read(bytes)
      #expect(Self.measure(markup).depth <= 3 * ReadingLimit.depth)
      #expect(problems.count <= ReadingLimit.problems)
    }
  }

  @Test func `too many levels are one problem at the place where they get too many`() {
    let (_, problems) = MarkupReader.read(String(repeating: "{", count: 300))
    #expect(problems.map(\.code) == [.limit])
    #expect(problems.first?.range.start == ReadingLimit.depth)
  }

  @Test func `as many levels as allowed are read without a problem`() {
    let levels = ReadingLimit.depth
    let (_, problems) = MarkupReader.read(
      String(repeating: "{", count: levels) + "x" + String(repeating: "}", count: levels))
    #expect(problems.isEmpty)
  }

  @Test func `a formula of more than a megabyte is refused whole`() {
    let (markup, problems) = MarkupReader.read([UInt8](repeating: 0x61, count: ReadingLimit.bytes + 1))
    #expect(markup.map(\.kind) == [.unreadable])
    #expect(problems.map(\.code) == [.limit])
  }

  @Test func `more symbols than allowed are cut off with a problem`() {
    let (markup, problems) = MarkupReader.read([UInt8](repeating: 0x78, count: ReadingLimit.tokens + 10))
    #expect(markup.count == ReadingLimit.tokens)
    #expect(problems.map(\.code) == [.limit])
  }

  @Test func `a macro that stands for itself ends with a problem`() {
    for macro in [#"\newcommand{\a}{\a}\a"#, #"\def\a{\a\a}\a"#, #"\newcommand{\a}[1]{\a{#1#1}}\a{xy}"#] {
      let (_, problems) = MarkupReader.read(macro)
      #expect(problems.map(\.code) == [.limit], "\(macro)")
    }
  }

  @Test func `bytes that are no UTF-8 are a problem where they stand`() {
    let (markup, problems) = MarkupReader.read([0x61, 0xFF, 0x62])
    #expect(markup.map(\.kind) == [.letter("a"), .unreadable, .letter("b")])
    #expect(problems.map(\.code) == [.unexpectedCharacter])
    #expect(problems.first?.range == SourceRange(1, 2))
  }
}

/// Runs `work` on a thread with a stack of 512 KiB, as threads other than the main one have.
func onSmallStack(_ work: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    work()
    done.signal()
  }
  thread.stackSize = 512 << 10
  thread.start()
  done.wait()
}
