from bank import *
def check(r):
    f, df = act(r)
    n, d, m, c = 6, 3, 5, 4
    S, X, W, U = r(n, n, scale=.6), r(n, d), r(d, m), r(m, c)
    Z = S @ X @ W; H = f(Z); Ot = S @ H @ U; P = sm(Ot); Y = r.onehot(c, n)
    mu = torch.randint(0, 2, (n,), generator=r.g).double(); mu[0], mu[1] = 1., 0.
    L = -(mu[:, None] * Y * P.log()).sum(); g = lambda v: G(L, v); De = g(Ot)
    yield ok('Dik', De, mu[:, None] * (P - Y))
    yield ok('row', De.sum(1) + 1, torch.ones(n))
    yield ok('U', g(U), (S @ H).T @ De)
    yield no('Ubk', 0, 'missing-matrix', r'\sum_{i=1}^{n} \sum_{j=1}^{n} S_{ij} \, H_{jb} \, \Delta_{ik}', g(U), H.T @ De, rv=ein('ij,jb,ik->bk', S, H, De))
    yield no('H', 0, 'missing-transpose', r'S^\top \Delta U^\top', g(H), S @ De @ U.T, rv=S.T @ De @ U.T)
    yield ok('Z', g(Z), g(H) * df(Z))
    yield ok('W', g(W), X.T @ S.T @ g(Z))
    yield ok('X', g(X), S.T @ g(Z) @ W.T)
    yield no('S', 0, 'missing-path', r'\Delta (H U)^\top + \frac{\partial L}{\partial Z} (X W)^\top', g(S), De @ (H @ U).T, rv=De @ (H @ U).T + g(Z) @ (X @ W).T)
if __name__ == '__main__': run(__file__, check)
