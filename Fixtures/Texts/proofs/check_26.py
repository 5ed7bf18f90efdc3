from bank import *
def check(r):
    K, I = 5, 4
    W, b, x, tau, al = r(K, I), r(K), r(I), (r.u() + .8).detach().requires_grad_(True), r.u(); q = r.dist(K); c = int(r.int(1, K))
    z = W @ x + b; p = sm(z / tau); pi = sm(z); S = -(q * torch.log(p)).sum(); y = torch.zeros(K); y[c] = 1
    Jt = al * tau ** 2 * S - (1 - al) * torch.log(pi[c])
    yield ok('pz', J(p, z), p[:, None] * (eye(K) - p) / tau)
    mid = -1 / tau * ein('k,ki->i', q, eye(K) - p[None])
    yield no('S', 2, 'missing-1/tau', r'\frac{1}{\tau} (p_i - q_i)', G(S, z), J(p, z).T @ G(S, p), mid, p - q, rv=(p - q) / tau)
    yield ok('S2', G(tau ** 2 * S, z), tau * (p - q))
    good = al * tau * (p - q) + (1 - al) * (pi - y)
    yield ok('J', G(Jt, z), good)
    yield ok('JW', G(Jt, W), O(G(Jt, z), x))
    yield no('Jb', 0, 'wrong-temperature', r'\alpha \tau \, (p_i - q_i) + (1 - \alpha) \left( \pi_i - \mathbb{1}(i = c) \right)', G(Jt, b), al * tau * (p - q) + (1 - al) * (p - y), rv=good)
    yield ok('pt', J(p, tau), -p / tau ** 2 * (z - (p * z).sum()))
    st = ((p - q) * z).sum() / tau ** 2
    yield no('St', 0, 'sign', r'\frac{1}{\tau^2} \sum_{i=1}^{K} (q_i - p_i) \, z_i', G(S, tau), st, rv=-st)
    yield ok('Ja', G(Jt, al), tau ** 2 * S + torch.log(pi[c]))
if __name__ == '__main__': run(__file__, check)
