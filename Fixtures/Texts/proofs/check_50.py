from bank import *
def check(r):
    d, k = 4, 3; lam = .3
    w0, w, V, x = r(), r(d), r(d, k), r(d)
    I2 = sum(V[i] @ V[j] * x[i] * x[j] for i in range(d) for j in range(i + 1, d))
    yh = w0 + w @ x + I2; q = V.T @ x
    t = torch.tensor(1. if int(r.int(1, 2)) else -1.)
    yield ok('lin', I2, ((V * x[:, None]).sum(0) ** 2 - (V ** 2 * x[:, None] ** 2).sum(0)).sum() / 2)
    yield ok('w', G(yh, w), x)
    dv = O(x, q) - V * x[:, None] ** 2
    yield ok('v', G(yh, V), dv)
    full = w + (V @ V.T) @ x
    yield no('x', 0, 'extra-term', r'w_i + \sum_{j \ne i} v_i^T v_j \, x_j', G(yh, x), full, rv=full - (V ** 2).sum(1) * x)
    yield ok('q', stk(lambda f: sum(V[j, f] * x[j] for j in range(d)), k), V.T @ x)
    yield ok('V', G(yh, V), O(x, q) - D(x) @ D(x) @ V)
    l = torch.log(1 + torch.exp(-t * yh))
    yield ok('ly', G(l, yh), -t * sg(-t * yh))
    yield no('lw', 0, 'sign-of-argument', r'-t \, \sigma(-t \hat y) \, x_i', G(l, w), -t * sg(t * yh) * x, rv=-t * sg(-t * yh) * x)
    yield ok('lv', G(l, V), -t * sg(-t * yh) * dv)
    yield ok('R', G(l + lam / 2 * (V ** 2).sum(), V), G(l, V) + lam * V)
    A, W, X = r(d, d), r(d), r(d); z = W @ X + X @ A @ X
    yield ok('A', G(z, A), O(X, X))
    yield no('zx', 0, 'transpose', r'w + (A + A^T) x', G(z, X), W + 2 * A @ X, rv=W + (A + A.T) @ X)
if __name__ == '__main__': run(__file__, check)
