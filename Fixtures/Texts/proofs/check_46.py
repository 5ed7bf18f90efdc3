from bank import *
def check(r):
    N, D_, K = 6, 4, 3
    X, Th, Y = r(N, D_), r(D_ + 1, K, scale=.6), r.onehot(K, N); la = torch.tensor(.4, requires_grad=True)
    W, b = Th[:D_], Th[D_:]
    one = torch.ones(N, 1)
    Xt = torch.cat([X, one], 1)
    S = X @ W + one @ b; P = sm(S)
    l = -(Y * torch.log(P)).sum() / N; E = l + la / 2 * (W ** 2).sum()
    I = eye(K)
    JP = J(P, S)                                   # n k m j
    yield ok('dp', ein('nknj->nkj', JP), ein('nk,nkj->nkj', P, I[None] - P[:, None, :]))
    yield ok('ds', G(l, S), (P - Y) / N)
    yield ok('W', G(E, W), X.T @ (P - Y) / N + la * W)
    yield ok('b', G(E, b), one.T @ (P - Y) / N)
    M = torch.ones(D_ + 1); M[-1] = 0
    yield no('Th', 0, 'bias-penalised', r'\frac1N \tilde X^\top (P - Y) + \lambda \begin{bmatrix} W \\ 0 \end{bmatrix}', G(E, Th), Xt.T @ (P - Y) / N + la * Th,
             rv=Xt.T @ (P - Y) / N + la * D(M) @ Th)
    s = G(E, b).sum()
    yield ok('sum', s + 1, 1.)      # compared with 1 added, since the value is zero
    yield ok('lam', G(E, la), (W ** 2).sum() / 2)
    yield no('X', 0, 'missing-factor', r'\frac1N (P - Y) W^\top', G(E, X), (P - Y) @ W.T, rv=(P - Y) @ W.T / N)
    gb, = torch.autograd.grad(E, b, create_graph=True)
    H = ein('nk,nkj->nkj', P, I[None] - P[:, None, :])
    yield ok('hb', J(gb, b).reshape(K, K), H.sum(0) / N)
    gW, = torch.autograd.grad(E, W, create_graph=True)
    base = ein('nd,ne,nkj->dkej', X, X, H) / N
    yield no('hw', 0, 'missing-delta', r'\frac1N \sum_{n=1}^{N} X_{nd} X_{ne} P_{nk} (\delta_{kj} - P_{nj}) + \lambda \, \delta_{de} \delta_{kj}',
             J(gW, W), base + la * ein('de,kj->dkej', eye(D_), torch.ones(K, K)), rv=base + la * ein('de,kj->dkej', eye(D_), I))
if __name__ == '__main__': run(__file__, check)
