from bank import *
def check(r):
    d, K = 3, 5
    th, x, R, be, eta = r(K, d, scale=.6), r(d), r(K), r(), r.u()
    h = th @ x; p = sm(h); E = (p * R).sum(); lp = p.log(); H = -(p * p.log()).sum()
    yield ok('lp', J(lp, h), eye(K) - p[None])
    S = J(lp, th)
    yield no('score', 0, 'wrong-variable', r'(\delta_{ab} - \pi_b) \, x', S, ein('ab,bi->abi', eye(K) - p[None], th), rv=ein('ab,i->abi', eye(K) - p[None], x))
    yield ok('J', G(E, h), R @ J(p, h), p * (R - E))
    yield ok('zero', G(E, h).sum() + 1, 1.)
    yield ok('reinf', G(E, th), ein('a,a,abi->bi', p, R, S))
    yield no('base', 0, 'baseline-for-average', r'\pi_b (R_b - J)', ein('a,ab->b', p * (R - be), J(lp, h)), p * (R - be), rv=p * (R - E))
    yield ok('upd', th + eta * G(E, th), th + eta * O(p * (R - E), x))
    # the entropy as a function of free probabilities
    q = p.detach().requires_grad_(True)
    yield ok('Hp', G(-(q * q.log()).sum(), q), -p.log() - 1)
    yield no('Hh', 0, 'missing-softmax-term', r'-\pi_b (\log \pi_b + H)', G(H, h), -p * (p.log() + 1), rv=-p * (p.log() + H))
if __name__ == '__main__': run(__file__, check)
