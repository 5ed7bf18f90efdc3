from bank import *
def check(r):
    n, m = 4, 6
    w, x, b = r(n), r(n), r(); y = torch.tensor(float(r.int(1, 2)))
    z = w @ x + b; a = sg(z); L = -(y * torch.log(a) + (1 - y) * torch.log(1 - a))
    yield ok('one', G(L, z), G(L, a) * G(a, z), (-y / a + (1 - y) / (1 - a)) * a * (1 - a), a - y)
    yield ok('w', G(L, w), (a - y) * x)
    yield ok('b', G(L, b), a - y)
    d, = torch.autograd.grad(L, w, create_graph=True)
    yield no('hess', 0, 'wrong-factor', r'a (1 - a) \, x x^T', J(d, w), (a - y) ** 2 * O(x, x), rv=a * (1 - a) * O(x, x))
    X = r(n, m); Y = r.int(m, 2).double()[None]
    Z = (w[None] @ X + b); A = sg(Z); Jc = -(Y * torch.log(A) + (1 - Y) * torch.log(1 - A)).sum() / m
    yield no('Z', 0, 'missing-1/m', r'\frac{1}{m} (A - Y)', G(Jc, Z), A - Y, rv=(A - Y) / m)
    yield no('Jw', 0, 'missing-transpose', r'\frac{1}{m} X (A - Y)^T', G(Jc, w)[:, None], lambda: X @ (A - Y) / m, rv=X @ (A - Y).T / m)
    yield ok('Jb', G(Jc, b), (A - Y).sum() / m)
    Ph, th = r(m, n), r(n); ta = r.int(m, 2).double()
    pi = sg(Ph @ th); g = -(ta * torch.log(pi) + (1 - ta) * torch.log(1 - pi)).sum()
    yield ok('theta', G(g, th), Ph.T @ (pi - ta))
    yield no('thj', 0, 'extra-factor', r'\sum_{i=1}^{m} (\pi_i - \tau_i) \, \Phi_{ij}', G(g, th), ((pi - ta) * pi * (1 - pi)) @ Ph, rv=(pi - ta) @ Ph)
    d, = torch.autograd.grad(g, th, create_graph=True)
    yield ok('newton', J(d, th), Ph.T @ D(pi * (1 - pi)) @ Ph)
if __name__ == '__main__': run(__file__, check)
