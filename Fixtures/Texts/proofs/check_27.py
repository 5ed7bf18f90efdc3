from bank import *
def check(r):
    f, df = act(r)
    K = 4; n = [2, 4, 5, 3, 6]                        # widths of layers 0 … K
    B = [r(n[k], n[k + 1], scale=.6) for k in range(K)]; d = [r(n[k]) for k in range(K)]; x, y = r(n[K]), r(n[0])
    h, a = [None] * K + [x], [None] * K
    for k in reversed(range(K)): a[k] = B[k] @ h[k + 1] + d[k]; h[k] = f(a[k])
    Q = ((h[0] - y) ** 2).sum() / 2; e = [G(Q, a[k]) for k in range(K)]; ks = range(K); k1 = range(1, K)
    yield ok('e0', e[0], (h[0] - y) * df(a[0]))
    yield ok('ek', cat([e[k] for k in k1]), cat([B[k - 1].T @ e[k - 1] * df(a[k]) for k in k1]))
    yield ok('eik', cat([e[k] for k in k1]), cat([df(a[k]) * ein('ji,j->i', B[k - 1], e[k - 1]) for k in k1]))
    yield no('B', 0, 'wrong-layer', r'\varepsilon^{(k)} (h^{(k+1)})^\top', G(Q, B[1]), O(e[1], h[0]), rv=O(e[1], h[2]))
    yield ok('dd', cat([G(Q, d[k]) for k in ks]), cat(e))
    yield ok('Bji', cat([G(Q, B[k]) for k in ks]), cat([O(e[k], h[k + 1]) for k in ks]))
    yield ok('x', G(Q, x), B[K - 1].T @ e[K - 1])
    yield ok('J1', cat([J(h[k], h[k + 1]) for k in ks]), cat([D(df(a[k])) @ B[k] for k in ks]))
    yield no('J2', 1, 'wrong-argument', r"\operatorname{diag}\left( f'(a^{(0)}) \right) B^{(0)} \operatorname{diag}\left( f'(a^{(1)}) \right) B^{(1)}", J(h[0], h[2]), J(h[0], h[1]) @ J(h[1], h[2]), D(df(a[0])) @ B[0] @ D(df(h[1])) @ B[1], rv=D(df(a[0])) @ B[0] @ D(df(a[1])) @ B[1])
if __name__ == '__main__': run(__file__, check)
