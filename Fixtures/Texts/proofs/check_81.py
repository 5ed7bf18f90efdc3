"""Proof of the verdicts of the texts 81 to 100: python3 check_81.py"""
import math
from marks import *

def c81(r):
    V, H, T = 4, 3, 5
    Wx, Wh, Wy, bh, by, h0 = r(H, V), r(H, H), r(V, H), r(H), r(V), r(H)
    x = [None] + [hot(V, int(r.int(V, 1))) for _ in range(T)]; y = [None] + [int(r.int(V, 1)) for _ in range(T)]
    h, a, o, p = [h0], [None], [None], [None]
    for t in range(1, T + 1):
        a.append(Wx @ x[t] + Wh @ h[-1] + bh); h.append(th(a[t])); o.append(Wy @ h[t] + by); p.append(sm(o[t]))
    L = -sum(torch.log(p[t][y[t]]) for t in range(1, T + 1)); R = range(1, T + 1)
    do, da, dh = [[None] + [G(L, q[t]) for t in R] for q in (o, a, h)]
    yield ok('o', cat(do[1:]), cat([p[t] - hot(V, y[t]) for t in R]))
    yield ok('Why', G(L, Wy), sum(O(do[t], h[t]) for t in R)); yield ok('by', G(L, by), sum(do[1:]))
    yield ok('hT', dh[T], Wy.T @ do[T])
    yield no('ht', 0, 'missing-transpose', r'W_{hy}^\top do_t + W_{hh}^\top da_{t+1}', cat(dh[1:T]), cat([Wy.T @ do[t] + Wh @ da[t+1] for t in range(1, T)]),
             rv=cat([Wy.T @ do[t] + Wh.T @ da[t+1] for t in range(1, T)]))
    yield ok('a', cat(da[1:]), cat([(1 - h[t] * h[t]) * dh[t] for t in R]))
    yield ok('Wxh', G(L, Wx), sum(O(da[t], x[t]) for t in R))
    yield no('Whh', 0, 'wrong-time-step', r'\sum_{t=1}^{T} da_t \, h_{t-1}^\top', G(L, Wh), sum(O(da[t], h[t]) for t in R), rv=sum(O(da[t], h[t-1]) for t in R))
    yield ok('bh', G(L, bh), sum(da[1:]))
def c82(r):
    n, d = 6, 4
    X, w, lam, b, y = r(n, d), r(d), r.u(), r(), r.int(2, n) * 2. - 1
    def F(w): return torch.log(1 + torch.exp(-y * (X @ w))).mean() + lam / 2 * (w @ w)
    f, m = F(w), y * (X @ w); g = torch.autograd.grad(f, w, create_graph=True)[0]; H = J(g, w)
    t = r(7); yield ok('m', G(torch.log(1 + torch.exp(-t)).sum(), t), -torch.exp(-t) / (1 + torch.exp(-t)), -sg(-t))
    yield ok('sym', sg(-t), 1 - sg(t))
    yield ok('g', g, -sum(y[i] * sg(-m[i]) * X[i] for i in range(n)) / n + lam * w)
    yield ok('gj', g, stk([-sum(y[i] * (1 - sg(m[i])) * X[i, j] for i in range(n)) / n + lam * w[j] for j in range(d)]))
    q = sg(m) * (1 - sg(m))
    yield ok('H', H, sum(q[i] * O(X[i], X[i]) for i in range(n)) / n + lam * eye(d))
    yield no('HX', 0, 'transposed-wrongly', r'\frac1n X^\top S X + \lambda I', H, lambda: X @ D(q) @ X.T / n + lam * eye(d), rv=X.T @ D(q) @ X / n + lam * eye(d))
    w0 = torch.zeros(d, requires_grad=True); yield ok('zero', G(F(w0), w0), -(y[:, None] * X).sum(0) / (2 * n))
    rr = y * (X @ w + b); Gb = torch.log(1 + torch.exp(-rr)).mean()
    yield no('b', 0, 'missing-factor', r'-\frac1n \sum_{i=1}^{n} y_i \, \sigma(-r_i)', G(Gb, b), -sg(-rr).mean(), rv=-(y * sg(-rr)).mean())
