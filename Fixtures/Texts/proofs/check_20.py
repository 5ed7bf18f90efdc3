from bank import *
def check(r):
    V, C_, d = 7, 3, 4
    X = r.onehot(V, C_).requires_grad_(True); o = int(r.int(1, V)); Wi, Wo = r(d, V), r(V, d)
    xs = [X[c] for c in range(C_)]
    h = sum(Wi @ x for x in xs) / C_; u = Wo @ h; p = sm(u); E = -torch.log(p[o])
    y = torch.zeros(V); y[o] = 1; e = p - y
    yield ok('E', E, -u[o] + torch.logsumexp(u, 0))
    yield ok('u', G(E, u), e)
    yield no('Wout', 0, 'outer-product-transposed', r'e \, h^\top', G(E, Wo), O(h, e), rv=O(e, h))
    yield ok('rowo', G(E, Wo)[o], (p[o] - 1) * h)
    yield ok('h', G(E, h), Wo.T @ e)
    yield ok('Win', G(E, Wi), O(Wo.T @ e, X.sum(0)) / C_)
    g = Wi.T @ (Wo.T @ e)
    yield no('xc', 0, 'missing-1/C', r'\frac{1}{C} W_{in}^\top W_{out}^\top e', G(E, X), g.expand(C_, V), rv=g.expand(C_, V) / C_)
    yield ok('ph', J(p, h), J(p, u) @ Wo, (D(p) - O(p, p)) @ Wo)
    dh, = torch.autograd.grad(E, h, create_graph=True)
    yield no('hess', 0, 'missing-softmax-term', r'W_{out}^\top \left( \operatorname{diag}(p) - p p^\top \right) W_{out}', J(dh, h), Wo.T @ D(p) @ Wo, rv=Wo.T @ (D(p) - O(p, p)) @ Wo)
if __name__ == '__main__': run(__file__, check)
