from bank import *
def check(r):
    H, I = 5, 3
    Wz, Wr, W, Uz, Ur, U = r(H, I), r(H, I), r(H, I), r(H, H), r(H, H), r(H, H)
    x, h0, y = r(I), r(H), r(H)
    al = Wz @ x + Uz @ h0; be = Wr @ x + Ur @ h0; z = sg(al); q = sg(be)
    ga = W @ x + U @ (q * h0); c = torch.tanh(ga); h = (1 - z) * h0 + z * c
    E = ((h - y) ** 2).sum() / 2; d = G(E, h)
    dal, dbe, dga, dr = G(E, al), G(E, be), G(E, ga), G(E, q)
    yield ok('delta', d, h - y)
    yield ok('cand', G(E, c), z * d)
    yield no('z', 0, 'sign', r'(\tilde h_t - h_{t-1}) \odot \delta', G(E, z), (h0 - c) * d, rv=(c - h0) * d)
    yield ok('gamma', dga, z * d * (1 - c * c))
    yield no('U', 0, 'missing-factor', r'\frac{\partial E}{\partial \gamma} \, (r_t \odot h_{t-1})^\top', G(E, U), O(dga, h0), rv=O(dga, q * h0))
    yield ok('W', G(E, W), O(dga, x))
    yield ok('r', dr, h0 * (U.T @ dga))
    yield ok('beta', dbe, dr * q * (1 - q))
    yield ok('Ur', G(E, Ur), O(dbe, h0))
    yield no('Wz', 0, 'outer-product-transposed', r'\frac{\partial E}{\partial \alpha} \, x_t^\top', G(E, Wz), O(x, dal), rv=O(dal, x))
    three = (1 - z) * d + Uz.T @ dal + Ur.T @ dbe; four = three + q * (U.T @ dga)
    yield no('h1', 0, 'missing-path', r'(1 - z_t) \odot \delta + U_z^\top \frac{\partial E}{\partial \alpha} + U_r^\top \frac{\partial E}{\partial \beta} + r_t \odot \left( U^\top \frac{\partial E}{\partial \gamma} \right)', G(E, h0), three, rv=four)
    yield ok('h2', G(E, h0), four)
if __name__ == '__main__': run(__file__, check)
