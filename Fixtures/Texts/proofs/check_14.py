from bank import *
def check(r):
    n, N = 4, 6
    w, x, t = r(n), r(n), r(); x = torch.cat([torch.ones(1), x[1:]]).detach()
    s = w @ x; E = (t - s) ** 2 / 2; g = G(E, w)
    yield ok('wj', g, -(t - s) * x)
    yield no('w0', 0, 'sign', r'-(t - s)', g[0], t - s, rv=-(t - s))
    d, = torch.autograd.grad(E, w, create_graph=True)
    yield ok('h', J(d, w), O(x, x))
    X, T = r(N, n), r(N); F = (T - X @ w) @ (T - X @ w) / 2
    yield no('F', 1, 'missing-transpose', r'X^\top X \mathbf{w} - X^\top \mathbf{t}', G(F, w), -X.T @ (T - X @ w), lambda: X.T @ X @ w - X @ T, rv=X.T @ X @ w - X.T @ T)
    P = []
    for tau in (-1., 1.):
        v, u = r(n), r(n)
        if tau * (v @ u).item() > 0: u = (-u).detach().requires_grad_(True)
        a = v @ u; P.append((tau, v, u, a, torch.clamp(-tau * a, min=0)))
    yield no('Cv', 0, 'sign', r'-\tau \, \mathbf{u}', cat([G(p[4], p[1]) for p in P]), cat([p[0] * p[2] for p in P]), rv=cat([-p[0] * p[2] for p in P]))
    yield ok('Ca', torch.stack([G(p[4], p[3]) for p in P]), torch.tensor([-p[0] for p in P]))
    om, q, eta = r(n), r(n), r(); xi = om @ q; o = 1 / (1 + torch.exp(-xi)); D_ = (eta - o) ** 2 / 2
    yield ok('oxi', G(o, xi), o * (1 - o))
    yield ok('D', G(D_, om), (o - eta) * o * (1 - o) * q)
    yield no('Dw', 0, 'missing-activation-derivative', r'(o - \eta) \, o (1 - o) \, q_i', G(D_, om), (o - eta) * q, rv=(o - eta) * o * (1 - o) * q)
if __name__ == '__main__': run(__file__, check)
