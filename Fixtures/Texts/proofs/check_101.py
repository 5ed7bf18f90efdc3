"""Proof of the verdicts of the texts 101 to 120: python3 check_101.py"""
import math
from marks import *

def c101(r):
    N, Dm, K = 5, 4, 3
    x, w, b, lam = r(N, Dm), r(Dm, K), r(K), r.u(); t = stk([hot(K, int(r.int(K, 1))) for _ in range(N)])
    def F(w, x=x, b=b):
        a = x @ w + b; y = sm(a); return a, y, -(t * torch.log(y)).sum() / N
    a, y, E = F(w); d = y - t
    yield ok('Ey', G(E, y), -t / y / N)
    yield ok('ya', stk([J(y[n], a)[:, n] for n in range(N)]), stk([D(y[n]) - O(y[n], y[n]) for n in range(N)]))
    yield ok('Ea', G(E, a), d / N); yield ok('Ew', G(E, w), x.T @ d / N)
    yield no('Eb', 0, 'missing-one-over-n', r'\frac{1}{N} \sum_{n=1}^{N} \left( y_j^{(n)} - t_j^{(n)} \right)', G(E, b), d.sum(0), rv=d.sum(0) / N)
    yield ok('Ex', G(E, x), d @ w.T / N)
    g, = torch.autograd.grad(E, w, create_graph=True); H = J(g, w)
    yield ok('H', H, ein('ni,nk,nj,jl->ijkl', x, x, y, eye(K)) / N - ein('ni,nk,nj,nl->ijkl', x, x, y, y) / N)
    Fp = E + lam * (w ** 2).sum(); yield no('Fw', 0, 'factor-2', r'\frac{\partial E}{\partial w_{ij}} + 2 \lambda w_{ij}', G(Fp, w), G(E, w) + lam * w, rv=G(E, w) + 2 * lam * w)
def c102(r):
    A, d = 4, 3
    th_, s, rw, al, be = r(A, d), r(d), r(A), r.u(), r.u()
    h = th_ @ s; pi = sm(h); Jv = (pi * rw).sum(); lp = torch.log(pi); S = eye(A) - pi
    yield ok('pih', J(pi, h), D(pi) - O(pi, pi)); yield ok('logpi', J(lp, h), S)
    sc = J(lp, th_); yield ok('score', sc, ein('ab,d->abd', S, s))
    yield ok('Jh', G(Jv, h), pi * (rw - Jv)); yield ok('Jth', G(Jv, th_), ein('a,a,abd->bd', pi, rw, sc))
    yield no('up', 0, 'sign', r'\theta_b + \alpha \, \pi_b \left( r_b - J \right) s', th_ + al * G(Jv, th_), th_ - al * O(pi * (rw - Jv), s), rv=th_ + al * O(pi * (rw - Jv), s))
    H = -(pi * lp).sum(); yield ok('Hh', G(H, h), -pi * (lp + H)); M = Jv + be * H
    yield no('Mh', 0, 'sign', r'\pi_b \left( r_b - J - \beta \left( \log \pi_b + H \right) \right)', G(M, h), pi * (rw - Jv + be * (lp + H)), rv=pi * (rw - Jv - be * (lp + H)))
    yield ok('Js', G(Jv, s), (pi * (rw - Jv)) @ th_)
def c103(r):
    n, m, q = 5, 3, 4
    h, A, B, a, b, e, Dd, d, be = r(q), r(m, q), r(m, q), r(m), r(m), r(m), r(n, m), r(n), r.u(); x = torch.sigmoid(r(n)).detach()
    mu, rho = A @ h + a, B @ h + b; z = mu + torch.exp(rho / 2) * e; o = Dd @ z + d; xh = sg(o)
    R = -(x * torch.log(xh) + (1 - x) * torch.log(1 - xh)).sum(); K = -.5 * (1 + rho - mu ** 2 - torch.exp(rho)).sum(); L = R + be * K
    yield ok('Kmu', G(K, mu), mu); yield ok('Krho', G(K, rho), .5 * (torch.exp(rho) - 1)); yield ok('Ro', G(R, o), xh - x)
    yield ok('RD', G(L, Dd), O(xh - x, z)); yield ok('Rz', G(R, z), Dd.T @ (xh - x)); yield ok('Lmu', G(L, mu), Dd.T @ (xh - x) + be * mu)
    Rz = G(R, z); f = lambda c: c * Rz * e * torch.exp(rho / 2) + be / 2 * (torch.exp(rho) - 1)
    yield no('Lrho', 0, 'missing-factor', r'\frac12 \frac{\partial R}{\partial \mathbf{z}} \odot \boldsymbol{\varepsilon} \odot e^{\boldsymbol{\rho} / 2} + \frac{\beta}{2} \left( e^{\boldsymbol{\rho}} - 1 \right)', G(L, rho), f(1), rv=f(.5))
    yield ok('LA', G(L, A), O(G(L, mu), h)); yield ok('LB', G(L, B), O(G(L, rho), h))
    yield no('Lh', 0, 'missing-path', r'\mathbf{A}^\top \frac{\partial \mathcal{L}}{\partial \boldsymbol{\mu}} + \mathbf{B}^\top \frac{\partial \mathcal{L}}{\partial \boldsymbol{\rho}}', G(L, h), A.T @ G(L, mu), rv=A.T @ G(L, mu) + B.T @ G(L, rho))
