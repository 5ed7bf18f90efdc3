from bank import *
def row(v): return v[None, :]
def check(r):
    I, H, K = 5, 4, 3
    U, V, c, x, t = r(H, I), r(K, H), r(K), r(I), r(K)
    q = U @ x; s = torch.tanh(q); y = V @ s + c; L = (y - t) @ (y - t) / 2; e = row(y - t); dd = D(1 - s * s)
    yield ok('ys', J(y, s), V)
    yield ok('sr', J(s, q), dd)
    yield no('rx', 0, 'extra-transpose', 'U', J(q, x), U.T, rv=U)
    yield ok('y', row(G(L, y)), e)
    yield ok('s', row(G(L, s)), row(G(L, y)) @ J(y, s), e @ V)
    yield ok('r', row(G(L, q)), row(G(L, s)) @ J(s, q), e @ V @ dd)
    yield no('x', 0, 'column-for-row', r'(y - t)^\top V \operatorname{diag}(1 - s \odot s) \, U', row(G(L, x)), lambda: dd @ V.T @ e.T @ U, rv=e @ V @ dd @ U)
    yield ok('yx', J(y, x), V @ dd @ U)
    yield ok('c', row(G(L, c)), e)
    yield ok('V', G(L, V), e.T @ row(s))
    lr = row(G(L, q))
    yield no('U', 0, 'outer-product-transposed', r'\left( x \, \frac{\partial L}{\partial r} \right)^\top', G(L, U), x[:, None] @ lr, rv=(x[:, None] @ lr).T)
    yield ok('Uij', G(L, U), O((1 - s ** 2) * ((y - t) @ V), x))
    yield no('Vki', 0, 'wrong-index', r'(y_k - t_k) \, s_i', G(L, V), lambda: ((y - t) * s[:K])[:, None].expand(K, H), rv=O(y - t, s))
if __name__ == '__main__': run(__file__, check)
