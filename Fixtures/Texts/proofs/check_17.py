from bank import *
def check(r):
    D_, C_ = 3, 5
    x, w = r(D_), r(D_)
    vals = {k: [] for k in ('w', 'wr', 'b', 'br', 'bw')}
    for y in (-1., 1.):
        b = (y * (.9 - 3 * r.u()) - w @ x).detach().requires_grad_(True); f = w @ x + b; l = torch.relu(1 - y * f)
        assert y * f < 1; vals['w'].append(G(l, w)); vals['wr'].append(-y * x); vals['b'].append(G(l, b)); vals['br'].append(torch.tensor(-1.)); vals['bw'].append(torch.tensor(-y))
    yield ok('w', cat(vals['w']), cat(vals['wr']))
    yield no('b', 0, 'missing-factor', '-y', cat(vals['b']), cat(vals['br']), rv=cat(vals['bw']))
    L_, R_ = [], []
    for y in (-1., 1.):
        for b in (-2., .3, 2.): l = torch.relu(1 - y * (w @ x + b)); L_.append(G(l ** 2, w)); R_.append(-2 * y * l * x)
    yield ok('q', cat(L_), cat(R_))
    s = r(C_); c = 2; o = [j for j in range(C_) if j != c]
    Om = sum(torch.relu(s[j] - s[c] + 1) for j in o); d = G(Om, s); ind = (s - s[c] + 1 > 0).double()
    yield ok('sj', d[o], ind[o])
    yield ok('sc', d[c], -ind[o].sum())
    u = r(40, scale=2.); kap = r.u()
    h = torch.where(u.abs() <= kap, u ** 2 / 2, kap * (u.abs() - kap / 2))
    yield no('h', 0, 'missing-sign', r'\begin{cases} r & |r| \le \kappa \\ \kappa \operatorname{sign}(r) & |r| > \kappa \end{cases}', G(h.sum(), u), torch.where(u.abs() <= kap, u, kap), rv=torch.where(u.abs() <= kap, u, kap * u.sign()))
    g = torch.log(torch.cosh(u)); g1, = torch.autograd.grad(g.sum(), u, create_graph=True)
    yield ok('g', g1, torch.tanh(u))
    yield ok('g2', G(g1.sum(), u), 1 - torch.tanh(u) ** 2)
    v = u.detach().abs().requires_grad_(True); tau = torch.rand(1, generator=r.g)
    yield ok('pin', G(torch.maximum(tau * v, (tau - 1) * v).sum(), v), tau.expand(40))
    v = (-u.detach().abs()).requires_grad_(True)
    yield no('pinn', 0, 'sign', r'\tau - 1', G(torch.maximum(tau * v, (tau - 1) * v).sum(), v), (1 - tau).expand(40), rv=(tau - 1).expand(40))
if __name__ == '__main__': run(__file__, check)
