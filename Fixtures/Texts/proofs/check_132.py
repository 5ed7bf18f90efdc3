"""Proof of the verdicts of the texts 132 to 142: python3 check_132.py"""
import math
from marks import *

def c132(r):
    V, p, n = 5, 3, 4; x, S, N, b, a, y = r(V, p), r(n, p), r(n, p), r(n), r(n), r(V); om = torch.tensor([1., 0, 1, 1, 0])
    A = torch.tensor([[0, 1, 0, 1, 0], [1, 0, 1, 0, 0], [0, 0, 0, 1, 0], [1, 1, 1, 0, 1], [0, 0, 1, 0, 0.]]); d = A.sum(1); assert (A.sum(0) != d).any()
    m = A @ x / d[:, None]; z = x @ S.T + m @ N.T + b; h = torch.relu(z); f = h @ a; L = .5 * (om * (f - y) ** 2).sum(); e = om * (f - y); g = G(L, z)
    Jzx, Jzm, Jmx, Jhz = J(z, x), J(z, m), J(m, x), J(h, z); R = range(V)
    yield ok('zx', stk([Jzx[v, :, v].T for v in R]), S.T.expand(V, p, n)); yield no('zm', 0, 'wrong-layout', r'N^\top', Jzm[0, :, 0].T, N, rv=N.T)
    yield ok('mx', stk([stk([Jmx[v, :, u].T for u in R]) for v in R]), stk([stk([A[v, u] / d[v] * eye(p) for u in R]) for v in R]))
    yield ok('h', G(L, h), O(e, a)); yield no('a', 0, 'missing-mask', r'\sum_v \omega_v (f_v - y_v) \, h_v', G(L, a), (f - y) @ h, rv=e @ h)
    dm = G(L, m); yield ok('m', dm, stk([Jzm[v, :, v].T @ Jhz[v, :, v].T @ G(L, h)[v] for v in R])); yield ok('S', G(L, S), g.T @ x); yield ok('N', G(L, N), g.T @ m)
    yield no('x', 0, 'wrong-index', r'S^\top g_u + N^\top \sum_v \frac{A_{vu}}{d_v} \, g_v', G(L, x), g @ S + (A.T @ g) @ N / d[:, None], rv=g @ S + (A / d[:, None]).T @ g @ N)
def c133(r):
    al, be, ka = r(), r.u() * 1.5 + .02, r.u() * 1.4 + .3; z = r(8); z = torch.cat([z, -z[:1]]).detach().requires_grad_(True); s1 = lambda t: 1 / (1 + torch.exp(-t)); I = (z > 0).double(); d1 = lambda f: torch.autograd.grad(f.sum(), z, create_graph=True)[0]
    f = torch.where(z > 0, z, al * z); yield ok('fz', d1(f), I + al * (1 - I)); yield no('fa', 0, 'missing-factor', r'\begin{cases} 0 & z > 0 \\ z & z < 0 \end{cases}', J(f, al), 1 - I, rv=(1 - I) * z)
    sb = s1(be * z); s = z * sb; yield ok('sz', d1(s), sb + be * z * sb * (1 - sb), be * s + sb * (1 - be * s)); q = sb * (1 - sb); yield no('sb', 0, 'wrong-power', r'z^2 \, \sigma(\beta z) \left( 1 - \sigma(\beta z) \right)', J(s, be), z * q, rv=z * z * q)
    p = torch.log(1 + torch.exp(ka * z)) / ka; sk = s1(ka * z); p1 = d1(p); yield ok('p1', p1, sk)
    yield ok('p2', d1(p1), ka * sk * (1 - sk))
    u = torch.log(1 + torch.exp(z)); yield ok('mz', d1(z * th(u)), th(u) + z * s1(z) * (1 - th(u) ** 2))
    Ph = .5 * (1 + torch.erf(z / math.sqrt(2))); ph = torch.exp(-z * z / 2) / math.sqrt(2 * math.pi); g1 = d1(z * Ph); yield ok('g2', d1(g1), (2 - z * z) * ph)
    K, d = 4, 3; w, x, b = r(K, d), r(d), r(K); qk = w @ x + b; h = qk.max(); ks = int(qk.argmax()); yield ok('hw', G(h, w), O(hot(K, ks), x)); yield no('hx', 0, 'wrong-sum', r'w_{k^\star}', G(h, x), w.sum(0), rv=w[ks])