def c104(r):
    K, d = 4, 3
    x, c, w, b, ta = r(d, scale=.6), r(K, d, scale=.6), r(K), r(), r(); ga = r.u(K)
    D2 = ((x - c) ** 2).sum(1); ph = torch.exp(-ga * D2); f = w @ ph + b; E = .5 * (f - ta) ** 2; k = f - ta
    yield ok('phx', J(ph, x), -2 * (ga * ph)[:, None] * (x - c)); yield ok('phc', stk([J(ph, c)[i, i] for i in range(K)]), 2 * (ga * ph)[:, None] * (x - c))
    yield ok('w', G(E, w), k * ph); yield ok('c', G(E, c), 2 * k * (w * ga * ph)[:, None] * (x - c))
    yield no('g', 0, 'missing-square', r'-(f - \tau) \, w_k \varphi_k \, \| x - c_k \|^2', G(E, ga), -k * w * ph * D2.sqrt(), rv=-k * w * ph * D2)
    yield ok('x', G(E, x), -2 * k * ((w * ga * ph)[:, None] * (x - c)).sum(0))
    S = ph.sum(); ps = ph / S; g = w @ ps; Jp = J(ps, ph); off = lambda M: M[~eye(K).bool()]
    yield no('psi', 0, 'wrong-factor', r'-\frac{\psi_j}{S}', off(Jp), off(-O(ps, ps)), rv=off(-O(ps, torch.ones(K)) / S))
    yield ok('gphi', G(g, ph), (w - g) / S); yield ok('gx', G(g, x), -2 * (((w - g) * ga * ps)[:, None] * (x - c)).sum(0))
def c105(r):
    n, m, T = 4, 3, 4; R = range(1, T + 1)
    F, P, Gm, Q, b, p, h0, c0 = r(n, m), r(n, m), r(n, n), r(n, n), r(n), r(n), r(n), r(n); x = [None] + [r(m) for _ in R]; y = [None] + [r(n) for _ in R]
    s, f, q, k, c, h = [None], [None], [None], [None], [c0], [h0]
    for t in R:
        s.append(F @ x[t] + Gm @ h[-1] + b); f.append(sg(s[t])); q.append(P @ x[t] + Q @ h[t-1] + p); k.append(th(q[t])); c.append(f[t] * c[t-1] + (1 - f[t]) * k[t]); h.append(th(c[t]))
    L = .5 * sum(((h[t] - y[t]) ** 2).sum() for t in R); ds, df, dq, dk, dc, dh, dx = [[None] + [G(L, v[t]) for t in R] for v in (s, f, q, k, c, h, x)]
    yield ok('hT', dh[T], h[T] - y[T]); yield ok('h', cat(dh[1:T]), cat([h[t] - y[t] + Gm.T @ ds[t+1] + Q.T @ dq[t+1] for t in range(1, T)]))
    yield ok('c', cat(dc[1:T]), cat([dh[t] * (1 - h[t] * h[t]) + dc[t+1] * f[t+1] for t in range(1, T)]))
    yield ok('f', cat(df[1:]), cat([dc[t] * (c[t-1] - k[t]) for t in R]))
    yield no('k', 0, 'wrong-factor', r'\bar c_t \circ (1 - f_t)', cat(dk[1:]), cat([dc[t] * f[t] for t in R]), rv=cat([dc[t] * (1 - f[t]) for t in R]))
    yield ok('s', cat(ds[1:]), cat([df[t] * f[t] * (1 - f[t]) for t in R])); yield ok('q', cat(dq[1:]), cat([dk[t] * (1 - k[t] * k[t]) for t in R]))
    yield ok('P', G(L, P), sum(O(dq[t], x[t]) for t in R)); yield ok('b', G(L, b), sum(ds[1:]))
    yield no('G', 0, 'wrong-time-step', r'\sum_{t=1}^{T} \bar s_t h_{t-1}^\top', G(L, Gm), sum(O(ds[t], h[t]) for t in R), rv=sum(O(ds[t], h[t-1]) for t in R))
    yield ok('x', cat(dx[1:]), cat([F.T @ ds[t] + P.T @ dq[t] for t in R]))