def c83(r):
    N, F = 5, 3
    x, ga, be, ep = r(N, F), r(F), r(F), r.u(); M = r(N, F)
    mu = x.sum(0) / N; v = ((x - mu) ** 2).sum(0) / N; xh = (x - mu) / torch.sqrt(v + ep); y = ga * xh + be
    l = torch.sin(y * M).sum() + (y ** 3).sum() * .2 + (y[0] * y[1]).sum(); dy, dxh, dv, dmu = G(l, y), G(l, xh), G(l, v), G(l, mu)
    s = torch.sqrt(v + ep)
    yield ok('beta', G(l, be), dy.sum(0))
    yield no('gamma', 0, 'wrong-variable', r'\sum_{i=1}^N \frac{\partial \ell}{\partial y_{ij}} \, \hat x_{ij}', G(l, ga), (dy * x).sum(0), rv=(dy * xh).sum(0))
    yield ok('xhat', dxh, ga * dy)
    yield ok('v', dv, -.5 * (v + ep) ** -1.5 * (dxh * (x - mu)).sum(0)); yield ok('mu', dmu, -dxh.sum(0) / s)
    # dv_j/dmu_j: both links are zero up to rounding; compare after adding 1 to each
    yield ok('vmu', 1 + stk([G(v[j], mu)[j] for j in range(F)]), 1 - 2 / N * (x - mu).sum(0), torch.ones(F))
    yield no('x', 0, 'factor-2', r'\frac{1}{\sqrt{v_j + \epsilon}} \frac{\partial \ell}{\partial \hat x_{ij}} + \frac2N (x_{ij} - \mu_j) \frac{\partial \ell}{\partial v_j} + \frac1N \frac{\partial \ell}{\partial \mu_j}',
             G(l, x), dxh / s + (x - mu) * dv / N + dmu / N, rv=dxh / s + 2 * (x - mu) * dv / N + dmu / N)
    yield ok('one', G(l, x), ga / (N * s) * (N * dy - dy.sum(0) - xh * (dy * xh).sum(0)))
    yield ok('zero', 1 + G(l, x).sum(0), torch.ones(F))
def c84(r):
    t = lambda a: torch.tensor(a, dtype=torch.float64, requires_grad=True)
    x1, x2, w11, w12, w21, w22, b1, b2, v1, v2, c, y = map(t, (2., -1., .5, -1., 1., 3., 0., -.5, 1.5, -2., .5, 3.))
    z1, z2 = w11 * x1 + w12 * x2 + b1, w21 * x1 + w22 * x2 + b2; h1, h2 = torch.relu(z1), torch.relu(z2)
    yh = v1 * h1 + v2 * h2 + c; L = (yh - y) ** 2; dy = G(L, yh)
    yield ok('z1', z1, .5 * 2 + (-1) * (-1) + 0, 2.); yield ok('z2', z2, 1 * 2 + 3 * (-1) - .5, -1.5)
    yield ok('yh', yh, 1.5 * 2 + (-2) * 0 + .5, 3.5); yield ok('dy', dy, 2 * (yh - y), 2 * .5, 1.)
    yield ok('dv1', G(L, v1), dy * h1, 1. * 2, 2.); yield ok('dw12', G(L, w12), dy * v1 * x2, 1 * 1.5 * (-1), -1.5)
    yield no('dw21', 0, 'missing-activation-derivative', '0', G(L, w21), dy * v2 * x1, 1. * (-2) * 2, -4., rv=0.)
    yield ok('dx1', G(L, x1), v1 * w11 * dy, .75)
def c85(r):
    n, m = 4, 3
    x, s = r(m), r(n); Wz, Wr, W = r(n, m), r(n, m), r(n, m); Uz, Ur, U = r(n, n), r(n, n), r(n, n); bz, br, b = r(n), r(n), r(n)
    ze = Wz @ x + Uz @ s + bz; z = sg(ze); rho = Wr @ x + Ur @ s + br; rr = sg(rho); nu = W @ x + U @ (rr * s) + b; nn = th(nu)
    sp = (1 - z) * s + z * nn; L = smooth(r, n)(sp); g = G(L, sp)
    yield ok('cand', G(L, nn), g * z); yield ok('z', G(L, z), g * (nn - s)); yield ok('nu', G(L, nu), g * z * (1 - nn * nn))
    yield ok('zeta', G(L, ze), g * (nn - s) * z * (1 - z)); yield ok('r', G(L, rr), (U.T @ G(L, nu)) * s)
    yield ok('W', G(L, W), O(G(L, nu), x))
    yield no('U', 0, 'wrong-variable', r'\frac{\partial \mathcal L}{\partial \nu} (r \odot s)^\top', G(L, U), O(G(L, nu), s), rv=O(G(L, nu), rr * s))
    yield ok('Uz', G(L, Uz), O(G(L, ze), s))
    base = (1 - z) * g + Uz.T @ G(L, ze) + Ur.T @ G(L, rho)
    yield no('s', 0, 'missing-factor', r'(1 - z) \odot g + U_z^\top \frac{\partial \mathcal L}{\partial \zeta} + U_r^\top \frac{\partial \mathcal L}{\partial \rho} + r \odot \left( U^\top \frac{\partial \mathcal L}{\partial \nu} \right)',
             G(L, s), base + U.T @ G(L, nu), rv=base + rr * (U.T @ G(L, nu)))
