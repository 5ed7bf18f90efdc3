from bank import *
def check(r):
    V, d, C, K = 7, 4, 3, 2
    Om, nu, eta = r(V, d), r(d), r.u(); os = [2, 5, 2]; o = 3; ns = [0, 6]      # one word occurs twice in the window
    s = Om @ nu; q = torch.exp(s) / torch.exp(s).sum(); Jv = -sum(torch.log(q[j]) for j in os)
    cnt = torch.tensor([float(os.count(w)) for w in range(V)])
    yield ok('J', Jv, -sum(s[j] for j in os) + C * torch.log(torch.exp(s).sum()))
    yield ok('sw', G(Jv, s), C * q - cnt)
    tail = sum(Om[j] for j in os)
    yield no('nu', 1, 'missing-factor', r'C \sum_{w=1}^{V} q_w \, \omega_w - \sum_{j=1}^{C} \omega_{o_j}', G(Jv, nu), sum(G(Jv, s)[w] * Om[w] for w in range(V)), q @ Om - tail, rv=C * q @ Om - tail)
    yield ok('om', G(Jv, Om), O(C * q - cnt, nu))
    l = -torch.log(q[o]); lO = G(l, Om); oth = [w for w in range(V) if w != o]
    yield ok('lnu', G(l, nu), -Om[o] + q @ Om)
    yield ok('lo', lO[o], (q[o] - 1) * nu)
    yield no('lw', 0, 'sign', r'q_w \, \nu_c', lO[oth], -O(q[oth], nu), rv=O(q[oth], nu))
    H = torch.autograd.functional.hessian(lambda n: -torch.log_softmax(Om @ n, 0)[o], nu.detach())
    yield ok('hess', H, sum(q[w] * O(Om[w], Om[w]) for w in range(V)) - O(q @ Om, q @ Om))
    F = -torch.log(sg(Om[o] @ nu)) - sum(torch.log(sg(-Om[k] @ nu)) for k in ns); FO = G(F, Om)
    yield ok('Fo', FO[o], (sg(Om[o] @ nu) - 1) * nu)
    yield no('Fn', 0, 'wrong-variable', r'\sigma(\omega_{n_k}^\top \nu_c) \, \nu_c', FO[ns], torch.stack([sg(Om[k] @ nu) * Om[k] for k in ns]), rv=torch.stack([sg(Om[k] @ nu) * nu for k in ns]))
    yield ok('Fnu', G(F, nu), (sg(Om[o] @ nu) - 1) * Om[o] + sum(sg(Om[k] @ nu) * Om[k] for k in ns))
    yield ok('upd', Om[o] - eta * FO[o], Om[o] + eta * (1 - sg(Om[o] @ nu)) * nu)
if __name__ == '__main__': run(__file__, check)
