from bank import *
def check(r):
    M, X, K = 5, 3, 2
    V, u, x, t = r(M, K, X, scale=.7), r(M, X, scale=.7), r(X), r(K)
    e = V @ x; s = u @ x; g = sm(s); y = g @ e; E = ((y - t) ** 2).sum() / 2; d = y - t
    q = lambda v: G(E, v)
    yield ok('e', q(e), O(g, d))
    yield ok('V', q(V), ein('i,k,x->ikx', g, d, x))
    yield ok('g', q(g), e @ d)
    yield ok('sm', J(g, s), D(g) - O(g, g))
    yield ok('s', q(s), q(g) @ J(g, s), g * ((e - y) @ d))
    yield no('u', 0, 'missing-softmax-term', r'g_j \, (y - t)^\top (e_j - y) \, x', q(u), O(g * (e @ d), x), rv=O(g * ((e - y) @ d), x))
    yield ok('x', q(x), ein('i,ikx,k->x', g, V, d) + q(s) @ u)
    w = g * torch.exp(-((t - e) ** 2).sum(1) / 2); p = w.sum(); La = -p.log(); rho = w / p
    yield ok('Le', G(La, e), -rho[:, None] * (t - e))
    yield ok('Ls', G(La, s), g - rho)
    Q = (g ** 2).sum()
    yield no('Q', 0, 'diagonal-of-softmax-only', r'2 g_j \left( g_j - \sum_{i=1}^{M} g_i^2 \right)', G(Q, s), 2 * g ** 2 * (1 - g), rv=2 * g * (g - Q))
if __name__ == '__main__': run(__file__, check)