def c134(r):
    N, d, m_ = 6, 3, 4; X, y, A, c, t0, eta, mu, la = r(N, d), r(N), r(m_, d), r(m_), r(d), r.u() * .5, r.u(), r.u(); H = X.T @ X / N; tt = r(d)
    Lf = lambda t: ((X @ t - y) ** 2).sum() / (2 * N); Ff = lambda t: .5 * ((A @ t - c) ** 2).sum(); gr = lambda t: X.T @ (X @ t - y) / N
    yield ok('gL', G(Lf(tt), tt), gr(tt)); yield ok('gF', G(Ff(tt), tt), A.T @ (A @ tt - c)); g0 = gr(t0); t1 = t0 - eta * g0; V = Ff(t1); rr = A.T @ (A @ t1 - c)
    yield ok('eta', G(V, eta), -g0 @ rr); yield ok('J', J(t1, t0), eye(d) - eta * H); yield no('ini', 0, 'missing-path', r'r - \frac{\eta}{N} X^\top X r', G(V, t0), rr, rv=rr - eta * H @ rr)
    g1 = gr(t1); m = mu * g0 + g1; t2 = t1 - eta * m; yield no('eta2', 0, 'missing-path', r'-g_0 - m + \frac{\eta}{N} X^\top X g_0', J(t2, eta), -g0 - m, rv=-g0 - m + eta * H @ g0)
    yield ok('nes', gr(t1 - eta * mu * g0), g1 - eta * mu * H @ g0); v = (1 - eta * la) * t0 - eta * g0; yield ok('lam', J(v, la), -eta * t0); yield no('eta3', 0, 'missing-term', r'-g_0 - \lambda \theta_0', J(v, eta), -g0, rv=-g0 - la * t0)
    g, ka = r(d), r.u(); gh = ka / g.norm() * g; yield ok('clip', J(gh, g), ka / g.norm() * (eye(d) - O(g, g) / g.norm() ** 2))
def c135(r):
    n = 6; a, b, c, t, y = r(), r.u(), r(), r.u(n) * 2, r(n); E = torch.exp(-b * t); rs = a * E + c - y; S = .5 * (rs ** 2).sum()
    yield ok('ra', J(rs, a), E); yield no('rb', 0, 'missing-factor', r'-a \, t_i \, e^{-b t_i}', J(rs, b), -t * E, rv=-a * t * E)
    Sa, Sb, Sc = torch.autograd.grad(S, (a, b, c), create_graph=True); yield ok('Sa', Sa, (rs * E).sum()); yield ok('Sb', Sb, -a * (rs * t * E).sum())
    yield ok('Saa', G(Sa, a), (E ** 2).sum()); yield ok('Sac', G(Sa, c), E.sum()); f = a * a * (t ** 2 * E ** 2).sum()
    yield no('Sbb', 0, 'missing-term', r'a^2 \sum_{i=1}^{n} t_i^2 \, e^{-2 b t_i} + a \sum_{i=1}^{n} r_i t_i^2 \, e^{-b t_i}', G(Sb, b), f, rv=f + a * (rs * t ** 2 * E).sum()); yield no('Sab', 0, 'missing-term', r'-\sum_{i=1}^{n} t_i \, e^{-b t_i} \left( r_i + a \, e^{-b t_i} \right)', G(Sa, b), -(t * E * rs).sum(), rv=-(t * E * (rs + a * E)).sum())
    Jm, R, p, mu = r(n, 3), r(n), r(3), r.u(); M = .5 * ((R + Jm @ p) ** 2).sum() + mu / 2 * (p ** 2).sum(); g, = torch.autograd.grad(M, p, create_graph=True); f = lambda k: Jm.T @ (R + Jm @ p) + k * mu * p
    yield no('Mp', 0, 'factor-2', r'J^\top (r + J p) + \mu p', g, f(2), rv=f(1)); yield ok('Mpp', J(g, p), Jm.T @ Jm + mu * eye(3))