def c106(r):
    n = 6; z, ep, al = r(n), r.u(), r.u() / 1.5; g = r.int(2, n).double(); g[0], g[1] = 0., 1.
    p = sg(z); I, U = (p * g).sum(), p.sum() + g.sum(); Dv = (2 * I + ep) / (U + ep); l = 1 - Dv
    yield ok('pz', D(J(p, z)), p * (1 - p)); yield ok('Ip', G(I, p), g); yield ok('Up', G(U, p), torch.ones(n))
    yield ok('Dp', G(Dv, p), (2 * g * (U + ep) - (2 * I + ep)) / (U + ep) ** 2, (2 * g - Dv) / (U + ep)); yield ok('lz', G(l, z), (Dv - 2 * g) / (U + ep) * p * (1 - p))
    V = (p ** 2).sum() + (g ** 2).sum(); Q = 2 * I / V; yield no('Qp', 0, 'factor-2', r'\frac{2 g_i - 2 Q p_i}{V}', G(Q, p), (2 * g - Q * p) / V, rv=(2 * g - 2 * Q * p) / V)
    B = -(g * torch.log(p) + (1 - g) * torch.log(1 - p)).sum() / n; yield ok('Bp', G(B, p), (p - g) / (p * (1 - p)) / n)
    yield no('Bz', 0, 'missing-one-over-n', r'\frac1n (p_i - g_i)', G(B, z), p - g, rv=(p - g) / n)
    M = al * B + (1 - al) * l; yield ok('Ma', G(M, al), B - l, B + Dv - 1)
def c107(r):
    n, k = 4, 3
    W, b, x, x1, x2 = r(n, k), r(n), r(k), r(k), r(k); u, v, w = th(W @ x + b), th(W @ x1 + b), th(W @ x2 + b)
    dd = (((u - v) ** 2).sum() - ((u - w) ** 2).sum()); R = []
    for tgt in (.7, -.9):
        m = (tgt - dd).detach(); s = m + dd; R.append((s, torch.relu(s)))
    i = lambda s: (s > 0).double(); both = lambda f: cat([f(s, L) for s, L in R])
    yield ok('s', both(lambda s, L: G(L, s)), both(lambda s, L: i(s)))
    yield ok('u', both(lambda s, L: G(L, u)), both(lambda s, L: 2 * i(s) * (w - v))); yield ok('v', both(lambda s, L: G(L, v)), both(lambda s, L: 2 * i(s) * (v - u)))
    yield no('w', 0, 'sign', r'2 \cdot \mathbb{1}[s > 0] \, (u - w)', both(lambda s, L: G(L, w)), both(lambda s, L: 2 * i(s) * (w - u)), rv=both(lambda s, L: 2 * i(s) * (u - w)))
    e = lambda L: (G(L, u) * (1 - u * u), G(L, v) * (1 - v * v), G(L, w) * (1 - w * w))
    yield ok('W', both(lambda s, L: G(L, W)), both(lambda s, L: sum(O(a, c) for a, c in zip(e(L), (x, x1, x2))))); yield ok('b', both(lambda s, L: G(L, b)), both(lambda s, L: sum(e(L))))
    yield no('x', 0, 'missing-transpose', r'W^\top e', both(lambda s, L: G(L, x)), lambda: both(lambda s, L: W @ e(L)[0]), rv=both(lambda s, L: W.T @ e(L)[0]))
    both = lambda f: cat([f(s, torch.log(1 + torch.exp(s))) for s, _ in R]); yield ok('soft', both(lambda s, L: G(L, v)), both(lambda s, L: 2 / (1 + torch.exp(-s)) * (v - u)))
