from bank import *
def check(r):
    U, I, k = 5, 6, 3
    P, Q, b, c, mu, R, lam = r(U, k), r(I, k), r(U), r(I), r(), r(U, I), r.u()
    M = r.int(U * I, 3).clamp(max=1).double().reshape(U, I)
    Rh = mu + b[:, None] + c + P @ Q.T; e = M * (R - Rh)
    L = (M * (R - Rh) ** 2).sum() / 2 + lam / 2 * ((P ** 2).sum() + (Q ** 2).sum())
    yield ok('p', G(L, P), torch.stack([-sum(e[u, i] * Q[i] for i in range(I)) + lam * P[u] for u in range(U)]))
    yield no('q', 0, 'wrong-variable', r'-\sum_{u=1}^{U} \varepsilon_{ui} \, p_u + \lambda q_i', G(L, Q), -e.sum(0)[:, None] * Q + lam * Q, rv=-e.T @ P + lam * Q)
    yield ok('b', G(L, b), -e.sum(1))
    yield no('c', 0, 'missing-sum-over-users', r'-\sum_{u=1}^{U} \varepsilon_{ui}', G(L, c).expand(U, I), -e, rv=(-e.sum(0)).expand(U, I))
    yield ok('mu', G(L, mu), -e.sum())
    yield ok('P', G(L, P), -e @ Q + lam * P)
    yield no('Q', 0, 'missing-transpose', r'-\mathcal{E}^\top P + \lambda Q', G(L, Q), lambda: -e @ P + lam * Q, rv=-e.T @ P + lam * Q)
    yield ok('r', G(L, Rh), -e)
    yield ok('pf', G(L, P), -ein('ui,if->uf', e, Q) + lam * P)
    n = (P ** 2).sum() + (Q ** 2).sum()
    yield no('lam', 0, 'factor-2', r'\frac12 \left( \sum_{u=1}^{U} \|p_u\|^2 + \sum_{i=1}^{I} \|q_i\|^2 \right)', G(L, lam), n, rv=n / 2)
if __name__ == '__main__': run(__file__, check)