def c136(r):
    n, d = 4, 3; W, b, v, x, y, Wd, bd, vd = r(n, d), r(n), r(n), r(d), r(), r(n, d), r(n), r(n)
    z = W @ x + b; h = th(z); o = v @ h; e = o - y; E = .5 * e ** 2; zd = Wd @ x + bd; hd = (1 - h * h) * zd; od = vd @ h + v @ hd; Ed = e * od; k = e * v * (1 - h * h)
    # the dots are what they are said to be
    gW, gb, gv = torch.autograd.grad(E, (W, b, v), retain_graph=True); assert rel(val(Ed), val((gW * Wd).sum() + gb @ bd + gv @ vd)) < LO
    yield ok('Ev', G(E, v), e * h); yield ok('Ez', G(E, z), k); yield ok('EW', G(E, W), O(k, x)); yield ok('dir', Ed, vd @ (e * h) + k @ zd)
    yield no('dW', 0, 'outer-product-order', r'k \, x^\top', G(Ed, Wd), O(x, k), rv=O(k, x)); yield no('Hv', 0, 'missing-path', r'\dot o \, h + e \, \dot h', G(Ed, v), od * h, rv=od * h + e * hd); f = lambda c: od * v + e * vd - c * e * v * h * zd
    yield no('Hh', 0, 'factor-2', r'\dot o \, v + e \, \dot v - 2 e \, v \odot h \odot \dot z', G(Ed, h), f(1), rv=f(2)); dz = G(Ed, z); yield ok('Hz', dz, (1 - h * h) * G(Ed, h)); yield ok('HW', G(Ed, W), O(dz, x))
    yield no('Hx', 0, 'missing-path', r'W^\top \frac{\partial \dot E}{\partial z} + \dot W^\top k', G(Ed, x), W.T @ dz, rv=W.T @ dz + Wd.T @ k)
def c137(r):
    N, d = 6, 3; w, b, xi, s, a, A, la, u, R, al, ka = r(d), r(), r(), r(N, d), r(N), r(N), r(N), r(d), r(N), r.u(), r.u() * .5
    mu = s @ w + b; ta = torch.exp(xi); l = -(a - mu) ** 2 / (2 * ta ** 2) - torch.log(ta) - .5 * math.log(2 * math.pi); dif = a - mu
    yield ok('mu', D(J(l, mu)), dif / ta ** 2); yield ok('xi', J(l, xi), dif ** 2 / ta ** 2 - 1)
    if abs(ta.item() - 1) > .02: yield no('w', 0, 'missing-square', r'\frac{a_n - \mu_n}{\tau^2} \, s_n', J(l, w), dif[:, None] / ta * s, rv=dif[:, None] / ta ** 2 * s)
    Jv = (A * l).mean(); yield ok('Jb', G(Jv, b), (A * dif).sum() / (N * ta ** 2)); yield ok('up', w + al * G(Jv, w), w + al / (N * ta ** 2) * (A * dif) @ s)
    la = l.detach() + torch.tensor([-.4, .8, .1, -.9, .5, .3]) * (.8 + .5 * torch.sigmoid(r())).detach(); Ap = torch.abs(A); rho = torch.exp(l - la); P = torch.minimum(rho, 1 + ka) * Ap; I = (rho < 1 + ka).double(); assert 0 < I.sum() < N
    f = Ap * I * dif / ta ** 2; yield ok('rho', D(J(rho, mu)), rho * dif / ta ** 2); yield ok('P', D(J(P, rho)), Ap * I); yield ok('Pmu', D(J(P, mu)), f * rho)
    C = .5 * ((R - s @ u) ** 2).sum(); f = (R - s @ u) @ s; yield no('Cu', 0, 'sign', r'-\sum_{n=1}^{N} (R_n - v_n) \, s_n', G(C, u), f, rv=-f)
    m, sv, mm = r(), r.u(), r(); Dv = torch.log(ta / sv) + (sv ** 2 + (m - mm) ** 2) / (2 * ta ** 2) - .5; yield ok('Dtau', G(Dv, ta), 1 / ta - (sv ** 2 + (m - mm) ** 2) / ta ** 3)
def c139(r):
    n, p, m = 6, 3, 5; X, y, w, rho, Z, t = r(n, p), r(n), r(p), r(), r(m, p), r(m); la = torch.exp(rho); inv = torch.linalg.inv
    R = .5 * ((X @ w - y) ** 2).sum() + la / 2 * (w ** 2).sum(); g, = torch.autograd.grad(R, w, create_graph=True); yield ok('R1', g, X.T @ (X @ w - y) + la * w); yield ok('R2', J(g, w), X.T @ X + la * eye(p))
    K = inv(X.T @ X + la * eye(p)); wh = K @ X.T @ y; yield ok('wl', J(wh, la), -K @ wh); yield ok('wy', J(wh, y), K @ X.T); V = .5 * ((Z @ wh - t) ** 2).sum(); e = Z @ wh - t
    yield no('V', 0, 'missing-inverse', r'-(Z \hat w - t)^T Z K \hat w', G(V, la), -e @ Z @ wh, rv=-e @ Z @ K @ wh); yield ok('Vr', G(V, rho), la * G(V, la)); ph = torch.trace(X @ K @ X.T)
    yield no('df', 0, 'missing-factor', r'-\operatorname{tr}(X K K X^T)', G(ph, la), -ph, rv=-torch.trace(X @ K @ K @ X.T))
    be, T = r(p, scale=.5), r.u(n) * 1.5; c = r.int(5, n).double(); et = X @ be + torch.log(T); mi = torch.exp(et); Dv = (mi - c * et).sum(); gb, = torch.autograd.grad(Dv, be, create_graph=True)
    yield ok('Db', gb, X.T @ (mi - c)); yield no('Dbb', 0, 'missing-factor', r'\sum_{i=1}^n m_i \, x_i x_i^T', J(gb, be), X.T @ X, rv=ein('i,ia,ib->ab', mi, X, X)); yield no('DT', 0, 'missing-factor', r'\frac{m_i - c_i}{T_i}', G(Dv, T), mi - c, rv=(mi - c) / T)
