from bank import *
def check(r):
    K = 3; n = [6, 9, 8, 7, 4]       # h_0 … h_3, f_3
    Om = [r(n[k + 1], n[k], scale=.5) for k in range(K + 1)]; be = [r(n[k + 1]) for k in range(K + 1)]
    x = r(n[0]); h, f = [x], []
    for k in range(K + 1):
        f.append(be[k] + Om[k] @ h[k])
        if k < K: h.append(torch.clamp(f[k], min=0))
    w = r(n[-1]); l = torch.sin(f[K] * w).sum() + (f[K] ** 2 * w).sum() + f[K].sum() ** 2
    F = [G(l, t) for t in f]; Hd = [G(l, t) for t in h]; ks = range(1, K + 1); one = [(t > 0).double() for t in f]
    yield ok('h', cat([Hd[k] for k in ks]), cat([Om[k].T @ F[k] for k in ks]))
    good = cat([one[k-1] * (Om[k].T @ F[k]) for k in ks])
    yield ok('f', cat([F[k-1] for k in ks]), good)
    yield no('f2', 0, 'wrong-layer-argument', r'\mathbb{1}[\mathbf{f}_{k-1} > 0] \odot \left( \boldsymbol\Omega_k^T \frac{\partial \ell}{\partial \mathbf{f}_k} \right)', cat([F[k-1] for k in ks]), lambda: cat([one[k] * (Om[k].T @ F[k]) for k in ks]), rv=good)
    al = range(K + 1)
    yield ok('beta', cat([G(l, be[k]) for k in al]), cat([F[k] for k in al]))
    yield ok('omega', cat([G(l, Om[k]) for k in al]), cat([O(F[k], h[k]) for k in al]))
    yield no('omega2', 0, 'pre-activation-for-activation', r'\frac{\partial \ell}{\partial \mathbf{f}_k} \, \mathbf{a}[\mathbf{f}_{k-1}]^T', cat([G(l, Om[k]) for k in ks]), cat([O(F[k], f[k-1]) for k in ks]), rv=cat([O(F[k], h[k]) for k in ks]))
    yield no('x', 0, 'missing-transpose', r'\boldsymbol\Omega_0^T \frac{\partial \ell}{\partial \mathbf{f}_0}', Hd[0], lambda: Om[0] @ F[0], rv=Om[0].T @ F[0])
    yield ok('two', cat([Hd[k-1] for k in ks if k > 1]), cat([Om[k-1].T @ (one[k-1] * (Om[k].T @ F[k])) for k in ks if k > 1]))
    y = r(n[-1]); yield ok('top', G(((f[K] - y) ** 2).sum(), f[K]), 2 * (f[K] - y))
if __name__ == '__main__': run(__file__, check)
