from bank import *
def check(r):
    n = 4; D1, D2, C1, C2, Cr, U1, U2 = [], [], [], [], [], [], []
    for y in (0., 1.):
        for fac in (.6, 1.7):
            u, v = r(n), r(n); D_ = ((u - v) ** 2).sum().sqrt(); m = (D_ * fac).detach()
            C_ = y / 2 * D_ ** 2 + (1 - y) / 2 * torch.clamp(m - D_, min=0) ** 2
            D1.append(G(C_, D_)); D2.append(y * D_ - (1 - y) * torch.clamp(m - D_, min=0))
            U1.append(G(D_, u)); U2.append((u - v) / D_)
            C1.append(G(C_, v)); C2.append(G(C_, D_) * (u - v) / D_); Cr.append(-C2[-1])
    yield ok('D', torch.stack(D1), torch.stack(D2))
    yield ok('Du', cat(U1), cat(U2))
    yield no('Cv', 0, 'sign', r'-\frac{\partial C}{\partial D} \, \frac{u - v}{D}', cat(C1), cat(C2), rv=cat(Cr))
    a, p, q = r(n), r(n), r(n); d = ((a - p) ** 2).sum() - ((a - q) ** 2).sum(); ga = ((-d).clamp(min=0) + .5).detach()
    T = torch.clamp(d + ga, min=0); assert T > 0
    yield ok('Ta', G(T, a), 2 * (q - p))
    yield no('Tn', 0, 'sign', r'2 (a - n)', G(T, q), -2 * (a - q), rv=2 * (a - q))
    q, R = r(n), r(n); nq, nr = (q @ q).sqrt(), (R @ R).sqrt(); c = q @ R / (nq * nr); good = R / (nq * nr) - c * q / nq ** 2
    yield no('cq1', 0, 'missing-term', r'\frac{r}{\|q\| \, \|r\|} - \frac{c \, q}{\|q\|^2}', G(c, q), R / (nq * nr), rv=good)
    yield ok('cq2', G(c, q), good)
    yield ok('orth', 1 + q @ G(c, q), torch.tensor(1.))
    N = 4; z, k, tau = r(n), r(N + 1, n), (r.u() + .8).detach(); pi = sm(k @ z / tau); L = -torch.log(pi[0])
    yield ok('Lz', G(L, z), (pi @ k - k[0]) / tau)
    yield no('Lk', 0, 'missing-1/tau', r'\frac{1}{\tau} \, \pi_j \, z', G(L, k)[1:], O(pi[1:], z), rv=O(pi[1:], z) / tau)
if __name__ == '__main__': run(__file__, check)