def c140(r):
    t = lambda *v: torch.tensor(v if len(v) > 1 else v[0], dtype=torch.float64).requires_grad_(True)
    x, ta, w, b, v, c, al = t(1., -3.), t(5., 1.5), t(1., -1.), t(1., -1.), t(3., 1.), t(.5), t(.25); z = [[w[j] * x[i] + b[j] for i in (0, 1)] for j in (0, 1)]
    h = [[torch.where(q > 0, q, al * q) for q in row] for row in z]; f = [v[0] * h[0][i] + v[1] * h[1][i] + c for i in (0, 1)]; e = [f[i] - ta[i] for i in (0, 1)]; L = .5 * e[0] ** 2 + .5 * e[1] ** 2; n = torch.tensor
    yield ok('z1', z[0][1], n(1. * -3 + 1), n(-2.)); yield ok('h1', h[0][1], n(.25 * -2), n(-.5)); yield ok('f1', f[0], n(3. * 2 - .5 + .5), n(6.)); yield ok('f2', f[1], n(3 * -.5 + 2 + .5), n(1.)); yield ok('e1', e[0], n(1.)); yield ok('e2', e[1], n(-.5)); yield ok('L', L, n(.5 * 1.25), n(.625))
    yield ok('v1', G(L, v)[0], n(2 + .25), n(2.25)); yield no('c', 0, 'sign', r'1 - 0.5 = 0.5', G(L, c), n(1 + .5), n(1.5), rv=n(.5)); yield ok('dz', G(L, z[0][1]), e[1] * v[0] * al, n(-.375)); yield ok('w1', G(L, w)[0], n(3 + 1.125), n(4.125))
    yield no('b1', 0, 'missing-example', r'2.625', G(L, b)[0], n(3.), rv=n(2.625)); yield no('al', 2, 'arithmetic', r'1', G(L, al), e[0] * v[1] * z[1][0] + e[1] * v[0] * z[0][1], n(1. * -2 + .5 * 3 * 2), n(-5.), rv=n(1.))