def c86(r):
    n, m, K = 4, 6, 3
    Us, Vs, al, x0, y = [r(m, n) for _ in range(K)], [r(n, m) for _ in range(K)], [r() for _ in range(K)], r(n), r(n)
    def run(al):
        x, u, q = [x0], [], []
        for k in range(K): u.append(Us[k] @ x[k]); q.append(torch.relu(u[k])); x.append(x[k] + al[k] * (Vs[k] @ q[k]))
        return x, u, q, ((x[K] - y) ** 2).sum() / 2
    x, u, q, E = run(al); g = [G(E, a) for a in x]; st = [(a > 0).double() for a in u]; R = range(K)
    t = r(9); yield ok('rho', G(torch.relu(t).sum(), t), torch.where(t > 0, 1., 0.))
    A = [al[k] * Vs[k] @ D(st[k]) @ Us[k] for k in R]
    yield ok('jac', cat([J(x[k+1], x[k]) for k in R]), cat([eye(n) + A[k] for k in R])); yield ok('gK', g[K], x[K] - y)
    yield ok('g', cat(g[:K]), cat([g[k+1] + al[k] * Us[k].T @ (st[k] * (Vs[k].T @ g[k+1])) for k in R]))
    yield ok('V', cat([G(E, Vs[k]) for k in R]), cat([al[k] * O(g[k+1], q[k]) for k in R]))
    yield ok('U', cat([G(E, Us[k]) for k in R]), cat([al[k] * O(st[k] * (Vs[k].T @ g[k+1]), x[k]) for k in R]))
    yield no('al', 0, 'wrong-layer', r'g_{k+1}^\top V_k r_k', stk([G(E, al[k]) for k in R]), stk([g[k] @ Vs[k] @ q[k] for k in R]), rv=stk([g[k+1] @ Vs[k] @ q[k] for k in R]))
    yield no('two', 0, 'missing-term', r'\left( I + \alpha_{k+1} V_{k+1} \operatorname{diag}(\rho\'(u_{k+1})) \, U_{k+1} \right) \left( I + \alpha_k V_k \operatorname{diag}(\rho\'(u_k)) \, U_k \right)'.replace("\\'", "'"),
             J(x[2], x[0]), eye(n) + A[0] + A[1], rv=(eye(n) + A[1]) @ (eye(n) + A[0]))
    x, u, q, E = run([torch.zeros((), requires_grad=True) for _ in R]); yield ok('init', G(E, x[0]), x[K] - y, cond='alpha_k = 0 (said in the sentence)')
def c87(r):
    m, n, f = 4, 5, 3
    P, Q, mu, b, c, lam, R = r(m, f), r(n, f), r(), r(m), r(n), r.u(), r(m, n); M = r.int(2, m, n).double()
    Rh = mu + b[:, None] + c + P @ Q.T; e = R - Rh; E = (M * e ** 2).sum() / 2 + lam / 2 * ((P ** 2).sum() + (Q ** 2).sum()); g = M * e
    yield ok('r', G(E, Rh), -M * e)
    yield ok('p', G(E, P), stk([-sum(M[u, i] * e[u, i] * Q[i] for i in range(n)) + lam * P[u] for u in range(m)]))
    yield ok('q', G(E, Q), stk([-sum(M[u, i] * e[u, i] * P[u] for u in range(m)) + lam * Q[i] for i in range(n)]))
    yield ok('b', G(E, b), -g.sum(1))
    yield no('mu', 0, 'missing-sum', r'-\sum_{u=1}^{m} \sum_{i=1}^{n} M_{ui} \, e_{ui}', G(E, mu).expand(m), -g.sum(1), rv=-g.sum().expand(m))
    yield ok('P', G(E, P), -g @ Q + lam * P)
    yield no('Q', 0, 'missing-transpose', r'-G^\top P + \lambda Q', G(E, Q), lambda: -g @ P + lam * Q, rv=-g.T @ P + lam * Q)
    E1 = e[1, 2] ** 2 / 2 + lam / 2 * ((P[1] ** 2).sum() + (Q[2] ** 2).sum()); yield ok('sgd', G(E1, P)[1], -e[1, 2] * Q[2] + lam * P[1])
