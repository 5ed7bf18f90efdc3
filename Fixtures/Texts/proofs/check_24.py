from bank import *
def check(r):
    n, k = 5, 3
    A, B, Dm, d, x, be = r(k, n, scale=.5), r(k, n, scale=.5), r(n, k), r(n), r(n), r.u(); ep = r(k).detach()
    m = A @ x; l = B @ x; s = torch.exp(l / 2); z = m + s * ep; xh = Dm @ z + d
    R = ((xh - x) ** 2).sum() / 2; K = (m ** 2 + s ** 2 - torch.log(s ** 2) - 1).sum() / 2; F = R + be * K
    yield ok('Km', G(K, m), m)
    yield no('Ks', 0, 'wrong-power', r's_j - \frac{1}{s_j}', G(K, s), s - 1 / s ** 2, rv=s - 1 / s)
    yield ok('Kl', G(K, l), (torch.exp(l) - 1) / 2)
    rho = Dm.T @ (xh - x)
    yield ok('z', G(R, z), rho)
    yield ok('zl', ein('jj->j', J(z, l)), ep * s / 2, (z - m) / 2)
    yield ok('Fm', G(F, m), rho + be * m)
    t = be / 2 * (torch.exp(l) - 1)
    yield no('Fl', 0, 'inner-derivative', r'\tfrac12 \rho_j \epsilon_j s_j + \tfrac{\beta}{2} \left( e^{\lambda_j} - 1 \right)', G(F, l), rho * ep / 2 + t, rv=rho * ep * s / 2 + t)
    yield ok('FA', G(F, A), O(rho + be * m, x))
    yield ok('FB', G(F, B), O(G(F, l), x))
    yield no('FD', 0, 'outer-product-transposed', r'(\hat x - x) \, z^\top', G(F, Dm), O(z, xh - x), rv=O(xh - x, z))
    yield ok('Fb', G(F, be), K)
    m1, m2, s1, s2 = r(), r(), r.u(), r.u()
    Q = torch.log(s2 / s1) + (s1 ** 2 + (m1 - m2) ** 2) / (2 * s2 ** 2) - .5
    yield no('D1', 0, 'sign', r'\frac{\mu_2 - \mu_1}{\sigma_2^2}', G(Q, m2), (m1 - m2) / s2 ** 2, rv=(m2 - m1) / s2 ** 2)
    yield ok('D2', G(Q, s2), 1 / s2 - (s1 ** 2 + (m1 - m2) ** 2) / s2 ** 3)
if __name__ == '__main__': run(__file__, check)