def c108(r):
    M, n, m = 4, 3, 5
    U, V, x, t, la = r(M, n, m, scale=.5), r(M, m, scale=.6), r(m), r(n), r.u(); e = ein('knm,m->kn', U, x); a = V @ x; g = sm(a); y = g @ e; L = .5 * ((y - t) ** 2).sum(); d = y - t
    yield ok('e', G(L, e), O(g, d)); yield ok('U', G(L, U), ein('k,n,m->knm', g, d, x)); yield ok('g', G(L, g), e @ d); yield ok('a', G(L, a), g * ((e - y) @ d)); yield ok('v', G(L, V), O(G(L, a), x))
    yield ok('x', G(L, x), ein('k,knm,n->m', g, U, d) + G(L, a) @ V)
    Om = la / 2 * (g ** 2).sum(); yield no('Om', 0, 'missing-path', r'\lambda g_k \left( g_k - \sum_{m=1}^{M} g_m^2 \right)', G(Om, a), la * g ** 2 * (1 - g), rv=la * g * (g - (g ** 2).sum()))
    q = g * torch.exp(-.5 * ((t - e) ** 2).sum(1)); N = -torch.log(q.sum()); h = q / q.sum(); yield ok('Na', G(N, a), g - h)
    yield no('Ne', 0, 'sign', r'h_k (\boldsymbol{e}_k - \boldsymbol{t})', G(N, e), h[:, None] * (t - e), rv=h[:, None] * (e - t))
def c109(r):
    n, m, k = 5, 4, 3
    U, V, R, la, b, c = r(n, k), r(m, k), r(n, m), r.u(), r(n), r(m); M = r.int(2, n, m).double(); M[0, 0], M[1, 1] = 0., 1.; M[2] = torch.tensor([1., 0., 1., 1.])
    E = M * (U @ V.T - R); Jv = .5 * (E ** 2).sum() + la / 2 * ((U ** 2).sum() + (V ** 2).sum()); dU, dV = r(n, k), r(m, k); tr = torch.trace
    # the differential along (dU, dV), by central differences of J itself (exact up to rounding on a quartic after Richardson)
    def f(s): return .5 * ((M * ((U + s * dU) @ (V + s * dV).T - R)) ** 2).sum() + la / 2 * (((U + s * dU) ** 2).sum() + ((V + s * dV) ** 2).sum())
    c1 = lambda s: (f(s) - f(-s)) / (2 * s); yield ok('dJ', (4 * c1(.05) - c1(.1)) / 3, tr(E.T @ (dU @ V.T + U @ dV.T)) + la * tr(U.T @ dU) + la * tr(V.T @ dV))
    yield ok('U', G(Jv, U), E @ V + la * U); yield no('V', 0, 'missing-transpose', r'E^\top U + \lambda V', G(Jv, V), lambda: E @ U + la * V, rv=E.T @ U + la * V)
    yield ok('ui', G(Jv, U), stk([sum(E[i, j] * V[j] for j in range(m)) + la * U[i] for i in range(n)]))
    g, = torch.autograd.grad(Jv, U, create_graph=True); H = J(g, U); yield ok('H', stk([H[i, :, i] for i in range(n)]), stk([sum(M[i, j] * O(V[j], V[j]) for j in range(m)) + la * eye(k) for i in range(n)]))
    ff = lambda U, V, b, c: (lambda Z: (.5 * (Z ** 2).sum(), Z))(M * (U @ V.T + b[:, None] + c - R)); F, Z = ff(U, V, b, c); db, dc = r(n), r(m)
    c2 = lambda s: (ff(U + s * dU, V + s * dV, b + s * db, c + s * dc)[0] - ff(U - s * dU, V - s * dV, b - s * db, c - s * dc)[0]) / (2 * s)
    dZ = M * (dU @ V.T + U @ dV.T + db[:, None] + dc)
    yield ok('dF', (4 * c2(.05) - c2(.1)) / 3, tr(Z.T @ dZ)); yield ok('b', G(F, b), Z.sum(1)); yield no('c', 0, 'missing-transpose', r'Z^\top \mathbf{1}', G(F, c), Z.sum(1), rv=Z.sum(0))
