"""Proof of the verdicts of the texts 121 to 131: python3 check_121.py"""
import math
from marks import *

def c122(r):
    n, L = 3, 3; R = range(1, L + 1)
    W, V, b, c = [[None] + [r(*s) for _ in R] for s in ((n, n), (n, n), (n,), (n,))]; y = r(n)
    x, a, h, u, t = [r(n)], [None], [None], [None], [None]
    for l in R: a.append(W[l] @ x[-1] + b[l]); h.append(torch.log(1 + torch.exp(a[l]))); u.append(V[l] @ x[-1] + c[l]); t.append(sg(u[l])); x.append(t[l] * h[l] + (1 - t[l]) * x[l-1])
    E = .5 * ((x[L] - y) ** 2).sum(); ep = [G(E, v) for v in x]; da, du = [[None] + [G(E, v[l]) for l in R] for v in (a, u)]
    yield ok('eL', ep[L], x[L] - y); yield ok('h', cat([G(E, h[l]) for l in R]), cat([ep[l] * t[l] for l in R])); yield ok('t', cat([G(E, t[l]) for l in R]), cat([ep[l] * (h[l] - x[l-1]) for l in R]))
    yield ok('a', cat(da[1:]), cat([ep[l] * t[l] * sg(a[l]) for l in R])); f = lambda s: cat([ep[l] * (h[l] - x[l-1]) * t[l] * (1 + s * t[l]) for l in R])
    yield ok('u', cat(du[1:]), f(-1))
    yield no('W', 0, 'wrong-layer', r'\frac{\partial E}{\partial \mathbf a_l} \, \mathbf x_{l-1}^\top', cat([G(E, W[l]) for l in R]), cat([O(da[l], x[l]) for l in R]), rv=cat([O(da[l], x[l-1]) for l in R]))
    yield ok('V', cat([G(E, V[l]) for l in R]), cat([O(du[l], x[l-1]) for l in R]))
    f = lambda s: cat([W[l].T @ da[l] + V[l].T @ du[l] + s * (1 - t[l]) * ep[l] for l in R])
    yield no('e', 0, 'missing-path', r'\mathbf W_l^\top \frac{\partial E}{\partial \mathbf a_l} + \mathbf V_l^\top \frac{\partial E}{\partial \mathbf u_l} + (1 - \mathbf t_l) \odot \boldsymbol\varepsilon_l', cat(ep[:L]), f(0), rv=f(1))
    yield ok('J', stk([J(x[l], x[l-1]) for l in R]), stk([D(1 - t[l]) + D(t[l] * sg(a[l])) @ W[l] + D((h[l] - x[l-1]) * t[l] * (1 - t[l])) @ V[l] for l in R]))
def c123(r):
    Gn, C, P = 2, 3, 4; x, w, b, ep = r(Gn, C, P), r(Gn, C), r(Gn, C), r.u(); q = 1 / (C * P)
    m = x.mean((1, 2)); xc = x - m[:, None, None]; v = (xc ** 2).mean((1, 2)); rr = (v + ep) ** -.5; n = xc * rr[:, None, None]; y = w[..., None] * n + b[..., None]
    # m and v are used more than once: v through the deviations from m; autodiff below takes every path
    L = smooth(r, Gn * C * P)(y.reshape(-1)); dy, dn, dr, dv, dm, dx = [G(L, z) for z in (y, n, rr, v, m, x)]; s = lambda z: z.sum((1, 2)); B = lambda z: z[:, None, None]
    yield ok('w', G(L, w), (dy * n).sum(2)); yield ok('dn', dn, w[..., None] * dy); yield ok('dr', dr, s(dn * xc))
    yield no('dv', 0, 'wrong-power', r'-\frac12 \, r_g^3 \, dr_g', dv, -.5 * rr ** 2 * dr, rv=-.5 * rr ** 3 * dr)
    yield no('dm', 0, 'missing-sum', r'-r_g \sum_{c=1}^{C} \sum_{p=1}^{P} dn_{gcp}', O(torch.ones(C), dm), -rr * dn.sum(2).T, rv=O(torch.ones(C), -rr * s(dn)))
    f = lambda k: B(rr) * dn + k * q * xc * B(dv) + q * B(dm); yield no('x', 0, 'factor-2', r'r_g \, dn_{gcp} + \frac{2}{C P} (x_{gcp} - m_g) \, dv_g + \frac{1}{C P} \, dm_g', dx, f(1), rv=f(2))
    yield ok('fast', dx, B(rr) * (dn - q * B(s(dn)) - n * q * B(s(dn * n)))); yield ok('zero', 1 + s(dx), torch.ones(Gn))
