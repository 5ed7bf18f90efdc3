from bank import *
ls = torch.nn.functional.logsigmoid
def check(r):
    K, d = 4, 3
    vc, uo, U = r(d), r(d), r(K, d)
    so = uo @ vc; s = U @ vc
    E = -ls(so) - ls(-s).sum()
    z = r(6)
    yield ok('sym', sg(-z), 1 - sg(z))
    yield ok('log', G(ls(z).sum(), z), G(sg(z).sum(), z) / sg(z), 1 - sg(z))
    yield no('logm', 0, 'sign', r'-\sigma(z)', G(ls(-z).sum(), z), sg(z), rv=-sg(z))
    yield ok('vc', G(E, vc), (sg(so) - 1) * uo + sum(sg(U[k] @ vc) * U[k] for k in range(K)))
    yield ok('uo', G(E, uo), (sg(so) - 1) * vc)
    yield ok('uk', G(E, U), torch.stack([(1 - sg(-U[k] @ vc)) * vc for k in range(K)]))
    yield ok('s', G(E, s), sg(s))
    yield ok('U', G(E, U), O(sg(s), vc))
    yield no('vcm', 0, 'transpose', r'\left( \sigma(u_o^\top v_c) - 1 \right) u_o + U^\top \sigma(s)', G(E, vc), lambda: (sg(so) - 1) * uo + U @ sg(s), rv=(sg(so) - 1) * uo + U.T @ sg(s))
    p, pk = sg(so), sg(s)
    g1, = torch.autograd.grad(E, vc, create_graph=True)
    yield ok('H', J(g1, vc), p * (1 - p) * O(uo, uo) + sum(pk[k] * (1 - pk[k]) * O(U[k], U[k]) for k in range(K)))
    yield no('mix', 0, 'missing-term', r'p (1 - p) \, u_o v_c^\top - (1 - p) I', J(g1, uo), p * (1 - p) * O(uo, vc), rv=p * (1 - p) * O(uo, vc) - (1 - p) * eye(d))
if __name__ == '__main__': run(__file__, check)
