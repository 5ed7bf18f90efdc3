from bank import *
def check(r):
    k = r.u()
    def rho(z): return torch.where(z.abs() <= k, z ** 2 / 2, k * (z.abs() - k / 2))
    small = (k * torch.tensor([-.8, -.3, .4, .9])).detach().requires_grad_(True); big = (k * torch.tensor([-2.5, -1.3, 1.4, 3.])).detach().requires_grad_(True)
    yield ok('hub1', G(rho(small).sum(), small), small)
    yield no('hub2', 0, 'sign-of-residual', r'\kappa \, \operatorname{sign}(r)', G(rho(big).sum(), big), k.expand(4), rv=k * big.sign())
    z = r(6); lc = torch.log(torch.cosh(z)).sum(); d1, = torch.autograd.grad(lc, z, create_graph=True); d2 = G(d1.sum(), z)
    yield ok('lc', d1, torch.tanh(z))
    yield no('lc2', 1, 'missing-square', r'\frac{1}{\cosh^2 r}', d2, 1 - torch.tanh(z) ** 2, 1 / torch.cosh(z), rv=1 / torch.cosh(z) ** 2)
    c = r.u(); ch = (c ** 2 / 2 * torch.log(1 + z ** 2 / c ** 2)).sum()
    yield ok('cau', G(ch, z), z / (1 + z ** 2 / c ** 2))
    P = []
    for y in (-1., 1.):
        for side in (.3, -.8, 1.7):     # y s
            x, w = r(4), r(4); b = (y * side - w @ x).detach().requires_grad_(True); s = w @ x + b
            P.append((y, x, w, b, s, torch.clamp(1 - y * s, min=0), torch.clamp(1 - y * s, min=0) ** 2))
    act_ = [p for p in P if p[0] * p[4].item() < 1]
    yield ok('hw', cat([G(p[5], p[2]) for p in act_]), cat([-p[0] * p[1] for p in act_]))
    yield no('hb', 0, 'missing-factor', '-y', torch.stack([G(p[5], p[3]) for p in act_]), -torch.ones(len(act_)), rv=torch.tensor([-p[0] for p in act_]))
    yield ok('qs', torch.stack([G(p[6], p[4]) for p in P]), torch.stack([-2 * p[0] * p[5] for p in P]))
    yield no('qw', 0, 'missing-factor', r'-2 y \max(0, 1 - y s) \, x', cat([G(p[6], p[2]) for p in P]), cat([-2 * p[5] * p[1] for p in P]), rv=cat([-2 * p[0] * p[5] * p[1] for p in P]))
    K, c = 6, int(r.int(1, 6)); f, D_ = r(K), r.u(); o = [j for j in range(K) if j != c]
    ind = (f[o] - f[c] + D_ > 0).double(); M = torch.clamp(f[o] - f[c] + D_, min=0).sum(); g = G(M, f)
    yield ok('mj', g[o], ind)
    yield ok('mc', g[c], -ind.sum())
if __name__ == '__main__': run(__file__, check)
