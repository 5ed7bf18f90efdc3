from bank import *
def check(r):
    m, p = 5, 3
    X, y, w, lam, eta = r(m, p), r(m), r(p), r.u(), r.u()
    Jf = lambda w: ((X @ w - y) ** 2).sum() / (2 * m)
    Rf = lambda w: Jf(w) + lam / 2 * (w ** 2).sum()
    Jv, R = Jf(w), Rf(w); rr = X @ w - y
    yield ok('exp', Jv, (w @ X.T @ X @ w - 2 * w @ X.T @ y + y @ y) / (2 * m))
    yield ok('grad', G(Jv, w), (2 * X.T @ X @ w - 2 * X.T @ y) / (2 * m), X.T @ (X @ w - y) / m)
    q = (X @ w - y).detach().requires_grad_(True); dr = G((q ** 2).sum() / (2 * m), q)     # dJ/dr: J is ||r||^2/(2m)
    yield no('wj', 1, 'missing-1/m', r'\frac{1}{m} \sum_{i=1}^m r_i X_{ij}', G(Jv, w), ein('i,ij->j', dr, J(rr, w)), stk(lambda j: sum(rr[i] * X[i, j] for i in range(m)), p),
             rv=stk(lambda j: sum(rr[i] * X[i, j] for i in range(m)) / m, p))
    H = lambda F: torch.autograd.functional.hessian(F, w.detach())
    yield ok('H', H(Jf), X.T @ X / m)
    yield ok('y', G(Jv, y), (y - X @ w) / m)
    yield ok('X', G(Jv, X), O(X @ w - y, w) / m)
    rg = X.T @ (X @ w - y) / m + lam * w
    yield ok('rg', G(R, w), rg)
    yield no('rH', 0, 'missing-identity', r'\frac{1}{m} X^\top X + \lambda I', H(Rf), X.T @ X / m + lam, rv=X.T @ X / m + lam * eye(p))
    wh = torch.linalg.solve(X.T @ X + m * lam * eye(p), X.T @ y).detach().requires_grad_(True)
    yield ok('opt', 1 + G(Rf(wh), wh), torch.ones(p))
    new = w - eta * G(R, w)
    yield ok('step', new, w - eta * rg)
    yield no('decay', 0, 'missing-factor', r'(1 - \eta \lambda) \, w - \frac{\eta}{m} X^\top (X w - y)', new, (1 - lam) * w - eta / m * X.T @ (X @ w - y),
             rv=(1 - eta * lam) * w - eta / m * X.T @ (X @ w - y))
if __name__ == '__main__': run(__file__, check)
