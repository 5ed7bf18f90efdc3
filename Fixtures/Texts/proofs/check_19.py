from bank import *
def check(r):
    I, H, K, T = 3, 6, 2, 4
    U, V, b, R, c, h0, y = r(I, H, scale=.6), r(H, H, scale=.6), r(1, H), r(H, K), r(1, K), r(1, H), r(T, K)
    x = [None] + [r(1, I) for _ in range(T)]
    s, h, o = [None], [h0], [None]; ts = range(1, T + 1)
    for t in ts: s.append(x[t] @ U + h[-1] @ V + b); h.append(torch.tanh(s[t])); o.append(h[t] @ R + c)
    Y = [None] + [y[t:t + 1] for t in range(T)]
    E = sum(((o[t] - Y[t]) ** 2).sum() for t in ts) / 2
    g = lambda v: G(E, v); e = [None] + [g(s[t]) for t in ts]; d = [None] + [o[t] - Y[t] for t in ts]
    yield ok('R', g(R), sum(h[t].T @ d[t] for t in ts))
    yield ok('hT', g(h[T]), d[T] @ R.T)
    yield ok('ht', cat([g(h[t]) for t in range(1, T)]), cat([d[t] @ R.T + e[t + 1] @ V.T for t in range(1, T)]))
    yield ok('eta', cat(e[1:]), cat([g(h[t]) * (1 - h[t] * h[t]) for t in ts]))
    yield ok('U', g(U), sum(x[t].T @ e[t] for t in ts))
    yield no('V', 0, 'wrong-time-step', r'\sum_{t=1}^{T} h_{t-1}^\top \eta_t', g(V), sum(h[t].T @ e[t] for t in ts), rv=sum(h[t - 1].T @ e[t] for t in ts))
    yield no('b', 0, 'missing-sum-over-time', r'\sum_{t=1}^{T} \eta_t', g(b), e[T], rv=sum(e[1:]))
    yield ok('h0', g(h0), e[1] @ V.T)
    yield ok('x', cat([g(x[t]) for t in ts]), cat([e[t] @ U.T for t in ts]))
if __name__ == '__main__': run(__file__, check)
