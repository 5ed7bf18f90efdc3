from bank import *
def check(r_):
    X, H, Y = 3, 5, 4
    A = {k: r_(H, X) for k in 'rzn'}; B = {k: r_(H, H, scale=.7) for k in 'rzn'}; c = {k: r_(H) for k in 'rzn'}
    x, q, V, t = r_(X), r_(H), r_(Y, H), r_(Y)
    ar = A['r'] @ x + B['r'] @ q + c['r']; r = sg(ar)
    az = A['z'] @ x + B['z'] @ q + c['z']; z = sg(az)
    an = A['n'] @ x + B['n'] @ (r * q) + c['n']; n = torch.tanh(an)
    h = (1 - z) * n + z * q; y = V @ h; E = ((y - t) ** 2).sum() / 2
    g = lambda v: G(E, v)
    yield ok('h', g(h), V.T @ (y - t))
    yield ok('nn', g(n), (1 - z) * g(h))
    yield no('z', 0, 'sign', r'(q - n) \odot \frac{\partial E}{\partial h}', g(z), (n - q) * g(h), rv=(q - n) * g(h))
    yield ok('az', g(az), g(z) * z * (1 - z))
    yield ok('an', g(an), g(n) * (1 - n * n))
    yield ok('r', g(r), B['n'].T @ g(an) * q)
    yield no('Bn', 0, 'missing-factor', r'\frac{\partial E}{\partial a_n} \, (r \odot q)^\top', g(B['n']), O(g(an), q), rv=O(g(an), r * q))
    yield ok('Ar', g(A['r']), O(g(ar), x))
    rest = z * g(h) + B['r'].T @ g(ar) + B['z'].T @ g(az)
    yield no('q', 0, 'missing-factor', r'z \odot \frac{\partial E}{\partial h} + B_r^\top \frac{\partial E}{\partial a_r} + B_z^\top \frac{\partial E}{\partial a_z} + r \odot B_n^\top \frac{\partial E}{\partial a_n}', g(q), rest + B['n'].T @ g(an), rv=rest + r * (B['n'].T @ g(an)))
if __name__ == '__main__': run(__file__, check)
