from bank import *
def check(r):
    D_, K = 3, 5
    c, rho, w0, w, x, t = r(K, D_, scale=.7), r.u(K), r(), r(K), r(D_, scale=.7), r()
    rho = (rho.detach() + .5).requires_grad_(True)
    d = ((x - c) ** 2).sum(1); be = 1 / (2 * rho ** 2); g = torch.exp(-be * d); y = w0 + (w * g).sum(); E = (y - t) ** 2 / 2
    q = lambda v: G(E, v)
    dd = ein('kki->ki', J(d, c))
    yield ok('w', q(w), (y - t) * g)
    yield ok('w0', q(w0), y - t)
    yield ok('dc', dd, -2 * (x - c))
    yield ok('gd', ein('kk->k', J(g, d)), -be * g)
    yield ok('c', q(c), 2 * (be * (y - t) * w * g)[:, None] * (x - c))
    yield no('be', 0, 'missing-factor', r'-(y - t) \, w_k \, g_k \, d_k', q(be), -(y - t) * w * d, rv=-(y - t) * w * g * d)
    yield ok('rho', q(rho), q(be) * ein('kk->k', J(be, rho)), (y - t) * w * g * d / rho ** 3)
    yield ok('x', G(y, x), -2 * ((w * be * g)[:, None] * (x - c)).sum(0))
    ga = g / g.sum(); f = (w * ga).sum()
    yield ok('gam', J(ga, g), (eye(K) - ga[:, None]) / g.sum())
    yield no('f', 0, 'missing-term', r'\frac{w_j - f}{\sum_{i=1}^{K} g_i}', G(f, g), w / g.sum(), rv=(w - f) / g.sum())
if __name__ == '__main__': run(__file__, check)