def c88(r):
    n, m, k = 5, 4, 3
    A, x, a, B, b, d = r(m, n), r(n), r(m), r(k, m), r(k), r(k)
    u = A @ x + a; v = th(u); w = B @ v + b; E = ((w - d) ** 2).sum() / 2; row = lambda q: G(E, q)[None]
    e = (w - d)[None]; S = D(1 - v * v)
    yield ok('Jw', row(w), e); yield ok('wv', J(w, v), B); yield ok('vu', J(v, u), S); yield ok('ux', J(u, x), A)
    yield ok('Ju', row(u), row(w) @ J(w, v) @ J(v, u), e @ B @ S)
    yield no('Jx', 0, 'order-of-factors', r'(\mathbf w - \mathbf d)^T \mathbf B \operatorname{diag}(1 - \mathbf v \odot \mathbf v) \, \mathbf A', row(x), lambda: e @ B @ A @ S, rv=e @ B @ S @ A)
    yield ok('Ja', row(a), row(u)); yield ok('nb', G(E, b), w - d)
    yield no('nv', 0, 'missing-transpose', r'\mathbf B^T (\mathbf w - \mathbf d)', G(E, v), lambda: B @ (w - d), rv=B.T @ (w - d))
def c89(r):
    C, d, V, B = 4, 3, 5, 6
    e, U, y, v = r(C, d), r(V, d), int(r.int(V, 1)), r(B, d); ka = r.int(2, B) * 2. - 1; t = hot(V, y)
    h = e.sum(0) / C; s = U @ h; p = torch.exp(s) / torch.exp(s).sum(); L = -torch.log(p[y])
    yield ok('s', G(L, s), stk([p[j] - 1 if j == y else p[j] for j in range(V)])); yield ok('st', G(L, s), p - t)
    yield ok('u', G(L, U), stk([(p[j] - t[j]) * h for j in range(V)]))
    s1 = sum((p[j] - t[j]) * U[j] for j in range(V)); yield ok('h', G(L, h), s1, p @ U - U[y])
    yield no('e', 0, 'missing-1/C', r'\frac1C \sum_{j=1}^{V} (p_j - t_j) \, u_j', G(L, e), s1.expand(C, d), rv=(s1 / C).expand(C, d))
    H = -torch.log(sg(ka * (v @ h))).sum(); q = sg(ka * (v @ h)) - 1
    yield ok('hv', G(H, v), stk([ka[b] * q[b] * h for b in range(B)]))
    yield no('hh', 0, 'missing-factor', r'\sum_{b=1}^{B} \kappa_b \left( \sigma(\kappa_b \, v_b^\top h) - 1 \right) v_b', G(H, h), q @ v, rv=(ka * q) @ v)
