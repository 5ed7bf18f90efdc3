from bank import *
def check(r):
    H, I, K, T = 5, 3, 4, 4
    Whh, Wxh, Who, bh, bo, h0 = r(H, H, scale=.5), r(H, I), r(K, H), r(H), r(K), r(H)
    x = [None] + [r(I) for _ in range(T)]; y = [None] + [r.onehot(K) for _ in range(T)]
    h, a, o, p, L = [h0], [None], [None], [None], 0.
    ts = range(1, T + 1)
    for t in ts:
        a.append(Whh @ h[-1] + Wxh @ x[t] + bh); h.append(torch.tanh(a[t])); o.append(Who @ h[t] + bo); p.append(sm(o[t]))
        L = L - (y[t] * torch.log(p[t])).sum()
    g = [G(L, h[t]) for t in range(T + 1)]
    d = [None] + [p[t] - y[t] for t in ts]; rr = [None] + [G(L, a[t]) for t in ts]
    yield ok('o', cat([G(L, o[t]) for t in ts]), cat([d[t] for t in ts]))
    yield ok('Who', G(L, Who), sum(O(d[t], h[t]) for t in ts))
    yield no('bo', 0, 'missing-sum-over-time', r'\sum_{t=1}^{T} (p_t - y_t)', G(L, bo), d[T], rv=sum(d[1:]))
    yield ok('gT', g[T], Who.T @ d[T])
    tt = range(1, T)
    good = cat([Who.T @ d[t] + Whh.T @ ((1 - h[t+1] ** 2) * g[t+1]) for t in tt])
    yield ok('gt', cat([g[t] for t in tt]), good)
    yield no('gwrong', 0, 'wrong-time-step', r'W_{ho}^\top (p_t - y_t) + W_{hh}^\top \left[ (1 - h_{t+1} \odot h_{t+1}) \odot g_{t+1} \right]', cat([g[t] for t in tt]),
             cat([Who.T @ d[t] + Whh.T @ ((1 - h[t] ** 2) * g[t+1]) for t in tt]), rv=good)
    R = [(1 - h[t] * h[t]) * g[t] for t in range(T + 1)]
    yield ok('r', cat(rr[1:]), cat([G(L, a[t]) for t in ts]), cat(R[1:]))
    yield no('Whh', 0, 'wrong-time-step', r'\sum_{t=1}^{T} r_t \, h_{t-1}^\top', G(L, Whh), sum(O(rr[t], h[t]) for t in ts), rv=sum(O(rr[t], h[t-1]) for t in ts))
    yield ok('Wxh', G(L, Wxh), sum(O(rr[t], x[t]) for t in ts))
    yield ok('bh', G(L, bh), sum(rr[1:]))
    yield ok('h0', G(L, h0), Whh.T @ rr[1])
    yield no('x', 0, 'missing-activation-derivative', r'W_{xh}^\top r_t', cat([G(L, x[t]) for t in ts]), cat([Wxh.T @ g[t] for t in ts]), rv=cat([Wxh.T @ rr[t] for t in ts]))
if __name__ == '__main__': run(__file__, check)
