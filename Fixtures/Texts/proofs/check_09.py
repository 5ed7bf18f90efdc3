from bank import *
def check(r):
    X, H = 3, 5
    W, b, x, al, be, y = r(H, X), r(H), r(X), r(H, scale=.7), r(H, scale=.7), r()
    a = W @ x + b; h = torch.tanh(a); m = al @ h; s = be @ h; v = torch.exp(s)
    l = v.log() / 2 + (y - m) ** 2 / (2 * v)
    g = lambda u: G(l, u)
    def g2(u):
        d, = torch.autograd.grad(l, u, create_graph=True)
        return d
    yield ok('m', g(m), (m - y) / v)
    yield ok('v', g(v), 1 / (2 * v) - (y - m) ** 2 / (2 * v ** 2))
    yield ok('s', g(s), g(v) * G(v, s), (1 - (y - m) ** 2 / v) / 2)
    yield no('vv', 0, 'factor-2', r'-\frac{1}{2 v^2} + \frac{(y - m)^2}{v^3}', G(g2(v), v), -1 / (2 * v ** 2) + (y - m) ** 2 / (2 * v ** 3), rv=-1 / (2 * v ** 2) + (y - m) ** 2 / v ** 3)
    yield ok('ss', G(g2(s), s), (y - m) ** 2 / (2 * v))
    yield ok('al', g(al), (m - y) / v * h)
    yield no('be', 0, 'missing-square', r'\frac12 \left( 1 - \frac{(y - m)^2}{v} \right) h', g(be), (1 - (y - m) / v) / 2 * h, rv=(1 - (y - m) ** 2 / v) / 2 * h)
    yield ok('h', g(h), g(m) * al + g(s) * be)
    yield ok('W', g(W), O(g(h) * (1 - h * h), x))
    yield ok('x', g(x), W.T @ g(a))
if __name__ == '__main__': run(__file__, check)