def c90(r):
    n, d = 5, 3
    X, y, w, lam, eta, mu, b1 = r(n, d), r(n), r(d), r.u(), r.u(), r.u(), torch.rand(()) * 0 + r.u() / 2
    f = lambda w: ((X @ w - y) ** 2).sum() / (2 * n)
    def gr(w): w = w.detach().clone().requires_grad_(True); return G(f(w), w)
    yield ok('g', gr(w), X.T @ (X @ w - y) / n)
    # an arrow: the right side against  w - rate * gradient of the cost (autodiff)
    yield ok('gd', w - eta * gr(w), w - eta / n * X.T @ (X @ w - y))
    om = r(); ph = (3 * om - 6) ** 2 / 2; yield ok('phi', G(ph, om), 3 * (3 * om - 6))
    o1 = torch.tensor(1., dtype=torch.float64, requires_grad=True); yield ok('phi1', G((3 * o1 - 6) ** 2 / 2, o1), -9.)
    step = w - eta * G(f(w) + lam / 2 * (w @ w), w)
    yield no('wd', 0, 'missing-factor', r'(1 - \eta \lambda) \, w - \eta \nabla f(w)', step, (1 - lam) * w - eta * gr(w), rv=(1 - eta * lam) * w - eta * gr(w))
    W, v, g, m = [w], [torch.zeros(d)], [], [torch.zeros(d)]
    for k in range(4): g.append(gr(W[k])); v.append(mu * v[k] - eta * g[k]); W.append(W[k] + v[k+1]); m.append(b1 * m[k] + (1 - b1) * g[k])
    yield ok('v2', v[2], -eta * (mu * g[0] + g[1])); ks = (1, 2, 3)
    yield no('mom', 0, 'extra-factor', r'w_k - \eta g_k + \mu (w_k - w_{k-1})', cat([W[k+1] for k in ks]), cat([W[k] - eta * g[k] + eta * mu * (W[k] - W[k-1]) for k in ks]),
             rv=cat([W[k] - eta * g[k] + mu * (W[k] - W[k-1]) for k in ks]))
    yield ok('m1', m[1], (1 - b1) * g[0])
    yield no('m2', 0, 'wrong-index', r'(1 - \beta_1) (\beta_1 g_0 + g_1)', m[2], (1 - b1) * (g[0] + b1 * g[1]), rv=(1 - b1) * (b1 * g[0] + g[1]))
def c91(r):
    T, n, m, k = 5, 3, 2, 4
    hs, q, W, U, v = [r(n) for _ in range(T)], r(m), r(k, n), r(k, m), r(k)
    ks = [th(W @ h + U @ q) for h in hs]; e = [v @ a for a in ks]; E = stk(e); al = torch.exp(E) / torch.exp(E).sum()
    c = sum(al[t] * hs[t] for t in range(T)); l = smooth(r, n)(c); ga = G(l, c); R = range(T)
    yield ok('al', G(l, al), stk([ga @ h for h in hs]))
    Js = J(al, E); yield ok('sm', Js, D(al) - O(al, al))
    de = G(l, E)
    yield ok('e', de, stk([sum(ga @ hs[s] * al[s] * (float(s == t) - al[t]) for s in R) for t in R]), stk([al[t] * (ga @ (hs[t] - c)) for t in R]))
    d = [de[t] * v * (1 - ks[t] * ks[t]) for t in R]
    yield ok('v', G(l, v), sum(de[t] * ks[t] for t in R)); yield ok('W', G(l, W), sum(O(d[t], hs[t]) for t in R)); yield ok('U', G(l, U), sum(O(d[t], q) for t in R))
    yield no('q', 0, 'missing-sum', r'\sum_{t=1}^{T} U^\top d_t', G(l, q).expand(T, m), stk([U.T @ d[t] for t in R]), rv=sum(U.T @ d[t] for t in R).expand(T, m))
    yield ok('h', cat([G(l, h) for h in hs]), cat([al[t] * ga + W.T @ d[t] for t in R]))
def c92(r):
    F, K, M = 2, 3, 5; n = 2 * (M - 1) + K
    w, b, x, v, c, y = r(F, K), r(F), r(n), r(F), r(), float(r.int(2, 1))
    z = stk([stk([b[f] + sum(w[f, k] * x[2*i+k] for k in range(K)) for i in range(M)]) for f in range(F)]); a = torch.relu(z)
    m = a.sum(1) / M; s = c + v @ m; p = 1 / (1 + torch.exp(-s)); L = -y * torch.log(p) - (1 - y) * torch.log(1 - p)
    yield ok('s', G(L, s), p - y); yield ok('v', G(L, v), (p - y) * m); yield ok('c', G(L, c), p - y)
    yield ok('a', G(L, a), ((p - y) * v / M)[:, None].expand(F, M)); de = (p - y) * v[:, None] * (z > 0) / M
    yield ok('delta', G(L, z), G(L, z), de)
    yield no('w', 0, 'index-without-stride', r'\sum_{i=0}^{M-1} \delta_{fi} \, x_{2i+k}', G(L, w), stk([stk([sum(de[f, i] * x[i+k] for i in range(M)) for k in range(K)]) for f in range(F)]),
             rv=stk([stk([sum(de[f, i] * x[2*i+k] for i in range(M)) for k in range(K)]) for f in range(F)]))
    yield ok('b', G(L, b), de.sum(1))
    yield ok('x', G(L, x), stk([sum((de[f, i] * w[f, j-2*i] if 0 <= j - 2*i < K else 0 * b[0]) for f in range(F) for i in range(M)) for j in range(n)]))
