from bank import *
def check(r):
    B, n = 5, 3
    x, ga, be, eps = r(B, n), r(n), r(n), r.u()
    mu = x.sum(0) / B; v = ((x - mu) ** 2).sum(0) / B; s = (v + eps).sqrt(); xh = (x - mu) / s; y = ga * xh + be
    Q = r(B, n); l = torch.sin(y * Q).sum() + (y.sum() / 3) ** 2 + (y ** 2 * Q).sum(); g = G(l, y)
    yield no('gamma', 0, 'wrong-variable', r'\sum_{i=1}^{B} g_{ij} \, \hat x_{ij}', G(l, ga), (g * x).sum(0), rv=(g * xh).sum(0))
    yield ok('beta', G(l, be), g.sum(0))
    yield ok('xhat', G(l, xh), ga * g)
    yield ok('v', G(l, v), -.5 * (v + eps) ** -1.5 * (ga * g * (x - mu)).sum(0))
    dv, dm = J(v, x), J(mu, x)      # (n, B, n)
    yield ok('dv', ein('jij->ij', dv), 2 / B * (x - mu))
    yield no('dmu', 0, 'missing-1/B', r'\frac{1}{B}', ein('jij->ij', dm), torch.ones(B, n), rv=torch.ones(B, n) / B)
    full = ga / (B * s) * (B * g - g.sum(0) - xh * (g * xh).sum(0))
    yield no('naive', 0, 'missing-path', r'\frac{\gamma_j}{B \sqrt{v_j + \epsilon}} \left( B g_{ij} - \sum_{k=1}^{B} g_{kj} - \hat x_{ij} \sum_{k=1}^{B} g_{kj} \, \hat x_{kj} \right)', G(l, x), ga * g / s, rv=full)
    yield ok('full', G(l, x), full)
    yield ok('zero', G(l, x).sum(0) + 1, torch.ones(n))
    u = r(B); m = u.sum() / B; S = ((u - m) ** 2).sum().div(B).sqrt(); N = (u - m) / S
    yield ok('ds', G(S, u), N / B)
    one = torch.ones(B, B)
    yield no('jac', 0, 'missing-1/B', r'\frac{1}{s} \left( I - \frac{1}{B} \mathbf{1} \mathbf{1}^\top - \frac{1}{B} n n^\top \right)', J(N, u), (eye(B) - one / B - O(N, N)) / S, rv=(eye(B) - one / B - O(N, N) / B) / S)
if __name__ == '__main__': run(__file__, check)
