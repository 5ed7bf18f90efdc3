import Checking
import Formula
import Testing

@Suite struct ConventionTests {
  /// The hidden error term as an author of each text writes it, element by element.
  static let hiddenError: [(name: String, latex: String)] = [
    ("standard", #"\delta_j^l = \sigma'(z_j^l)\sum_k w_{kj}^{l+1}\delta_k^{l+1}"#),
    ("relu", #"\delta_j^l = \sigma'(z_j^l)\sum_k w_{kj}^{l+1}\delta_k^{l+1}"#),
    ("sigmoid", #"\delta_j^{(l)} = \sigma'(z_j^{(l)})\sum_k w_{kj}^{(l+1)}\delta_k^{(l+1)}"#),
    ("softmax", #"\delta_{\ell,j} = g'(z_{\ell,j})\sum_k \theta_{\ell+1,kj}\delta_{\ell+1,k}"#),
    ("theta", #"s_j^{(l)} = g'(z_j^{(l)})\sum_k \theta_{jk}^{(l+1)} s_k^{(l+1)}"#),
    ("theta", #"dz_j^{(l)} = g'(z_j^{(l)})\sum_k \Theta_{jk}^{(l+1)} dz_k^{(l+1)}"#),
    ("nielsen", #"\delta^l_j = \sigma'(z^l_j)\sum_k w^{l+1}_{kj}\delta^{l+1}_k"#),
    ("ng", #"dz_j^{[l]} = g'(z_j^{[l]})\sum_k w_{kj}^{[l+1]} dz_k^{[l+1]}"#),
    ("bishop", #"\delta_j^{(l)} = h'(a_j^{(l)})\sum_k w_{kj}^{(l+1)}\delta_k^{(l+1)}"#),
    ("cs231n", #"ds_{l,j} = f'(s_{l,j})\sum_k w_{l+1,jk} ds_{l+1,k}"#),
  ]

  private func statement(_ latex: String, _ name: String) throws -> Statement {
    let notation = try #require(Convention.builtIn(name)).notation
    let reading = FormulaReader(notation: notation).read(latex)
    #expect(reading.problems.isEmpty)
    return try #require(reading.alternatives.first?.statements.first)
  }

  private func outcome(_ latex: String, _ name: String) throws -> Outcome {
    Checker(Settings(convention: try #require(Convention.builtIn(name)))).check(formula: latex).outcome
  }

  @Test func `every convention that is listed can be read`() {
    for name in Convention.builtInNames {
      let convention = Convention.builtIn(name)
      #expect(convention?.name == name)
    }
  }

  @Test(arguments: hiddenError)
  func `the hidden error term is the same tree in every notation, and holds`(name: String, latex: String)
    throws
  {
    let standard = try statement(Self.hiddenError[0].latex, "standard")
    var read = try statement(latex, name)
    if name == "softmax" { read = read.renamingLayer("\\ell", to: "l") }
    #expect(read.sides == standard.sides)
    #expect(try outcome(latex, name) == .holds)
  }

  @Test func `the textbook counts layers by k, and the tree is the same up to that letter`() throws {
    let latex = #"g_j^{(k)} = f'(a_j^{(k)})\sum_i W_{ij}^{(k+1)} g_i^{(k+1)}"#
    let standard = try statement(#"\delta_j^l = \sigma'(z_j^l)\sum_i w_{ij}^{l+1}\delta_i^{l+1}"#, "standard")
    #expect(try statement(latex, "goodfellow").renamingLayer("k", to: "l").sides == standard.sides)
    #expect(try outcome(latex, "goodfellow") == .holds)
  }

  /// Formulas as they stand in the texts.
  @Test(arguments: [
    ("jacobian", #"z_i^l = w_{ij}^l a_j^{l-1} + b_i^l"#),
    ("jacobian", #"a_i^l = \sigma(w_{ij}^l a_j^{l-1}+b_i^l)"#),
    ("jacobian", #"\delta_j^l = \sigma'(z_j^l) w_{kj}^{l+1}\delta_k^{l+1}"#),
    ("jacobian", #"C = \frac{1}{n_L}\sum_i^{n_L}(a_i^L-y_i)^2"#),
    (
      "jacobian",
      #"\frac{\partial C}{\partial w_{AB}^l}=\frac{\partial C}{\partial a_i^L}\frac{\partial a_i^L}{\partial a_A^l}\frac{\partial a_A^l}{\partial w_{AB}^l}"#
    ),
    (
      "jacobian",
      #"\frac{\partial a_m^{l+1}}{\partial a_p^l}=\frac{\partial}{\partial a_p^l}\left(\sigma(\mathbf{W}_{mp}^{l+1}a_p^l+b_m^{l+1})\right)=\sigma'(\mathbf{Z}_m^{l+1})\mathbf{W}_{mp}^{l+1}"#
    ),
    ("theta", #"z_j^{(L)} = \sum_{k=0}^{S_{L-1}-1}\Theta_{kj}^{(L)} a_k^{(L-1)}"#),
    ("theta", #"\hat{a}_j^{(L)} = g_j^{(L)}(z_j^{(L)})"#),
    ("theta", #"d\theta_{kj}^{(l)} = dz_j^{(l)} a_k^{(l-1)}"#),
    ("theta", #"dz^{(l)} = (\Theta^{(l+1)} dz^{(l+1)})\odot g'(z^{(l)})"#),
    ("theta", #"C(\theta)=\frac1m\sum_{i=0}^{m-1} C_i(\theta)"#),
    ("nielsen", #"\delta^L = \nabla_a C \odot \sigma'(z^L)"#),
    ("nielsen", #"\delta^l = ((w^{l+1})^T\delta^{l+1})\odot\sigma'(z^l)"#),
    ("nielsen", #"C = \frac{1}{2n}\sum_x \|y_x-a^{x,L}\|^2"#),
    ("nielsen", #"\frac{\partial C}{\partial w^l_{jk}} = \frac1n\sum_x \delta^{x,l}_j a^{x,l-1}_k"#),
    ("nielsen", #"z^2_j = \sum_k w^2_{jk} a^1_k + b^2_j"#),
    ("ng", #"dz^{[l]} = W^{[l+1]T}dz^{[l+1]}\odot g^{[l]\prime}(z^{[l]})"#),
    ("ng", #"dW^{[l]} = \frac1m\sum_{i=1}^m dz^{[l](i)}a^{[l-1](i)T}"#),
    ("ng", #"dW^{[l]} = dz^{[l]}a^{[l-1]T}"#),
    ("ng", #"J = \frac1m\sum_{i=1}^m\mathcal{L}(\hat{y}^{(i)},y^{(i)})"#), ("ng", #"dz^{[L]} = a^{[L]}-y"#),
    ("ng", #"z^{[1](i)} = W^{[1]}x^{(i)}+b^{[1]}"#), ("ng", #"da^{[l-1]} = W^{[l]T}dz^{[l]}"#),
    ("bishop", #"\delta_j = h'(a_j)\sum_k w_{kj}\delta_k"#), ("bishop", #"\delta_k = y_k - t_k"#),
    ("bishop", #"E_n = \frac12\sum_k (y_{nk}-t_{nk})^2"#),
    ("bishop", #"\frac{\partial E_n}{\partial w_{ji}} = \delta_j z_i"#),
    ("bishop", #"a_j = \sum_{i=1}^D w_{ji}^{(1)}x_i + b_j^{(1)}"#), ("bishop", #"E = \sum_{n=1}^N E_n"#),
    ("goodfellow", #"\boldsymbol a^{(k)} = \boldsymbol b^{(k)}+\boldsymbol W^{(k)}\boldsymbol h^{(k-1)}"#),
    ("goodfellow", #"\nabla_{\boldsymbol W^{(k)}}J = \boldsymbol g^{(k)}\boldsymbol h^{(k-1)\top}"#),
    ("goodfellow", #"\boldsymbol g^{(l)} = \nabla_{\hat{\boldsymbol y}}J\odot f'(\boldsymbol a^{(l)})"#),
    ("goodfellow", #"\nabla_{\boldsymbol h^{(k-1)}}J = \boldsymbol W^{(k)\top}\boldsymbol g^{(k)}"#),
    ("cs231n", #"scores = h_{M-1}W_M+b_M"#), ("cs231n", #"dscores = p - y"#), ("cs231n", #"s_1 = XW_1+b_1"#),
    ("cs231n", #"dW_M = h_{M-1}^T dscores"#), ("cs231n", #"dh_{l-1} = ds_l W_l^T"#),
    ("cs231n", #"\mathrm{dscores} = p - y"#), ("cs231n", #"L = \frac1N\sum_i L_i"#),
  ])
  func `formulas of the texts hold in their convention`(name: String, latex: String) throws {
    #expect(try outcome(latex, name) == .holds)
  }

  @Test(arguments: [
    ("nielsen", #"\delta^L = 2(a^L-y)\odot\sigma'(z^L)"#),
    ("jacobian", #"\frac{\partial C}{\partial a_i^L} = 2(a_i^L-y_i)"#),
    ("bishop", #"E = \frac1N\sum_{n=1}^N E_n"#), ("theta", #"d\theta_{kj}^{(l)} = dz_k^{(l)} a_j^{(l-1)}"#),
    ("jacobian", #"\delta_j^l = \sigma'(z_j^l) w_{jk}^{l+1}\delta_k^{l+1}"#),
  ])
  func `formulas of another convention do not pass in this one`(name: String, latex: String) throws {
    let outcome = try outcome(latex, name)
    #expect(outcome == .fails || outcome == .illTyped || outcome == .holdsIf)
  }

  @Test func `in implied sums an index on the left side is free, and a written Σ is no second sum`() throws {
    let free = try statement(#"\delta_j^L = \frac{2}{n_L}(a_j^L-y_j)\sigma'(z_j^L)"#, "jacobian")
    #expect(!free.sides[1].contains { if case .big = $0 { true } else { false } })
    let written = try statement(#"z_i^l = \sum_j w_{ij}^l a_j^{l-1}"#, "jacobian")
    #expect(written.sides == (try statement(#"z_i^l = w_{ij}^l a_j^{l-1}"#, "jacobian")).sides)
  }

  @Test func `a derivative with a d is no name that begins with d`() throws {
    for latex in [#"\frac{dJ}{dz^{[L](i)}} = 1"#, #"\frac{d\mathcal{L}}{dW^{[l]}} = 1"#] {
      let side = try statement(latex, "ng").sides[0]
      #expect({ if case .derivative = side.node { true } else { false } }())
    }
  }

  @Test(arguments: ["cost L_i", "activation a_{jk}^l", "weight w_{ijk}^l", "batch-cost J_e"])
  func `a quantity has no more indices of units than its role`(line: String) {
    do throws(ConventionProblem) {
      _ = try Convention(text: "name mine\n\(line)\n")
      Issue.record("read")
    } catch {
      #expect(error.line == 2)
    }
  }

  @Test func `a convention's text names the line of what it cannot say`() {
    func problem(_ text: String) -> ConventionProblem? {
      do throws(ConventionProblem) {
        _ = try Convention(text: text)
        return nil
      } catch { return error }
    }
    #expect(problem("name x\nweight-order from")?.line == 2)
    #expect(problem("sums einstein")?.line == 1)
    #expect(problem("also p nothing")?.line == 1)
    #expect(problem("unit-layers k")?.line == 1)
    #expect(problem("unit-layers k M")?.line == 1)
    #expect(problem("first-layer 2")?.line == 1)
    #expect(problem("also p activation L\nalso q error\nremark one\nremark two") == nil)
  }
}

extension Statement {
  /// The statement with another letter for a layer.
  fileprivate func renamingLayer(_ old: String, to new: String) -> Statement {
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .quantity(var quantity) = node, quantity.layer?.base == .variable(old) else { return node }
        quantity.layer?.base = .variable(new)
        return .quantity(quantity)
      }
    }
    return result
  }
}
