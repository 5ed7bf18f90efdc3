from bank import *
def check(r):
    d, n, e, I = 4, 5, 3, 6
    q, M, N, X = r(d), r(d, I, scale=.5), r(e, I, scale=.5), r(n, I)
    k = X @ M.T; v = X @ N.T; s = k @ q / d ** .5; a = sm(s); c = a @ v
    w = r(e); l = torch.sin(c * w).sum() + (c ** 2).sum() * torch.tanh(c.sum()); g = G(l, c); R = G(l, s)
    yield ok('v', G(l, v), O(a, g))
    yield ok('a', G(l, a), v @ g)
    good = a * ((v - c) @ g)
    yield ok('s', R, good)
    yield no('s2', 0, 'diagonal-of-softmax-only', r'a_i \, (v_i - c)^\top g', R, a * (1 - a) * (v @ g), rv=good)
    yield ok('q', G(l, q), R @ k / d ** .5)
    yield no('k', 0, 'missing-1/sqrt(d)', r'\frac{1}{\sqrt{d}} \, r_i \, q', G(l, k), O(R, q), rv=O(R, q) / d ** .5)
    yield ok('one', a.sum(), torch.tensor(1.))
    yield ok('sum', R.sum() + 1, torch.tensor(1.))
    kb = a @ k; j1 = ein('i,ia,ib->ab', a, v, k - kb) / d ** .5
    yield ok('jac', J(c, q), j1)
    yield no('jac2', 0, 'missing-softmax-term', r'\frac{1}{\sqrt{d}} \sum_{i=1}^{n} a_i \, v_i (k_i - \bar k)^\top', J(c, q), ein('i,ia,ib->ab', a, v, k) / d ** .5, rv=j1)
    yield ok('M', G(l, M), O(q, R @ X) / d ** .5)
    yield ok('N', G(l, N), O(g, a @ X))
    base = O(R, M.T @ q) / d ** .5
    yield no('x', 0, 'missing-factor', r'\frac{r_i}{\sqrt{d}} \, M^\top q + a_i N^\top g', G(l, X), base + N.T @ g, rv=base + O(a, N.T @ g))
if __name__ == '__main__': run(__file__, check)
