from bank import *
def d1(f, z):
    g, = torch.autograd.grad(f(z).sum(), z, create_graph=True); return g
def check(r):
    k = (torch.rand((), generator=r.g) * .6 + .2).requires_grad_(True); al = (r.u() + .9).detach()
    z = r(8); neg = (-z.abs() - .05).detach().requires_grad_(True); pos = (z.abs() + .05).detach().requires_grad_(True)
    lam = lambda t: torch.maximum(t, k * t)
    yield ok('leaky', d1(lam, z), torch.where(z > 0, torch.ones(8), k))
    dk = torch.stack([G(lam(t), k) for t in neg])
    yield no('prelu', 0, 'wrong-variable', 'z', dk, k.expand(8), rv=neg)
    E = lambda t: torch.where(t >= 0, t, al * (torch.exp(t) - 1))
    yield no('elu', 1, 'wrong-constant', r'E(z) + \alpha', d1(E, neg), al * torch.exp(neg), E(neg) + 1, rv=E(neg) + al)
    yield ok('elu1', d1(E, pos), torch.ones(8))
    sp = lambda t: torch.log(1 + torch.exp(t)); s = sg(z)
    yield ok('sp', d1(sp, z), s)
    yield ok('sp2', G(d1(sp, z).sum(), z), s * (1 - s))
    yield ok('sp3', sp(z) - sp(-z), z)
    ps = lambda t: t / (1 + t.abs())
    yield ok('ss', d1(ps, z), 1 / (1 + z.abs()) ** 2, (1 - ps(z).abs()) ** 2)
    A, S = r.u() + 1, r.u() + .1
    if abs(S - 1) < .05: S = S + .2
    v = A * (1 - torch.tanh(S * z) ** 2)
    yield no('lecun', 0, 'inner-derivative', r'A S \left( 1 - \tanh^2(S z) \right)', d1(lambda t: A * torch.tanh(S * t), z), v, rv=S * v)
    b = lambda t: torch.exp(-t ** 2)
    yield ok('bump', d1(b, z), -2 * z * b(z))
    yield ok('bump2', G(d1(b, z).sum(), z), (4 * z ** 2 - 2) * b(z))
    K, n = 4, 3; w, x, bb = r(K, n), r(n), r(K); u = w @ x + bb; m = u.max(); c = int(u.argmax())
    yield no('maxw', 0, 'extra-factor', 'x', G(m, w)[c], u[c] * x, rv=x)
    yield ok('maxx', G(m, x), w[c])
if __name__ == '__main__': run(__file__, check)
