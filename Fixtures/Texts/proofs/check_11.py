from bank import *
def check(r):
    X, Z = 5, 3
    A, a, B, b, C_, c = r(Z, X), r(Z), r(Z, X, scale=.5), r(Z), r(X, Z), r(X)
    x = torch.rand(X, generator=r.g); xi = r(Z); kap = r.u()
    mu = A @ x + a; tau = B @ x + b; s = torch.exp(tau / 2); z = mu + s * xi
    o = C_ @ z + c; xh = sg(o)
    R = -(x * xh.log() + (1 - x) * (1 - xh).log()).sum(); K = (mu ** 2 + s ** 2 - 1 - 2 * s.log()).sum() / 2; E = R + kap * K
    g = lambda v: G(E, v)
    yield ok('r', g(o), xh - x)
    yield ok('C', g(C_), O(xh - x, z))
    yield ok('z', g(z), C_.T @ (xh - x))
    yield ok('Ks', G(K, s), s - 1 / s)
    yield no('Kt', 1, 'factor-2', r'\frac12 \left( s_j^2 - 1 \right)', G(K, tau), G(K, s) * ein('jj->j', J(s, tau)), s ** 2 - 1, rv=(s ** 2 - 1) / 2)
    yield ok('mu', g(mu), C_.T @ (xh - x) + kap * mu)
    yield ok('tau', g(tau), s * xi * g(z) / 2 + kap / 2 * (s ** 2 - 1))
    yield ok('A', g(A), O(g(mu), x))
    yield no('B', 0, 'wrong-variable', r'\frac{\partial J}{\partial \tau} \, x^\top', g(B), O(g(z), x), rv=O(g(tau), x))
    yield ok('kap', g(kap), K)
if __name__ == '__main__': run(__file__, check)
