from bank import *
def check(r):
    g, dg = act(r); n, H, m = 5, 4, 6
    X, W1, b1, W2, b2 = r(n, m), r(H, n, scale=.6), r(H, 1), r(1, H), r(1, 1); Y = r.int(m, 2).double()[None]
    Z1 = W1 @ X + b1; A1 = g(Z1); Z2 = W2 @ A1 + b2; A2 = sg(Z2)
    Jc = -(Y * torch.log(A2) + (1 - Y) * torch.log(1 - A2)).sum() / m; dZ2, dZ1 = G(Jc, Z2), G(Jc, Z1)
    yield ok('Z2', dZ2, (A2 - Y) / m)
    yield ok('W2', G(Jc, W2), (A2 - Y) @ A1.T / m)
    yield ok('b2', G(Jc, b2), (A2 - Y).sum() / m)
    yield ok('A1', G(Jc, A1), W2.T @ dZ2)
    yield no('Z1', 0, 'wrong-argument', r"\left( W^{[2]T} \frac{\partial J}{\partial Z^{[2]}} \right) \odot g'(Z^{[1]})", dZ1, W2.T @ dZ2 * dg(A1), rv=W2.T @ dZ2 * dg(Z1))
    yield no('W1', 0, 'extra-1/m', r'\frac{\partial J}{\partial Z^{[1]}} X^T', G(Jc, W1), dZ1 @ X.T / m, rv=dZ1 @ X.T)
    yield no('b1', 0, 'missing-sum-over-examples', r'\sum_{i=1}^{m} \frac{\partial J}{\partial Z^{[1](i)}}', G(Jc, b1), lambda: dZ1, rv=dZ1 @ torch.ones(m, 1))
    yield ok('W1all', G(Jc, W1), ((W2.T @ (A2 - Y)) * dg(Z1)) @ X.T / m)
    yield no('X', 0, 'missing-transpose', r'W^{[1]T} \frac{\partial J}{\partial Z^{[1]}}', G(Jc, X), lambda: W1 @ dZ1, rv=W1.T @ dZ1)
if __name__ == '__main__': run(__file__, check)
