from bank import *
def check(r):
    f, df = act(r); n = 4
    WH, bH, WT, bT, x, w = r(n, n), r(n), r(n, n), r(n), r(n), r(n)
    a = WH @ x + bH; u = WT @ x + bT; h = f(a); t = sg(u); y = t * h + (1 - t) * x
    C_ = torch.sin(y * w).sum() + (y ** 2).sum() * torch.tanh(y.sum()); g = G(C_, y); da, du = G(C_, a), G(C_, u)
    yield ok('yh', J(y, h), D(t))
    yield ok('yt', J(y, t), D(h - x))
    yield no('tu', 0, 'wrong-argument', r'\operatorname{diag}(t \odot (1 - t))', J(t, u), D(u * (1 - u)), rv=D(t * (1 - t)))
    yield ok('a', da, g * t * df(a))
    yield no('WH', 0, 'wrong-argument', r"\left( g \odot t \odot f'(a) \right) x^\top", G(C_, WH), O(g * t * df(h), x), rv=O(g * t * df(a), x))
    yield ok('u', du, g * (h - x) * t * (1 - t))
    yield ok('WT', G(C_, WT), O(du, x))
    yield ok('bT', G(C_, bT), du)
    yield ok('x', G(C_, x), (1 - t) * g + WH.T @ da + WT.T @ du)
    j = D(1 - t) + D(t * df(a)) @ WH
    yield no('jac', 0, 'missing-path', r"\operatorname{diag}(1 - t) + \operatorname{diag}(t \odot f'(a)) \, W_H + \operatorname{diag}((h - x) \odot t \odot (1 - t)) \, W_T", J(y, x), j, rv=j + D((h - x) * t * (1 - t)) @ WT)
if __name__ == '__main__': run(__file__, check)