def c126(r):
    L, d, C = 5, 3, 4; v, e, om, eta = r(L, d), r(C, d), r(C), r.u(); b = r.int(2, L).double(); b[0], b[1] = 0., 1.
    h = om @ e; a = v @ h; p = 1 / (1 + torch.exp(-a)); l = -((1 - b) * torch.log(p) + b * torch.log(1 - p)).sum(); s = 1 - 2 * b; k = p + b - 1
    da, = torch.autograd.grad(l, a, create_graph=True); dh, = torch.autograd.grad(l, h, create_graph=True)
    yield no('a', 0, 'wrong-code', r'p_j + b_j - 1', da, p - b, rv=k); yield ok('v', G(l, v), O(k, h)); yield ok('h', dh, k @ v); yield ok('up', v - eta * G(l, v), v + eta * O(1 - b - p, h))
    yield ok('ls', l, -torch.log(sg(s * a)).sum()); yield ok('as', da, -s * sg(-s * a)); f = (s * sg(-s * a)) @ v; yield no('hs', 0, 'sign', r'-\sum_{j=1}^{L} s_j \, \sigma(-s_j a_j) \, v_j', dh, f, rv=-f)
    yield ok('aa', D(J(da, a)), p * (1 - p)); yield no('hh', 0, 'outer-product-order', r'\sum_{j=1}^{L} p_j (1 - p_j) \, v_j v_j^\top', J(dh, h), ein('j,ja,ja->', p * (1 - p), v, v), rv=ein('j,ja,jb->ab', p * (1 - p), v, v)); yield ok('om', G(l, om), e @ dh)
    yield no('e', 0, 'missing-factor', r'\omega_c \frac{\partial \ell}{\partial h}', G(l, e), O(torch.ones(C), dh), rv=O(om, dh))
def c127(r):
    Dm, M, n = 3, 5, 4; A, a, B, b, mu, la = r(n, Dm), r(n), r(Dm, n), r(Dm), r.u(), r.u(); X0 = r(Dm, M); X = X0 * 1; ro = (.1 + .3 * torch.rand(())).requires_grad_(True)
    Z = A @ X + a[:, None]; H = sg(Z); R = B @ H + b[:, None]; rh = H.mean(1); ka = ro * torch.log(ro / rh) + (1 - ro) * torch.log((1 - ro) / (1 - rh))
    Jv = ((R - X) ** 2).sum() / (2 * M) + mu * ka.sum() + la / 2 * ((A ** 2).sum() + (B ** 2).sum()); s = (rh - ro) / (rh * (1 - rh)); De = G(Jv, Z); E = R - X
    yield ok('R', G(Jv, R), E / M); yield ok('B', G(Jv, B), E @ H.T / M + la * B); yield ok('s', D(J(ka, rh)), -ro / rh + (1 - ro) / (1 - rh), s)
    f = lambda k: B.T @ E / M + k * mu * s[:, None]; yield no('H', 0, 'missing-one-over-m', r'\frac1M \sum_i B_{ij} (R_{im} - X_{im}) + \frac{\mu}{M} s_j', G(Jv, H), f(1), rv=f(1 / M))
    yield ok('Z', De, H * (1 - H) * G(Jv, H)); yield ok('A', G(Jv, A), De @ X.T + la * A); yield no('a', 0, 'missing-sum', r'\Delta \mathbf{1}', G(Jv, a), De, rv=De.sum(1))
    yield ok('rho', G(Jv, ro), mu * torch.log(ro * (1 - rh) / (rh * (1 - ro))).sum()); yield no('X', 0, 'missing-path', r'A^\top \Delta - \frac1M (R - X)', G(Jv, X), A.T @ De, rv=A.T @ De - E / M)