def c110(r):
    n, d = 6, 3
    X, be, ph, y = r(n, d), r(d, scale=.6), r.u(), r.u(n); a1, a2 = r.u(), r()
    B = lambda t: a1 * t ** 2 + torch.sin(a2 * t) + torch.exp(.5 * t)
    t = X @ be; l = (y * t - B(t)).sum() / ph; b1, = torch.autograd.grad(B(t).sum(), t, create_graph=True); b2 = G(b1.sum(), t); mu = b1
    yield ok('th', G(l, t), (y - mu) / ph); yield ok('score', G(l, be), sum((y[i] - mu[i]) * X[i] for i in range(n)) / ph)
    yield no('scoreX', 0, 'missing-transpose', r'\frac{1}{\phi} X^{T} (y - \mu)', G(l, be), lambda: X @ (y - mu) / ph, rv=X.T @ (y - mu) / ph)
    g, = torch.autograd.grad(l, be, create_graph=True); yield ok('hess', J(g, be), -ein('i,ij,ik->jk', b2, X, X) / ph)
    e = r(5); f1, = torch.autograd.grad(torch.log(1 + torch.exp(e)).sum(), e, create_graph=True); s = 1 / (1 + torch.exp(-e)); yield ok('bern', f1, s)
    yield no('bern2', 0, 'wrong-power', r'\frac{e^{-\eta}}{(1 + e^{-\eta})^2}', G(f1.sum(), e), s ** 2, rv=torch.exp(-e) * s ** 2)
    Dv = (y * torch.exp(-(X @ be)) + X @ be).sum(); h = y * torch.exp(-(X @ be)); gD, = torch.autograd.grad(Dv, be, create_graph=True)
    yield no('gD', 0, 'sign', r'\sum_{i=1}^{n} \left( 1 - y_i e^{-x_i^{T} \beta} \right) x_i', gD, (h - 1) @ X, rv=(1 - h) @ X); yield ok('hD', J(gD, be), ein('i,ij,ik->jk', h, X, X))
def c111(r):
    nh, ns, A = 5, 3, 4
    U, s, c, V, d = r(nh, ns), r(ns), r(nh), r(A, nh), r(A); a = int(r.int(A, 1)); z = U @ s + c; z = z - z.detach() + torch.tensor([.8, -.6, 1.3, -1.1, .4]) * (1 + .3 * torch.cos(z.detach()))
    h = torch.relu(z); q = V @ h + d; y = (q[a] - r.u(2)[0] * 2).detach(); e = q[a] - y; l = .5 * e ** 2; on = (z > 0).double(); k = hot(A, a)
    yield ok('q', G(l, q), e * k); yield ok('V', G(l, V), e * O(k, h)); yield ok('h', G(l, h), e * V[a]); yield ok('z', G(l, z), e * V[a] * on)
    yield no('U', 0, 'missing-activation-derivative', r'e \, V_{aj} \, \mathbb{1}[z_j > 0] \, s_i', G(l, U), e * O(V[a], s), rv=e * O(V[a] * on, s)); yield ok('c', G(l, c), e * V[a] * on)
    ka = torch.tensor(.9); es = torch.tensor([.4, -.7, 1.6, -2.1]); Q = (y + es).detach().requires_grad_(True); E = Q - y; rho = torch.where(E.abs() <= ka, .5 * E ** 2, ka * E.abs() - .5 * ka ** 2)
    yield no('hub', 0, 'missing-sign', r'\begin{cases} e & |e| \le \kappa \\ \kappa \, \mathrm{sign}(e) & |e| > \kappa \end{cases}', G(rho.sum(), Q), torch.where(E.abs() <= ka, E, ka * E.abs()), rv=torch.where(E.abs() <= ka, E, ka * torch.sign(E)))
    al = r.u(); yield ok('up', d[a] - al * G(l, d)[a], d[a] - al * e)
def c112(r):
    n, d, K = 4, 3, 5
    w, u, b, c, X, f = r(n, d), r(n, d), r(n), r(n), r.u(n, n), r.u(n, n); R = w @ u.T + b[:, None] + c - torch.log(X); Jv = (f * R ** 2).sum(); m = f * R
    yield ok('w', G(Jv, w), 2 * m @ u); yield no('u', 0, 'wrong-sum-index', r'2 \sum_{i=1}^{V} f_{ij} \, r_{ij} \, w_i', ein('i,jd->ijd', torch.ones(n), G(Jv, u)), ein('j,id->ijd', torch.ones(n), 2 * m.sum(1)[:, None] * w), rv=ein('i,jd->ijd', torch.ones(n), 2 * m.T @ w))
    yield ok('b', G(Jv, b), 2 * m.sum(1)); yield no('c', 0, 'missing-sum', r'2 \sum_{i=1}^{V} f_{ij} \, r_{ij}', ein('i,j->ij', torch.ones(n), G(Jv, c)), 2 * m, rv=ein('i,j->ij', torch.ones(n), 2 * m.sum(0)))
    v, o, N = r(d), r(d), r(K, d); l = -torch.log(sg(o @ v)) - torch.log(sg(-(N @ v))).sum()
    yield ok('o', G(l, o), -(1 - sg(o @ v)) * v); yield ok('nk', G(l, N), O(sg(N @ v), v))
    yield no('v', 0, 'sign', r'\left( \sigma(o^\top v) - 1 \right) o + \sum_{k=1}^{K} \sigma(n_k^\top v) \, n_k', G(l, v), (sg(o @ v) - 1) * o - sg(N @ v) @ N, rv=(sg(o @ v) - 1) * o + sg(N @ v) @ N)