def c93(r):
    C, Dm = 5, 3
    while True:
        w, x, y, de = r(C, Dm), r(Dm), int(r.int(C, 1)), r.u(); s = w @ x; on = ((s - s[y] + de) > 0).double() * (1 - hot(C, y))
        if 1 < on.sum() < C - 1: break
    L = sum(torch.relu(s[j] - s[y] + de) for j in range(C) if j != y); o = [j for j in range(C) if j != y]
    t = torch.tensor([3.2, 5.1, -1.7]); yield ok('num', torch.relu(t[1] - t[0] + 1) + torch.relu(t[2] - t[0] + 1), max(0, 5.1 - 3.2 + 1) + max(0, -1.7 - 3.2 + 1), 2.9 + 0, 2.9)
    yield ok('sj', G(L, s)[o], on[o]); yield ok('sy', G(L, s)[y], -on.sum()); yield ok('sum', 1 + G(L, s).sum(), 1.)
    yield ok('wj', G(L, w)[o], stk([on[j] * x for j in o])); yield ok('wy', G(L, w)[y], -on.sum() * x)
    yield no('x', 0, 'sign', r'\sum_{j \neq y} \mathbb{1}(s_j - s_y + \Delta > 0) \, (w_j - w_y)', G(L, x), sum(on[j] * (w[y] - w[j]) for j in o), rv=sum(on[j] * (w[j] - w[y]) for j in o))
    mx = torch.relu(s - s[y] + de); Q = (mx[o] ** 2).sum(); yield ok('qs', G(Q, s)[o], 2 * mx[o])
    yield no('qw', 0, 'factor-2', r'2 \max(0, s_j - s_y + \Delta) \, x', G(Q, w)[o], stk([mx[j] * x for j in o]), rv=stk([2 * mx[j] * x for j in o]))
def c94(r):
    n, d = 8, 3
    rho = lambda q: torch.where(q.abs() <= ka, q ** 2 / 2, ka * (q.abs() - ka / 2))
    rp = lambda q: torch.where(q.abs() <= ka, q, ka * torch.sign(q))
    while True:
        X, y, te, ka = r(n, d), r(n), r(d), r.u(); res = y - X @ te
        if 2 < (res.abs() > ka).sum() < 6: break
    E = rho(res).sum(); g = torch.autograd.grad(E, te, create_graph=True)[0]
    q = r(12, scale=2.); yield ok('rp', G(rho(q).sum(), q), rp(q))
    yield ok('g', g, -sum(rp(res[i]) * X[i] for i in range(n)))
    ins = [i for i in range(n) if res[i].abs() <= ka]; S = sum(O(X[i], X[i]) for i in ins)
    yield no('H', 0, 'sign', r'\sum_{i : |r_i| \le \kappa} x_i x_i^\top', J(g, te), -S, rv=S)
    yield ok('X', g, -X.T @ D(rp(res) / res) @ res)
    q2 = q[q.abs() > ka]; yield ok('k', cat([G(rho(a), ka) for a in q2]), q2.abs() - ka)
    psi = ka ** 2 * (torch.sqrt(1 + (q / ka) ** 2) - 1); p1 = torch.autograd.grad(psi.sum(), q, create_graph=True)[0]
    yield ok('pp', p1, q / torch.sqrt(1 + (q / ka) ** 2)); yield ok('pp2', G(p1.sum(), q), (1 + (q / ka) ** 2) ** -1.5)
    c1 = torch.autograd.grad(torch.log(torch.cosh(q)).sum(), q, create_graph=True)[0]; yield ok('c1', c1, th(q))
    yield no('c2', 0, 'missing-square', r'1 - \tanh^2 r', G(c1.sum(), q), 1 - th(q), rv=1 - th(q) ** 2)