def c128(r):
    d, n, k = 3, 4, 5; x, ze, W, c, V, b, a = r(d), r(k), r(d, k), r(d), r(n, d), r(n), r(n)
    g = W @ ze + c; h = th(V @ x + b); s = a @ h; H = th(V @ g + b); S = a @ H; Dl = -torch.log(sg(s)) - torch.log(1 - sg(S)); q, qt = a * (1 - h * h), a * (1 - H * H)
    yield ok('Ds', G(Dl, s), sg(s) - 1); yield ok('Dt', G(Dl, S), sg(S)); yield ok('Da', G(Dl, a), (sg(s) - 1) * h + sg(S) * H)
    f = lambda z: O((sg(s) - 1) * q, x) + O(sg(S) * qt, z); yield no('DV', 0, 'wrong-input', r'(\sigma(s) - 1) \left( a \odot (1 - h \odot h) \right) x^T + \sigma(\tilde s) \left( a \odot (1 - \tilde h \odot \tilde h) \right) g^T', G(Dl, V), f(x), rv=f(g))
    Sl = torch.log(1 - sg(S)); yield no('S', 0, 'wrong-factor', r'-\sigma(\tilde s)', G(Sl, S), sg(S) - 1, rv=-sg(S)); N = -torch.log(sg(S)); yield ok('N', G(N, S), sg(S) - 1)
    yield ok('Ng', G(N, g), (sg(S) - 1) * V.T @ qt); Q = .5 * (s - 1) ** 2 + .5 * S ** 2; yield no('Qb', 0, 'missing-path', r'(s - 1) \, a \odot (1 - h \odot h) + \tilde s \, a \odot (1 - \tilde h \odot \tilde h)', G(Q, b), (s - 1) * q, rv=(s - 1) * q + S * qt)
    P = .5 * (S - 1) ** 2; yield no('Pc', 0, 'wrong-target', r'(\tilde s - 1) \, V^T \left( a \odot (1 - \tilde h \odot \tilde h) \right)', G(P, c), S * V.T @ qt, rv=(S - 1) * V.T @ qt)
def c129(r):
    n, d = 5, 3; p, q, R, be, ga, la, m = r(d), r(d), r(n, d), r(), r(n), r.u(), r.u()
    x = (q - R) @ p + be - ga; L = -torch.log(sg(x)).mean() + la / 2 * ((p ** 2).sum() + (q ** 2).sum() + (R ** 2).sum()); e = sg(-x); dx, = torch.autograd.grad(L, x, create_graph=True)
    yield ok('x', dx, -e / n); yield ok('p', G(L, p), -(e @ (q - R)) / n + la * p); yield ok('q', G(L, q), -p / n * e.sum() + la * q)
    yield ok('r', G(L, R), O(e, p) / n + la * R)
    yield no('be', 0, 'missing-sum', r'-\frac1n \sum_{k=1}^{n} e_k', G(L, be) * torch.ones(n), -e / n, rv=-e.sum() / n * torch.ones(n)); yield ok('xx', D(J(dx, x)), e * (1 - e) / n)
    # both sides of the hinge are met
    x2 = x - x.detach().median() + m.detach() + .05; z = (x2 < m).double(); H = torch.relu(m - x2).mean(); yield ok('Hx', G(H, x2), -z / n); f = z @ (q - R) / n
    yield no('Hp', 0, 'sign', r'-\frac1n \sum_{k=1}^{n} \mathbb{1}[x_k < m] \, (q - r_k)', G(H, p), f, rv=-f); t = torch.exp(p @ q); pi = t / (t + torch.exp(R @ p).sum()); yield ok('Zq', G(-torch.log(pi), q), (pi - 1) * p)