def c113(r):
    n, k = 5, 3
    w, v, x, w0, la, et = r(n), r(n, k, scale=.7), r(n), r(), r.u(), r.u()
    s = v.T @ x; sec = .5 * (s ** 2 - (v ** 2 * x[:, None] ** 2).sum(0)).sum(); y = w0 + w @ x + sec
    yield ok('pair', sec, sum(x[i] * x[j] * (v[i] @ v[j]) for i in range(n) for j in range(i + 1, n)))
    gv = O(x, s) - v * x[:, None] ** 2; yield ok('w', G(y, w), x); yield ok('v', G(y, v), gv)
    yield no('x', 0, 'missing-term', r'w_i + \sum_{f=1}^k \left( v_{if} s_f - v_{if}^2 x_i \right)', G(y, x), w + v @ s, rv=w + v @ s - (v ** 2).sum(1) * x)
    P = [(c, torch.log(1 + torch.exp(-c * y))) for c in (-1., 1.)]; both = lambda f: cat([f(c, l) for c, l in P])
    yield ok('ly', both(lambda c, l: G(l, y)), both(lambda c, l: -c / (1 + torch.exp(c * y)))); yield ok('l0', both(lambda c, l: G(l, w0)), both(lambda c, l: G(l, y)))
    yield no('lv', 0, 'sign-in-exponent', r'-c \, \frac{x_i s_f - v_{if} x_i^2}{1 + e^{c \hat y}}', both(lambda c, l: G(l, v)), both(lambda c, l: -c * gv / (1 + torch.exp(-c * y))), rv=both(lambda c, l: -c * gv / (1 + torch.exp(c * y))))
    yield ok('up', both(lambda c, l: v - et * G(l + la / 2 * (v ** 2).sum(), v)), both(lambda c, l: v - et * (G(l, v) + la * v)))
def c114(r):
    C, T, K, Oc = 3, 6, 2, 4
    x, w, b, v, d, rr = r(C, T + K), r(Oc, C, K + 1), r(Oc), r(Oc), r(), r()
    z = stk([stk([(w[o] * x[:, t:t + K + 1]).sum() + b[o] for t in range(T)]) for o in range(Oc)]); h = torch.relu(z); p = h.mean(1); y = v @ p + d; E = .5 * (y - rr) ** 2; e = y - rr; dz = G(E, z)
    yield ok('v', G(E, v), e * p); yield ok('d0', G(E, d), e); yield ok('h', G(E, h), e * v[:, None].expand(Oc, T) / T); yield ok('z', dz, (z > 0) * G(E, h))
    yield ok('w', G(E, w), stk([stk([stk([(dz[o] * x[c, k:k + T]).sum() for k in range(K + 1)]) for c in range(C)]) for o in range(Oc)]))
    yield no('b', 0, 'missing-sum', r'\sum_{t=1}^{T} \frac{\partial E}{\partial z_{ot}}', O(G(E, b), torch.ones(T)), dz, rv=O(dz.sum(1), torch.ones(T)))
    Z = lambda o, t: dz[o, t] if 0 <= t < T else torch.tensor(0.); f = lambda sgn: stk([stk([sum(w[o, c, k] * Z(o, s + sgn * k) for o in range(Oc) for k in range(K + 1)) for s in range(T + K)]) for c in range(C)])
    yield no('x', 0, 'wrong-index', r'\sum_o \sum_{k=0}^{K} w_{ock} \, \frac{\partial E}{\partial z_{o, s-k}}', G(E, x), f(1), rv=f(-1))
