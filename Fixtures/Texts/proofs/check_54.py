from bank import *
def check(r):
    N, d, p = 4, 5, 3
    X, M, b, c, al = r(N, d), r(d, p, scale=.6), r(p), r(d), r.u()
    A = X @ M + b; H = torch.tanh(A); R = H @ M.T + c; L = ((R - X) ** 2).sum() / (2 * N); E = R - X
    LA, LM = G(L, A), G(L, M)
    yield ok('c', G(L, c), sum(E[n] for n in range(N)) / N)
    yield ok('H', G(L, H), E @ M / N)
    yield ok('A', LA, (E @ M / N) * (1 - H * H))
    yield ok('b', G(L, b), stk(lambda j: sum(LA[n, j] for n in range(N)), p))
    full = X.T @ LA + E.T @ H / N; tex = r'X^\top \frac{\partial L}{\partial A} + \frac1N E^\top H'
    yield no('Menc', 0, 'partial-for-total', tex, LM, X.T @ LA, rv=full)
    yield no('Mbad', 0, 'product-transposed', tex, LM, lambda: X.T @ LA + H.T @ E / N, rv=full)
    yield ok('M', LM, full)
    yield ok('Mdj', LM, torch.stack([torch.stack([sum(E[n, i] * H[n, j] + X[n, i] * (1 - H[n, j] ** 2) * sum(E[n, e] * M[e, j] for e in range(d)) for n in range(N)) / N for j in range(p)]) for i in range(d)]))
    La = L + al / 2 * (M ** 2).sum()
    yield no('pen', 0, 'factor-2', r'\frac{\partial L}{\partial M} + \alpha M', G(La, M), LM + 2 * al * M, rv=LM + al * M)
    yield ok('alp', G(La, al), (M ** 2).sum() / 2)
    L0 = ((X @ M @ M.T - X) ** 2).sum() / (2 * N); Gg = X @ M @ M.T - X
    yield ok('lin', G(L0, M), (X.T @ Gg @ M + Gg.T @ X @ M) / N)
if __name__ == '__main__': run(__file__, check)
