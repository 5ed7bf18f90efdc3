from bank import *
def check(r):
    n, o_, I = 4, 3, 5
    W, V, x, t = r(n, o_, I, scale=.5), r(n, I, scale=.5), r(I), r(o_)
    y = W @ x; s = V @ x; g = sm(s); o = g @ y; L = ((o - t) ** 2).sum() / 2; e = o - t
    yield ok('y', G(L, y), O(g, e))
    yield no('W', 0, 'missing-factor', r'g_i \, (o - t) \, x^\top', G(L, W), O(e, x).expand(n, o_, I), rv=ein('i,a,b->iab', g, e, x))
    yield ok('g', G(L, g), y @ e)
    ds = G(L, s); good = g * ((y - o) @ e)
    yield ok('s', ds, J(g, s).T @ G(L, g), good)
    yield ok('dg', ein('ii->i', J(g, s)), g * (1 - g))
    yield no('sdiag', 0, 'diagonal-of-softmax-only', r'g_i \, (y_i - o)^\top (o - t)', ds, g * (1 - g) * (y @ e), rv=good)
    yield ok('v', G(L, V), O(ds, x))
    p1 = sum(g[i] * W[i].T @ e for i in range(n))
    yield no('x', 0, 'missing-path', r'\sum_{i=1}^{n} g_i \, W_i^\top (o - t) + \sum_{i=1}^{n} \frac{\partial L}{\partial s_i} \, v_i', G(L, x), p1, rv=p1 + V.T @ ds)
    q = g * torch.exp(-((t - y) ** 2).sum(1) / 2); E = -torch.log(q.sum()); h = q / q.sum()
    yield ok('Ey', G(E, y), -h[:, None] * (t - y))
    yield no('Es', 0, 'sign', 'g_i - h_i', G(E, s), h - g, rv=g - h)
if __name__ == '__main__': run(__file__, check)