def c115(r):
    n, m = 4, 5
    x, g, ep, W, V, U = r(n), r(n), r.u(), r(m, n), r(m, n), r(n, m); rr = torch.sqrt((x ** 2).mean() + ep); u = x / rr; y = g * u; a, b = W @ y, V @ y; h = a * sg(a) * b; o = x + U @ h; l = smooth(r, n)(o); de = G(l, o); dh, da, db, dy = G(l, h), G(l, a), G(l, b), G(l, y)
    yield ok('h', dh, U.T @ de); yield no('U', 0, 'outer-product-order', r'\delta \, h^\top', G(l, U), O(h, de), rv=O(de, h)); yield ok('b', db, dh * a * sg(a)); yield ok('a', da, dh * b * sg(a) * (1 + a * (1 - sg(a))))
    yield ok('W', G(l, W), O(da, y)); yield ok('y', dy, W.T @ da + V.T @ db); yield ok('g', G(l, g), dy * u); yield ok('r', G(rr, x), x / (n * rr)); q = g * dy; f = (q - (u @ q) / n * u) / rr
    yield no('x', 0, 'missing-path', r'\delta + \frac{1}{r} \left( q - \frac{u^\top q}{n} \, u \right)', G(l, x), f, rv=de + f)
def c116(r):
    d, K = 3, 4
    W, b, h, y = r(d, d), r(d), r.u(), r(d); x, q = [r(d)], []
    for k in range(K): q.append(W @ x[k] + b); x.append(x[k] + h * th(q[k]))
    F = .5 * ((x[K] - y) ** 2).sum(); la = [G(F, v) for v in x]; s = [1 - th(v) ** 2 for v in q]
    Jk = lambda k: J(x[k+1], x[k]); yield no('J', 0, 'wrong-order', r'I + h \operatorname{diag}\left( 1 - \tanh^2(q_k) \right) W', stk([Jk(k) for k in range(K)]), stk([eye(d) + h * W @ D(s[k]) for k in range(K)]), rv=stk([eye(d) + h * D(s[k]) @ W for k in range(K)]))
    yield ok('lK', la[K], x[K] - y); yield ok('l', stk(la[:K]), stk([la[k+1] + h * W.T @ (s[k] * la[k+1]) for k in range(K)]))
    yield ok('W', G(F, W), h * sum(O(s[k] * la[k+1], x[k]) for k in range(K))); yield no('b', 0, 'wrong-index', r'h \sum_{k=0}^{K-1} \left( 1 - \tanh^2(q_k) \right) \odot \lambda_{k+1}', G(F, b), h * sum(s[k] * la[k] for k in range(K)), rv=h * sum(s[k] * la[k+1] for k in range(K)))
    yield ok('h', G(F, h), sum(la[k+1] @ th(q[k]) for k in range(K))); yield ok('x0', G(F, x[0]), la[0])
def c117(r):
    n, d, m, p = 5, 3, 4, 6
    X, q, K, V = r(n, p), r(d), r(d, p), r(m, p); k, v = X @ K.T, X @ V.T; a = k @ q / math.sqrt(d); al = sm(a); c = al @ v; L = smooth(r, m)(c); g = G(L, c); s = 1 / math.sqrt(d)
    yield no('ca', 0, 'missing-path', r'\alpha_j (v_j - c)', J(c, a).T, (al * (1 - al))[:, None] * v, rv=al[:, None] * (v - c))
    yield ok('v', G(L, v), O(al, g)); yield ok('V', G(L, V), O(g, al @ X)); yield ok('al', G(L, al), v @ g); eta = al * (v @ g - g @ c); yield ok('a', G(L, a), eta)
    yield ok('q', G(L, q), s * eta @ k); yield no('k', 0, 'missing-factor', r'\frac{1}{\sqrt d} \, \eta_i q', G(L, k), O(eta, q), rv=s * O(eta, q)); yield ok('K', G(L, K), s * O(q, eta @ X)); yield ok('x', G(L, X), O(al, V.T @ g) + s * O(eta, K.T @ q))
