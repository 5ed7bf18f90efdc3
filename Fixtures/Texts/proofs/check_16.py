from bank import *
def check(r):
    n, m, K = 3, 5, 4
    x, c, tau, w, b, t = r(n), r(m, n), r(m, scale=.3), r(K, m), r(K), r(K)
    s = torch.exp(tau); d2 = ((x - c) ** 2).sum(1); phi = torch.exp(-d2 / (2 * s ** 2)); y = b + w @ phi
    E = ((y - t) ** 2).sum() / 2; e = y - t; k = e @ w
    yield ok('w', G(E, w), O(e, phi))
    yield no('b', 0, 'extra-sum', 'e_k', G(E, b), e.sum().expand(K), rv=e)
    yield no('phi', 0, 'missing-sum-over-outputs', r'\sum_k e_k w_{kj}', G(E, phi).expand(K, m), e[:, None] * w, rv=k.expand(K, m))
    Jc = ein('jji->ji', J(phi, c)); Jx = J(phi, x); Js = ein('jj->j', J(phi, s))
    f = (phi / s ** 2)[:, None]
    yield ok('dc', Jc, f * (x - c))
    yield ok('dx', Jx, -f * (x - c))
    yield no('ds', 0, 'wrong-power', r'\frac{\phi_j}{s_j^3} \, \|x - c_j\|^2', Js, phi / s ** 2 * d2, rv=phi / s ** 3 * d2)
    good = f * (x - c) * k[:, None]
    yield ok('Ec', G(E, c), G(E, phi)[:, None] * Jc, good)
    yield no('Eci', 0, 'sign', r'\frac{\phi_j}{s_j^2} \, (x_i - c_{ji}) \sum_k e_k w_{kj}', G(E, c), f * (c - x) * k[:, None], rv=good)
    yield ok('Es', G(E, s), phi / s ** 3 * d2 * k)
    yield ok('Ex', G(E, x), -(f * (x - c) * k[:, None]).sum(0))
    yield ok('tau', G(E, tau), s * G(E, s))
if __name__ == '__main__': run(__file__, check)