def c95(r):
    n, k, d = 4, 3, 5
    W, b, x, a, c, y = r(k, n), r(k), r(n), r(k), r(k), r()
    u = W @ x + b; h = th(u); mu = a @ h; s = c @ h; l = torch.exp(-s) * (y - mu) ** 2 / 2 + s / 2; em = -torch.exp(-s) * (y - mu)
    yield ok('mu', G(l, mu), em); yield ok('s', G(l, s), .5 * (1 - torch.exp(-s) * (y - mu) ** 2))
    yield ok('a', G(l, a), em * h); yield ok('c', G(l, c), G(l, s) * h); yield ok('h', G(l, h), G(l, mu) * a + G(l, s) * c)
    yield no('W', 0, 'missing-activation-derivative', r'\left( \frac{\partial \ell}{\partial h} \odot (1 - h \odot h) \right) x^\top', G(l, W), O(G(l, h), x), rv=O(G(l, h) * (1 - h * h), x))
    m, ta, ep = r(d), r(d), r(d); z = m + torch.exp(ta / 2) * ep
    yield no('z', 0, 'inner-derivative', r'\frac12 e^{\tau_j / 2} \varepsilon_j', G(z.sum(), ta), torch.exp(ta / 2) * ep, rv=torch.exp(ta / 2) * ep / 2)
    K = (m ** 2 + torch.exp(ta) - ta - 1).sum() / 2; yield ok('Dm', G(K, m), m); yield ok('Dt', G(K, ta), (torch.exp(ta) - 1) / 2)
def c96(r):
    m, n, k = 5, 3, 4
    X, W1, b1, W2, b2, lam = r(n, m), r(k, n), r(k, 1), r(1, k), r(1, 1), r.u(); Y = r.int(2, 1, m).double()
    Z1 = W1 @ X + b1; A1 = th(Z1); Z2 = W2 @ A1 + b2; A2 = sg(Z2); E = -(Y * torch.log(A2) + (1 - Y) * torch.log(1 - A2)).sum() / m
    dZ1, dZ2, dA1 = G(E, Z1), G(E, Z2), G(E, A1)
    yield ok('dZ2', dZ2, (A2 - Y) / m); yield ok('dW2', G(E, W2), dZ2 @ A1.T); yield ok('db2', G(E, b2)[0, 0], dZ2.sum()); yield ok('dA1', dA1, W2.T @ dZ2)
    yield ok('dZ1', dZ1, dA1 * (1 - A1 * A1))
    yield no('dW1', 0, 'order-of-factors', r'dZ^{[1]} X^T', G(E, W1), lambda: X.T @ dZ1, rv=dZ1 @ X.T)
    yield no('db1', 0, 'extra-factor', r'\sum_{i=1}^{m} dZ^{[1]}_{ji}', G(E, b1)[:, 0], dZ1.sum(1) / m, rv=dZ1.sum(1))
    El = E + lam / (2 * m) * ((W1 ** 2).sum() + (W2 ** 2).sum()); yield ok('reg', G(El, W2), G(E, W2) + lam / m * W2)
def c97(r):
    n, k = 3, 4
    W, V, x, b, c = r(k, n), r(k, n), r(n), r(k), r(k); p, q = W @ x + b, V @ x + c; y = p * sg(q); E = smooth(r, k)(y); et = G(E, y)
    yield ok('p', G(E, p), et * sg(q)); yield ok('q', G(E, q), et * p * dsg(q), et * y * (1 - sg(q)))
    yield ok('W', G(E, W), O(et * sg(q), x))
    yield no('V', 0, 'indices-swapped', r"\eta_j \, p_j \, \sigma'(q_j) \, x_i", G(E, V), lambda: O(et * p * dsg(q), x).T, rv=O(et * p * dsg(q), x))
    yield ok('c', G(E, c), et * p * dsg(q)); yield ok('x', G(E, x), stk([(et * (W[:, i] * sg(q) + V[:, i] * p * dsg(q))).sum() for i in range(n)]))
    u = r(7); sw = lambda u: u * sg(u); dsw = lambda u: sg(u) + u * sg(u) * (1 - sg(u)); yield ok('sw', G(sw(u).sum(), u), dsw(u))
    yield no('rq', 0, 'wrong-derivative', r"p_j \, \varsigma'(q_j)", stk([G((p * sw(q))[j], q)[j] for j in range(k)]), p * sw(q) * (1 - sw(q)), rv=p * dsw(q))