def c130(r):
    K, d = 4, 3; W, x, b, ga, ep = r(K, d), r(d), r(K), r.u() * 1.7, r.u() * .3; c = int(r.int(K, 1)); z = W @ x + b; p = sm(z); pc = p[c]; l = -(1 - pc) ** ga * torch.log(pc); de = hot(K, c); q = (1 - ep) * de + ep / K; S = -(q * torch.log(p)).sum()
    pf = pc.detach().requires_grad_(True); yield ok('pc', G(-(1 - pf) ** ga * torch.log(pf), pf), ga * (1 - pf) ** (ga - 1) * torch.log(pf) - (1 - pf) ** ga / pf); yield ok('sm', G(pc, z), pc * (de - p))
    yield ok('z', G(l, z), (ga * pc * (1 - pc) ** (ga - 1) * torch.log(pc) - (1 - pc) ** ga) * (de - p)); yield ok('zc', G(l, z)[c], (1 - pc) ** ga * (ga * pc * torch.log(pc) + pc - 1))
    f = (1 - pc) ** ga * torch.log(1 - pc) * torch.log(pc); yield no('gam', 0, 'sign', r'-(1 - p_c)^\gamma \log(1 - p_c) \log p_c', G(l, ga), f, rv=-f); yield ok('Sz', G(S, z), p - q)
    yield no('Sc', 0, 'missing-term', r'p_c - 1 + \epsilon - \frac{\epsilon}{K}', G(S, z)[c], pc - 1 + ep, rv=pc - 1 + ep - ep / K); yield ok('SW', G(S, W), O(p - q, x)); yield no('Sx', 0, 'missing-transpose', r'W^\top (p - q)', G(S, x), lambda: W @ (p - q), rv=W.T @ (p - q))
    yield ok('Se', G(S, ep), torch.log(pc) - torch.log(p).mean())
def c131(r):
    K, n, d, m = 4, 3, 5, 2; U, W, x, C, f, mu, ta = r(n, d, scale=.6), r(K, n), r(d), r(m, n), r(m), r.u() * 1.3, r.u() + 1; q = sm(r(K)).detach(); h = th(U @ x); z = W @ h; p = sm(z); R = (p * torch.log(p / q)).sum()
    yield ok('Rp', G(R, p), torch.log(p / q) + 1); yield ok('Rz', G(R, z), p * (torch.log(p / q) - R)); F = (q * torch.log(q / p)).sum(); yield ok('Fz', G(F, z), p - q); yield ok('Sz', G(R + F, z), p * (1 + torch.log(p / q) - R) - q)
    Gl = .5 * ((C @ h - f) ** 2).sum(); Jv = R + mu * Gl; rr = G(R, z); e = C @ h - f; yield no('RW', 0, 'outer-product-order', r'r \, h^\top', G(R, W), O(h, rr), rv=O(rr, h))
    g = lambda k: W.T @ rr + k * C.T @ e; yield no('Jh', 0, 'missing-factor', r'W^\top r + \mu \, C^\top (C h - f)', G(Jv, h), g(1), rv=g(mu)); yield ok('JU', G(Jv, U), O((1 - h * h) * G(Jv, h), x))
    t = sm(z / ta); Rt = ta ** 2 * (t * torch.log(t / q)).sum(); g = lambda k: t * (ta * torch.log(t / q) - k * Rt); yield no('tau', 0, 'missing-factor', r'\tilde p_j \left( \tau \log \frac{\tilde p_j}{q_j} - \frac{1}{\tau} \tilde R \right)', G(Rt, z), g(1), rv=g(1 / ta))

if __name__ == '__main__': prove(globals(), [122, 123, 126, 127, 128, 129, 130, 131])
