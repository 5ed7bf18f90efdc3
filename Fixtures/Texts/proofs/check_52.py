from bank import *
def check(r):
    K, Dm, N = 4, 3, 5
    W, b, lam = r(K, Dm), r(K), r.u(); y = [2, 0, 3, 1, 0]; Xa = r(N, Dm)
    out = {}
    def put(k, *v):
        out.setdefault(k, [[] for _ in v])
        for a, c in zip(out[k], v): a.append(c)
    I = lambda k, c: 1. if k == c else 0.
    for i in range(N):
        x = Xa[i].detach().requires_grad_(True); c = y[i]
        f = W @ x + b; e = torch.exp(f); p = e / e.sum(); Li = -torch.log(p[c]); Lf = G(Li, f)
        oth = [k for k in range(K) if k != c]
        put('lse', Li, -f[c] + torch.log(sum(torch.exp(f[j]) for j in range(K))))
        put('pyy', G(p[c], f)[c], p[c] * (1 - p[c])); put('pyk', G(p[c], f)[oth], -p[c] * p[oth])
        put('fy', Lf[c], 1 - p[c], p[c] - 1); put('fk', Lf[oth], p[oth])
        put('find', Lf, stk(lambda k: p[k] - I(k, c), K))
        wk = torch.stack([torch.stack([(p[k] - I(k, c)) * x[d] for d in range(Dm)]) for k in range(K)])
        put('Wkd', G(Li, W), torch.stack([torch.stack([Lf[k] * x[d] for d in range(Dm)]) for k in range(K)]), wk)
        put('xid', G(Li, x), stk(lambda d: sum(p[k] * W[k, d] for k in range(K)), Dm), stk(lambda d: sum((p[k] - I(k, c)) * W[k, d] for k in range(K)), Dm))
    for k in ('lse', 'pyy', 'pyk', 'fk', 'find', 'Wkd'): yield ok(k, *[cat(v) for v in out[k]])
    v = [cat(v) for v in out['fy']]; yield no('fy', 0, 'sign', 'p_{y_i} - 1', v[0], v[1], rv=v[2])
    v = [cat(v) for v in out['xid']]; yield no('xid', 0, 'missing-term', r'\sum_{k=1}^{K} \left( p_k - \mathbb{1}[k = y_i] \right) W_{kd}', v[0], v[1], rv=v[2])
    S = Xa @ W.T + b; P = torch.exp(S) / torch.exp(S).sum(1, keepdim=True)
    L = -sum(torch.log(P[i, y[i]]) for i in range(N)) / N + lam / 2 * (W ** 2).sum()
    Ind = torch.tensor([[I(k, y[i]) for k in range(K)] for i in range(N)])
    yield no('S', 0, 'missing-1/N', r'\frac{1}{N} \left( P_{ik} - \mathbb{1}[k = y_i] \right)', G(L, S), P - Ind, rv=(P - Ind) / N)
    yield ok('W', G(L, W), torch.stack([torch.stack([sum((P[i, k] - Ind[i, k]) * Xa[i, d] for i in range(N)) / N + lam * W[k, d] for d in range(Dm)]) for k in range(K)]))
    yield ok('b', G(L, b), stk(lambda k: sum(P[i, k] - Ind[i, k] for i in range(N)) / N, K))
if __name__ == '__main__': run(__file__, check)
