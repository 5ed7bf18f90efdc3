from bank import *
def check(r):
    m, n, F = 6, 5, 3
    P, Q, mu, b, c, R, lam = r(m, F), r(n, F), r(), r(m), r(n), r(m, n), r.u()
    o = torch.randint(0, 2, (m, n), generator=r.g).double()
    rh = mu + b[:, None] + c[None] + P @ Q.T; e = R - rh
    S = (o * e ** 2).sum() / 2 + lam / 2 * ((P ** 2).sum() + (Q ** 2).sum())
    yield ok('rh', G(S, rh), -o * e)
    yield ok('p', G(S, P), -ein('ui,ui,if->uf', o, e, Q) + lam * P)
    yield ok('q', G(S, Q), -ein('ui,ui,uf->if', o, e, P) + lam * Q)
    yield ok('b', G(S, b), -(o * e).sum(1))
    yield no('c', 0, 'wrong-sum-index', r'-\sum_{u=1}^{m} o_{ui} \, e_{ui}', G(S, c), -(o * e).sum(1), rv=-(o * e).sum(0))
    g, = torch.autograd.grad(S, P, create_graph=True)
    H = torch.stack([J(g[u], P)[:, u, :] for u in range(m)])
    yield no('hess', 0, 'missing-indicator', r'\sum_{i=1}^{n} o_{ui} \, q_i q_i^\top + \lambda I', H, (Q.T @ Q + lam * eye(F)).expand(m, F, F), rv=ein('ui,if,ig->ufg', o, Q, Q) + lam * eye(F))
    E = o * e
    yield ok('P', G(S, P), -E @ Q + lam * P)
    yield no('Q', 0, 'missing-transpose', r'-E^\top P + \lambda Q', G(S, Q), lambda: -E @ P + lam * Q, rv=-E.T @ P + lam * Q)
if __name__ == '__main__': run(__file__, check)