def c98(r):
    n, d = 6, 3
    X, be, al, ta = r(n, d), r(d, scale=.5), r.u(), r.u(); y = (r.int(5, n) + 1).double()
    la = torch.exp(X @ be); l = (y * torch.log(la) - la - torch.lgamma(y + 1)).sum(); g = torch.autograd.grad(l, be, create_graph=True)[0]
    yield ok('lb', J(la, be), stk([la[i] * X[i] for i in range(n)])); yield ok('ll', G(l, la), y / la - 1)
    yield ok('score', g, sum((y[i] / la[i] - 1) * la[i] * X[i] for i in range(n)), sum((y[i] - la[i]) * X[i] for i in range(n)))
    yield ok('X', g, X.T @ (y - la))
    yield no('H', 0, 'missing-factor', r'-\sum_{i=1}^{n} \lambda_i \, x_i x_i^\top', J(g, be), -X.T @ X, rv=-X.T @ D(la) @ X)
    yield ok('up', be + al * g, be + al * X.T @ (y - la))
    yield no('pen', 0, 'sign', r'X^\top (y - \lambda) - \tau \beta', G(l - ta / 2 * (be @ be), be), X.T @ (y - la) + ta * be, rv=X.T @ (y - la) - ta * be)
    Dv = 2 * (y * torch.log(y / la) - y + la).sum(); yield ok('dev', G(Dv, be), -2 * sum((y[i] - la[i]) * X[i] for i in range(n)))
def c99(r):
    n, k = 4, 3
    def run(s, W, x, xp, mu):
        a, b = th(W @ x), th(W @ xp); d = torch.sqrt(((a - b) ** 2).sum()); return a, b, d, s / 2 * d ** 2 + (1 - s) / 2 * torch.relu(mu - d) ** 2
    W, x, xp = r(k, n), r(n), r(n); d0 = run(1., W, x, xp, 1.)[2].item(); mu = d0 * 1.5
    R = {s: run(s, W, x, xp, mu) for s in (0., 1.)}
    a, b, d, L = R[0.]; yield ok('Da', G(d, a), (a - b) / d); yield ok('Db', G(d, b), (b - a) / d)
    both = lambda f: cat([f(s, *R[s]) for s in (0., 1.)])
    yield no('LD', 0, 'sign', r's D - (1 - s) \max(0, \mu - D)', both(lambda s, a, b, d, L: G(L, d)), both(lambda s, a, b, d, L: s * d + (1 - s) * torch.relu(mu - d)),
             rv=both(lambda s, a, b, d, L: s * d - (1 - s) * torch.relu(mu - d)))
    a, b, d, L = R[1.]; yield ok('sim', G(L, a), a - b)
    a, b, d, L = R[0.]; yield ok('dis', G(L, a), -(mu - d) * (a - b) / d)
    yield ok('opp', both(lambda s, a, b, d, L: G(L, b)), both(lambda s, a, b, d, L: -G(L, a)))
    yield ok('W', both(lambda s, a, b, d, L: G(L, W)), both(lambda s, a, b, d, L: O(G(L, a) * (1 - a * a), x) + O(G(L, b) * (1 - b * b), xp)))
    yield no('xp', 0, 'wrong-argument', r"W^\top \left( \frac{\partial L}{\partial b} \odot (1 - b \odot b) \right)", both(lambda s, a, b, d, L: G(L, xp)), both(lambda s, a, b, d, L: W.T @ (G(L, b) * (1 - a * a))),
             rv=both(lambda s, a, b, d, L: W.T @ (G(L, b) * (1 - b * b))))
def c100(r):
    K, d = 4, 3
    V, x, T, al, c = r(K, d), r(d), r.u() * 2, r.u() / 1.5, int(r.int(K, 1)); q = sm(r(K)).detach()
    z = V @ x; p, ph = sm(z / T), sm(z); S = -(q * torch.log(p)).sum(); H = -torch.log(ph[c]); E = al * T ** 2 * S + (1 - al) * H; h = hot(K, c)
    Jp = J(p, z); yield ok('pz', Jp, (D(p) - O(p, p)) / T); yield ok('Sz', G(S, z), -(q / p) @ Jp, (p - q) / T); yield ok('Hz', G(H, z), ph - h)
    yield no('Jz', 0, 'missing-factor', r'\alpha \, T (p_k - q_k) + (1 - \alpha) (\hat p_k - \delta_{kc})', G(E, z), al * (p - q) + (1 - al) * (ph - h), rv=al * T * (p - q) + (1 - al) * (ph - h))
    yield ok('JV', G(E, V), O(G(E, z), x)); yield ok('Jal', G(E, al), T ** 2 * S - H)
    yield no('ST', 0, 'sign', r'\frac{1}{T^2} \sum_k z_k (q_k - p_k)', G(S, T), (z * (p - q)).sum() / T ** 2, rv=(z * (q - p)).sum() / T ** 2)

if __name__ == '__main__': prove(globals(), range(81, 101))
