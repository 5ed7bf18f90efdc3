from bank import *
def check(r):
    N, I, F = 6, 3, 4
    x, w, c = r(N, I), r(I, F), r(F); ga, be, eps = r(F), r(F), r.u(); Q, P = r(N, F), r(N, F)
    u = x @ w + c
    m = u.mean(0); v = ((u - m) ** 2).mean(0); uh = (u - m) / (v + eps).sqrt(); y = ga * uh + be
    l = (P * torch.sin(y)).sum() + ((y * Q).sum()) ** 2 / 7          # couples the examples
    g = G(l, y)
    yield ok('gam', G(l, ga), (g * uh).sum(0))
    yield no('bet', 0, 'extra-1/N', r'\sum_{n=1}^{N} G_{nj}', G(l, be), g.mean(0), rv=g.sum(0))
    yield ok('m', ein('jnj->nj', J(m, u)), torch.full((N, F), 1 / N))
    yield ok('v', ein('jnj->nj', J(v, u)), 2 / N * (u - m))
    yield ok('lv', G(l, v), -.5 * (v + eps) ** -1.5 * ga * (g * (u - m)).sum(0))
    jac = ein('njkj->nkj', J(uh, u)); d = 1 / (v + eps).sqrt()
    yield no('jac', 0, 'missing-term', r'\frac{1}{\sqrt{v_j + \epsilon}} \left( \delta_{nk} - \frac1N - \frac{\hat u_{nj} \hat u_{kj}}{N} \right)', jac, d * (eye(N)[:, :, None] - 1 / N), rv=d * (eye(N)[:, :, None] - 1 / N - ein('nj,kj->nkj', uh, uh) / N))
    yield ok('u', G(l, u), ga * d * (g - g.mean(0) - uh * (g * uh).mean(0)))
    yield ok('sum', G(l, u).sum(0) + 1, torch.ones(F))
    yield ok('w', G(l, w), ein('ni,nj->ij', x, G(l, u)))
    yield ok('c', G(l, c) + 1, torch.ones(F))
if __name__ == '__main__': run(__file__, check)