def c141(r):
    n, m, T = 3, 4, 4; W = {k: r(n, m) for k in 'zifo'}; Rm = {k: r(n, n) for k in 'zifo'}; b = {k: r(n) for k in 'zifo'}; p = {k: r(n) for k in 'ifo'}; x = [None] + [r(m) for _ in range(T)]; tau = [None] + [r(n) for _ in range(T)]
    y, c = [r(n)], [r(n)]; zb, z, ib, i, fb, f, ob, o = [[None] for _ in range(8)]; R = range(1, T + 1)
    for t in R:
        pre = lambda k: W[k] @ x[t] + Rm[k] @ y[t-1] + b[k]
        zb.append(pre('z')); z.append(th(zb[t])); ib.append(pre('i') + p['i'] * c[t-1]); i.append(sg(ib[t])); fb.append(pre('f') + p['f'] * c[t-1]); f.append(sg(fb[t])); c.append(z[t] * i[t] + c[t-1] * f[t]); ob.append(pre('o') + p['o'] * c[t]); o.append(sg(ob[t])); y.append(th(c[t]) * o[t])
    E = .5 * sum(((y[t] - tau[t]) ** 2).sum() for t in R); dy, dc, dz, di, df, do = [[None] + [G(E, v[t]) for t in R] for v in (y, c, zb, ib, fb, ob)]; S = range(1, T)
    yield ok('y', cat(dy[1:T]), cat([y[t] - tau[t] + Rm['z'].T @ dz[t+1] + Rm['i'].T @ di[t+1] + Rm['f'].T @ df[t+1] + Rm['o'].T @ do[t+1] for t in S])); yield no('o', 0, 'missing-factor', r'\delta y^t \odot \tanh(c^t) \odot o^t \odot (1 - o^t)', cat(do[1:]), cat([dy[t] * o[t] * (1 - o[t]) for t in R]), rv=cat([dy[t] * th(c[t]) * o[t] * (1 - o[t]) for t in R]))
    g = lambda k: cat([dy[t] * o[t] * (1 - th(c[t]) ** 2) + p['o'] * do[t] + p['i'] * di[t+1] + k * p['f'] * df[t+1] + dc[t+1] * f[t+1] for t in S])
    yield no('c', 0, 'missing-path', r'\delta y^t \odot o^t \odot (1 - \tanh^2(c^t)) + p_o \odot \delta\bar o^t + p_i \odot \delta\bar\imath^{t+1} + p_f \odot \delta\bar f^{t+1} + \delta c^{t+1} \odot f^{t+1}', cat(dc[1:T]), g(0), rv=g(1))
    yield ok('f', cat(df[1:]), cat([dc[t] * c[t-1] * f[t] * (1 - f[t]) for t in R])); yield ok('i', cat(di[1:]), cat([dc[t] * z[t] * i[t] * (1 - i[t]) for t in R])); g = lambda k: cat([dc[t] * i[t] * (1 - z[t] ** k) for t in R])
    yield no('z', 0, 'missing-square', r'\delta c^t \odot i^t \odot (1 - z^t \odot z^t)', cat(dz[1:]), g(1), rv=g(2)); yield ok('Wz', G(E, W['z']), sum(O(dz[t], x[t]) for t in R))
    yield ok('pf', G(E, p['f']), sum(c[t-1] * df[t] for t in R)); yield no('po', 0, 'wrong-time-step', r'\sum_{t=1}^{T} c^t \odot \delta\bar o^t', G(E, p['o']), sum(c[t-1] * do[t] for t in R), rv=sum(c[t] * do[t] for t in R))
def c142(r):
    n, Rn = [3, 4, 5, 2], 3; Om, om = [None] + [r(n[k-1], n[k], scale=.7) for k in (1, 2, 3)], [None] + [r(n[k]) for k in (1, 2, 3)]; d, rho, eta = r(2), r.u(), r.u(); R = (1, 2, 3); kap = [th, lambda u: torch.log(1 + torch.exp(u)), torch.sin][int(r.int(3, 1))]
    y, ze = [r(3)], [None]
    for k in R: ze.append(y[-1] @ Om[k] + om[k]); y.append(kap(ze[k]))
    Q = ((y[3] - d) ** 2).sum(); xi = [None] + [G(Q, ze[k]) for k in R]; kp = [None] + [D(J(kap(ze[k]), ze[k])) for k in R]; f = lambda c: c * (y[3] - d) * kp[3]
    yield ok('yR', G(Q, y[3]), 2 * (y[3] - d)); yield no('xR', 0, 'factor-2', r"2 (y_R - d) \circ \kappa'(\zeta_R)", xi[3], f(1), rv=f(2)); yield ok('x', cat(xi[1:3]), cat([(xi[k+1] @ Om[k+1].T) * kp[k] for k in (1, 2)]))
    yield no('y0', 0, 'missing-transpose', r'\xi_1 \Omega_1^{\mathsf T}', G(Q, y[0]), lambda: xi[1] @ Om[1], rv=xi[1] @ Om[1].T); yield ok('Om', cat([G(Q, Om[k]) for k in R]), cat([O(y[k-1], xi[k]) for k in R])); yield ok('om', cat([G(Q, om[k]) for k in R]), cat(xi[1:]))
    yield no('ij', 0, 'wrong-index', r'(y_{r-1})_i \, (\xi_r)_j', G(Q, Om[2]), O(y[1], xi[2]).T, rv=O(y[1], xi[2])); P = Q + rho * sum((Om[k] ** 2).sum() for k in R); f = lambda c: cat([O(y[k-1], xi[k]) + c * rho * Om[k] for k in R])
    yield no('P', 0, 'factor-2', r'y_{r-1}^{\mathsf T} \, \xi_r + 2 \rho \, \Omega_r', cat([G(P, Om[k]) for k in R]), f(1), rv=f(2)); yield ok('up', cat([om[k] - eta * G(P, om[k]) for k in R]), cat([om[k] - eta * xi[k] for k in R]))

if __name__ == '__main__': prove(globals(), [132, 133, 134, 135, 136, 137, 139, 140, 141, 142])
