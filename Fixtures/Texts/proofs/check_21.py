from bank import *
def check(r_):
    f, df = act(r_)
    X, P, R = 3, 5, 4
    A, a, B, b, x, t, eta = r_(P, X), r_(P), r_(R, P), r_(R), r_(X), r_(R), r_.u()
    p = A @ x + a; q = f(p); r = B @ q + b; E = ((r - t) ** 2).sum() / 2
    row = lambda v: G(E, v)[None]; col = lambda v: v[:, None]
    d = (r - t)[None]
    yield ok('Jr', row(r), d)
    yield ok('rq', J(r, q), B)
    yield ok('qp', J(q, p), D(df(p)))
    yield ok('Jp', row(p), row(r) @ J(r, q) @ J(q, p), d @ B @ D(df(p)))
    yield ok('Jx', row(x), d @ B @ D(df(p)) @ A)
    yield no('rx', 0, 'order-of-factors', r"B \operatorname{diag}(\psi'(p)) \, A", J(r, x), lambda: B @ A @ D(df(p)), rv=B @ D(df(p)) @ A)
    yield ok('Jb', row(b), d)
    yield no('Ja', 0, 'column-for-row', r"(r - t)^\top B \operatorname{diag}(\psi'(p))", row(a), D(df(p)) @ B.T @ d.T, rv=d @ B @ D(df(p)))
    yield ok('JB', G(E, B).T, col(q) @ d)
    yield no('JA', 0, 'outer-product-transposed', r'x \, \frac{\partial J}{\partial p}', G(E, A).T, row(p).T @ col(x).T, rv=col(x) @ row(p))
    yield ok('upd', B - eta * G(E, B), B - eta * O(r - t, q))
if __name__ == '__main__': run(__file__, check)