def c118(r):
    n, m, N = [3, 4, 5, 2], 6, 3
    X, Y, la = r(3, m), r(2, m), r.u(); W = [None] + [r(n[l], n[l-1], scale=.7) for l in (1, 2, 3)]; A = [X]
    # A[0] = X is the data; the gradient with respect to A^{[0]} is taken at a copy
    A = [X * 1.]
    for l in (1, 2, 3): A.append(W[l] @ A[-1])
    Jv = ((A[3] - Y) ** 2).sum() / (2 * m); Dl = [G(Jv, a) for a in A]; R = (1, 2, 3)
    yield ok('DL', Dl[3], (A[3] - Y) / m); yield ok('Dl', cat([Dl[l-1] for l in R]), cat([W[l].T @ Dl[l] for l in R]))
    # shapes differ for every l: A^{[l-1]} D^{[l]T} is n_{l-1} x n_l
    yield no('Wl', 0, 'outer-product-order', r'D^{[l]} A^{[l-1]T}', G(Jv, W[2]), A[1] @ Dl[2].T, rv=Dl[2] @ A[1].T)
    for l in R: assert rel(val(G(Jv, W[l])), val(Dl[l] @ A[l-1].T)) < LO
    yield ok('bal', cat([W[l+1].T @ G(Jv, W[l+1]) for l in (1, 2)]), cat([G(Jv, W[l]) @ W[l].T for l in (1, 2)])); yield ok('W1', G(Jv, W[1]), Dl[1] @ X.T)
    sq = sum((W[l] ** 2).sum() for l in R); Jl = Jv + la / 2 * sq; f = lambda c: cat([Dl[l] @ A[l-1].T + c * la * W[l] for l in R])
    yield no('Jl', 0, 'factor-2', r'D^{[l]} A^{[l-1]T} + \lambda W^{[l]}', cat([G(Jl, W[l]) for l in R]), f(.5), rv=f(1)); yield ok('lam', G(Jl, la), .5 * sq); yield ok('X', G(Jv, X), W[1].T @ Dl[1])
def c119(r):
    N, d = 5, 4
    x, v, g, b, t, p, q = r(N, d), r(d), r(), r(), r(N), r(d), r(d); nv = v.norm(); w = g * v / nv; y = x @ w + b; C = ((y - t) ** 2).sum() / (2 * N); dw = G(C, w)
    yield ok('w', dw, (y - t) @ x / N); yield ok('b', G(C, b), (y - t).mean()); yield no('g', 0, 'wrong-power', r'\frac{\mathbf{v}^\top \nabla_{\mathbf{w}} C}{\|\mathbf{v}\|}', G(C, g), v @ dw / nv ** 2, rv=v @ dw / nv)
    yield ok('v', G(C, v), g / nv * (eye(d) - O(v, v) / nv ** 2) @ dw); yield ok('orth', 1 + v @ G(C, v), torch.tensor(1.))
    s = p @ q / (p.norm() * q.norm()); yield ok('sp', G(s, p), (q / q.norm() - s * p / p.norm()) / p.norm())
    yield no('sq', 0, 'missing-factor', r'\frac{1}{\|\mathbf{q}\|} \left( \frac{\mathbf{p}}{\|\mathbf{p}\|} - s \, \frac{\mathbf{q}}{\|\mathbf{q}\|} \right)', G(s, q), (p / p.norm() - s * q) / q.norm(), rv=(p / p.norm() - s * q / q.norm()) / q.norm())
    yield no('hat', 0, 'missing-factor', r'\frac{1}{\|\mathbf{p}\|} \left( I - \frac{\mathbf{p} \mathbf{p}^\top}{\|\mathbf{p}\|^2} \right)', J(p / p.norm(), p), (eye(d) - O(p, p)) / p.norm(), rv=(eye(d) - O(p, p) / p.norm() ** 2) / p.norm())
def c120(r):
    N, d = 5, 3
    A, B, ta = r(N, d), r(N, d), r.u() + .5; S = A @ B.T / ta; P = sm(S); L = -torch.log(torch.diagonal(P)).mean(); M = P - eye(N)
    dS, = torch.autograd.grad(L, S, create_graph=True); yield ok('S', dS, M / N); yield ok('L', L, (torch.log(torch.exp(S).sum(1)) - torch.diagonal(S)).mean())
    yield ok('A', G(L, A), stk([(sum(P[i, j] * B[j] for j in range(N)) - B[i]) / (N * ta) for i in range(N)])); yield ok('B', G(L, B), stk([(sum(P[i, j] * A[i] for i in range(N)) - A[j]) / (N * ta) for j in range(N)]))
    yield ok('Am', G(L, A), M @ B / (N * ta)); yield no('Bm', 0, 'missing-transpose', r'\frac{1}{N \tau} (P - I)^\top A', G(L, B), M @ A / (N * ta), rv=M.T @ A / (N * ta))
    yield no('tau', 0, 'missing-one-over-n', r'-\frac{1}{N \tau} \sum_{i=1}^{N} \sum_{j=1}^{N} \left( P_{ij} - \delta_{ij} \right) S_{ij}', G(L, ta), -(M * S).sum() / ta, rv=-(M * S).sum() / (N * ta))
    H = J(dS, S); yield ok('H', stk([H[i, :, i] for i in range(N)]), stk([(D(P[i]) - O(P[i], P[i])) / N for i in range(N)]))

if __name__ == '__main__': prove(globals(), range(101, 121))
