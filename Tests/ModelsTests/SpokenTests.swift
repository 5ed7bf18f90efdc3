import Formula
import Models
import Testing

/// What texts say in words and by their form, on short texts of kinds that nobody tuned on; the gradients are those of textbooks.
struct SpokenTests {
  /// The outcomes of the claims of a text, in its order.
  private func outcomes(_ text: String) -> [StatementVerdict.Outcome] {
    TextJudge(Document(text)).explainedVerdicts().map(\.outcome).filter { $0 != .definition }
  }

  @Test func `cases in words define a name`() {
    let text = #"""
      Let $p_j = \frac{\exp(s_j)}{\sum_i \exp(s_i)}$ and $L = -\log p_y$ for a class $y$.

      With $t_j = 1$ for $j = y$ and 0 otherwise

      $$\frac{\partial L}{\partial s_j} = p_j - t_j$$

      $$\frac{\partial L}{\partial s_j} = t_j - p_j$$
      """#
    #expect(outcomes(text) == [.holds, .fails])
  }

  @Test func `a value that all layers have once is no definition of them`() {
    let text = #"""
      For $k = 0, \dots, K-1$ let $x_{k+1} = x_k + \alpha_k V_k \tanh(x_k)$ and $E = \frac12 \|x_K - y\|^2$, and
      $g_k = \frac{\partial E}{\partial x_k}$.

      $$\frac{\partial E}{\partial \alpha_k} = g_{k+1}^\top V_k \tanh(x_k)$$

      $$\frac{\partial E}{\partial \alpha_k} = g_k^\top V_k \tanh(x_k)$$

      One starts with all $\alpha_k = 0$. Then $g_0 = x_K - y$.
      """#
    #expect(outcomes(text) == [.holds, .fails, .holds])
  }

  @Test func `what is defined on the diagonal is a diagonal matrix`() {
    let text = #"""
      The matrix $X$ has the rows $x_i^\top$, and $r_i = y_i - \theta^\top x_i$, $J = \frac14 \sum_i r_i^4$. With the diagonal
      matrix $\Omega_{ii} = r_i^2$,

      $$\nabla_\theta J = -X^\top \Omega r, \qquad \nabla_\theta J = X^\top \Omega r$$
      """#
    #expect(outcomes(text) == [.holds, .fails])
  }

  @Test func `columns in brackets are a matrix`() {
    let text = #"""
      Put $X = [x^{(1)} \dots x^{(m)}]$, $Z = W X$ and $J = \frac12 \|Z - Y\|_F^2$.

      $$\frac{\partial J}{\partial W} = (Z - Y) X^\top, \qquad \frac{\partial J}{\partial W} = X (Z - Y)$$
      """#
    #expect(outcomes(text) == [.holds, .illTyped])
  }

  @Test func `a likelihood is climbed before it is penalised`() {
    let text = #"""
      The log-likelihood to be maximised is $\ell(\beta) = -\frac12 \|y - X \beta\|^2$ with
      $\frac{\partial \ell}{\partial \beta} = X^\top (y - X \beta)$. With a step $\alpha > 0$

      $$\beta \leftarrow \beta + \alpha X^\top (y - X \beta)$$

      or one takes $\ell_\tau(\beta) = \ell(\beta) - \frac{\tau}{2} \|\beta\|^2$, and

      $$\nabla \ell_\tau(\beta) = X^\top (y - X \beta) - \tau \beta$$
      """#
    #expect(outcomes(text) == [.holds, .holds, .holds])
  }

  @Test func `Newton's step is a step down, another one with an inverse is not known`() {
    let text = #"""
      Let $L(w) = \frac12 \|X w - y\|^2 + \frac14 \|w\|^4$ and $H = \nabla^2 L(w)$.

      $$w \leftarrow w - H^{-1} \nabla L(w)$$

      $$w \leftarrow w - (X^\top X)^{-1} \nabla L(w)$$
      """#
    #expect(outcomes(text) == [.holds, .undecided])
  }

  @Test func `the gradient at a point has the point put in`() {
    let text = #"""
      Let $F(w) = \sum_{i=1}^n \log(1 + e^{-y_i w^\top x_i}) + \lambda \|w\|^2$ with $y_i \in \{-1, 1\}$.

      $$\nabla F(0) = -\frac12 \sum_{i=1}^n y_i x_i, \qquad \nabla F(0) = -\sum_{i=1}^n y_i x_i$$
      """#
    #expect(outcomes(text) == [.holds, .fails])
  }

  @Test func `a cost that is only named depends on no part of what it depends on`() {
    let text = #"""
      A block computes $y = P x + W_2 \tanh(W_1 x)$. Put $u = W_1 x$ and $v = \tanh(u)$. For a loss $\mathcal{L}$ and
      $g = \nabla_y \mathcal{L}$

      $$\nabla_v \mathcal{L} = W_2^\top g, \qquad \nabla_v \mathcal{L} = P^\top g$$
      """#
    #expect(outcomes(text).first == .holds)
    #expect(outcomes(text).last != .holds)
  }

  @Test func `slopes are a vector only where nobody speaks of Jacobians`() {
    let text = #"""
      Let $z = W x$, $a = \tanh(z)$ and $E = \frac12 \|a - y\|^2$.

      $$\frac{\partial a}{\partial z} = 1 - a^2$$

      $$\frac{\partial a}{\partial z} = 1 - a$$
      """#
    #expect(outcomes(text) == [.holds, .fails])
    #expect(outcomes("All derivatives of vectors are Jacobians. " + text) == [.illTyped, .illTyped])
  }

  @Test func `a sum over one letter of observed pairs`() {
    let text = #"""
      $$J = \sum_{(u,i) \in \Omega} (r_{ui} - p_u^\top q_i)^2$$

      With $e_{ui} = r_{ui} - p_u^\top q_i$

      $$\frac{\partial J}{\partial q_i} = -2 \sum_{u : (u,i) \in \Omega} e_{ui} p_u$$

      $$\frac{\partial J}{\partial q_i} = -\sum_{u : (u,i) \in \Omega} e_{ui} p_u$$
      """#
    #expect(outcomes(text) == [.holds, .fails])
  }
}
