from bank import *
def check(r):
    D_, M, P, K = 3, 6, 4, 2
    A, a, B, b, X, lam = r(P, D_), r(P), r(K, P), r(K), r(D_, M), r.u()
    T = torch.randint(0, 2, (K, M), generator=r.g).double()
    U = A @ X + a[:, None]; H = torch.tanh(U); Z = B @ H + b[:, None]; Y = sg(Z)
    E = -(T * Y.log() + (1 - T) * (1 - Y).log()).sum() / M
    R = E + lam / (2 * M) * ((A ** 2).sum() + (B ** 2).sum())
    g = lambda v: G(E, v); one = torch.ones(M)
    yield ok('Y', g(Y), (Y - T) / (Y * (1 - Y)) / M)
    yield ok('O', g(Z), (Y - T) / M)
    yield ok('B', g(B), g(Z) @ H.T, (Y - T) @ H.T / M)
    yield no('b', 0, 'double-1/M', r'dO \, \mathbf{1}', g(b), g(Z) @ one / M, rv=g(Z) @ one)
    yield ok('H', g(H), B.T @ g(Z))
    yield ok('U', g(U), g(H) * (1 - H * H))
    yield ok('A', g(A), g(U) @ X.T)
    yield ok('a', g(a), g(U).sum(1))
    yield no('X', 0, 'missing-transpose', r'A^\top dU', g(X), lambda: A @ g(U), rv=A.T @ g(U))
    yield no('lam', 0, 'missing-1/M', r'dU \, X^\top + \frac{\lambda}{M} A', G(R, A), g(U) @ X.T + lam * A, rv=g(U) @ X.T + lam / M * A)
if __name__ == '__main__': run(__file__, check)
