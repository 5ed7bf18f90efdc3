from bank import *
def check(r):
    H, I = 5, 3
    U, a, x, w, v, b, c, y = r(H, I), r(H), r(I), r(H), r(H, scale=.5), r(), r(), r()
    h = torch.tanh(U @ x + a); mu = w @ h + b; s = v @ h + c
    l = s / 2 + (y - mu) ** 2 * torch.exp(-s) / 2; e = torch.exp(-s)
    gm, = torch.autograd.grad(l, mu, create_graph=True); gs, = torch.autograd.grad(l, s, create_graph=True)
    yield ok('mu', gm, (mu - y) * e)
    k = (1 - (y - mu) ** 2 * e) / 2
    yield ok('s', gs, k)
    yield ok('ss', G(gs, s), (y - mu) ** 2 * e / 2)
    yield ok('mumu', G(gm, mu), e)
    yield no('mus', 0, 'sign', r'(y - \mu) \, e^{-s}', G(gs, mu), (mu - y) * e, rv=(y - mu) * e)
    yield ok('w', G(l, w), (mu - y) * e * h)
    yield no('v', 0, 'wrong-layer', r'\frac12 \left( 1 - (y - \mu)^2 e^{-s} \right) h', G(l, v), lambda: k * x, rv=k * h)
    dh = gm * w + gs * v
    yield ok('h', G(l, h), dh)
    yield ok('a', G(l, a), G(l, h) * (1 - h * h))
    yield no('U', 0, 'missing-path', r'\left( \left( \frac{\partial \ell}{\partial \mu} \, w + \frac{\partial \ell}{\partial s} \, v \right) \odot (1 - h \odot h) \right) x^\top', G(l, U), O(gm * w * (1 - h * h), x), rv=O(dh * (1 - h * h), x))
    sig = torch.exp(s / 2); yield ok('dss', G(sig, s), sig / 2)
    t = sig.detach().requires_grad_(True); La = torch.log(t) + (y - mu) ** 2 / (2 * t ** 2)
    yield no('sig', 0, 'factor-2', r'\frac{1}{\sigma} - \frac{(y - \mu)^2}{\sigma^3}', G(La, t), 1 / t - (y - mu) ** 2 / (2 * t ** 3), rv=1 / t - (y - mu) ** 2 / t ** 3)
if __name__ == '__main__': run(__file__, check)
