"""Helper of the text bank: marks in src/NN-name.txt, values in check_NN.py, clean text in NN-name.md.

A mark [[key]] (written with the brackets U+27E6, U+27E7) stands at the start of an equation; the key 'd' is a
definition, 'n' says nothing that could be true or false. A check file yields ok(key, v0, v1, …) for a claim that
is true link by link, and no(key, link, mistake, right_latex, v0, v1, …) for one whose link (0-based) is the first wrong one.
"""
import re, sys, json, glob, os
import torch
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
LO, HI = 1e-9, 1e-3

# ---------------------------------------------------------------- text
SEG = re.compile(r'(?P<code>^```(?!math)[a-z]*\n.*?^```)|^```math\n(?P<fence>.*?)^```|\$\$(?P<dd>.*?)\$\$|\\\[(?P<br>.*?)\\\]'
                 r'|(?P<env>\\begin\{(?:align|equation|gather)\*?\}.*?\\end\{(?:align|equation|gather)\*?\})|(?<!\\)\$(?P<in>[^$]+?)(?<!\\)\$|\\\((?P<par>.*?)\\\)', re.S | re.M)
MARK = re.compile('\u27e6([^\u27e7]*)\u27e7')

def trim(s):
    old = None
    while old != s:
        old = s
        s = s.strip()
        s = re.sub(r'(\\\\|\\qquad|\\quad|&|,|\.|;|\\text\{ *(?:and|with|where|so|also)? *,? *\}|\\,)$', '', s) if not s.endswith('\\end{aligned}') else s
        m = re.search(r'\\end\{([a-z*]+)\}$', s)
        if m and ('\\begin{%s}' % m.group(1)) not in s:
            s = s[:m.start()]
    return s

def read(nn):
    src = glob.glob(f'{HERE}/src/{nn}-*.txt')[0]
    name = os.path.basename(src)[:-4] + '.md'
    raw = open(src, encoding='utf-8').read()
    clean = MARK.sub('', raw)
    out, bare = [], []
    for m in SEG.finditer(raw):
        if m.group('code'): continue
        g = next(k for k in ('fence', 'dd', 'br', 'env', 'in', 'par') if m.group(k) is not None)
        a, b = m.span(g)
        body = raw[a:b]
        marks = list(MARK.finditer(body))
        flat = MARK.sub('', body)
        top = re.sub(r'[_^]\{(?:[^{}]|\{[^{}]*\})*\}', '', flat)
        if not marks and re.search(r'[=≡]|\\leftarrow', top) and not re.match(r'\s*[a-z] ?= ?[0-9]', flat): bare.append(flat.strip())
        for i, k in enumerate(marks):
            e = marks[i + 1].start() if i + 1 < len(marks) else len(body)
            tex = trim(body[k.end():e])
            # position in the clean text
            before = MARK.sub('', raw[:a + k.end()])
            ws = re.match(r'\s*', body[k.end():e]).group()
            before += ws
            line = before.count('\n') + 1
            col = len(before) - (before.rfind('\n') + 1) + 1
            upto = before + tex
            out.append(dict(key=k.group(1), file=name, line=line, column=col, endLine=upto.count('\n') + 1,
                            endColumn=len(upto) - (upto.rfind('\n') + 1) + 1, latex=tex, display=g not in ('in', 'par')))
    return name, clean, out, bare

# ---------------------------------------------------------------- numbers
def gen(seed):
    g = torch.Generator().manual_seed(1000 + seed)
    def r(*s, scale=1.0): return (scale * torch.randn(s, generator=g)).requires_grad_(True)
    r.g = g
    r.u = lambda *s: (0.3 + torch.rand(s, generator=g)).requires_grad_(True)     # positive numbers
    r.int = lambda n, k: torch.randint(0, k, (n,), generator=g)
    def onehot(k, n=None):
        if n is None:
            y = torch.zeros(k); y[torch.randint(0, k, (1,), generator=g)] = 1.; return y
        return torch.stack([onehot(k) for _ in range(n)])
    r.onehot = onehot
    def dist(k, n=None):
        p = torch.rand(*( (n, k) if n else (k,)), generator=g) + .1
        return p / p.sum(-1, keepdim=True)
    r.dist = dist
    return r

def G(y, x):
    """gradient of the number y by x, in the shape of x"""
    d, = torch.autograd.grad(y, x, retain_graph=True, allow_unused=True)
    return torch.zeros_like(x) if d is None else d
def J(y, x):
    """Jacobian: shape y.shape + x.shape"""
    f = y.reshape(-1)
    return torch.stack([G(f[i], x) for i in range(len(f))]).reshape(*y.shape, *x.shape)
def O(a, b): return torch.outer(a, b)
def D(v): return torch.diag(v)
def eye(n): return torch.eye(n)
ein = torch.einsum
sg = torch.sigmoid
def dsg(z): s = torch.sigmoid(z); return s * (1 - s)
def dth(z): return 1 - torch.tanh(z) ** 2
def sm(z, d=-1): return torch.softmax(z, d)
def stk(f, n): return torch.stack([torch.as_tensor(f(i)) for i in range(n)])

class C: pass
def _c(key, link, mistake, right, vals, rv, cond, strict):
    c = C(); c.key, c.link, c.mistake, c.right, c.vals, c.rv, c.cond, c.strict = key, link, mistake, right, vals, rv, cond, strict
    return c
def ok(key, *vals, cond=None): return _c(key, None, None, None, vals, None, cond, True)
def no(key, link, mistake, right, *vals, rv=None): return _c(key, link, mistake, right, vals, rv, None, True)

def val(v):
    if callable(v):
        try: v = v()
        except (RuntimeError, IndexError, ValueError) as e: return None
    return torch.as_tensor(v).detach().double()
def rel(a, b, strict=True):
    if a is None or b is None: return float('inf')
    if a.shape != b.shape:
        if a.numel() == 1 and b.numel() == 1: a, b = a.reshape(()), b.reshape(())
        else: return float('inf')
    s = max(a.abs().max().item(), b.abs().max().item())
    return 0.0 if s == 0 else ((a - b).abs().max() / s).item()

def run(file, check, draws=4, quiet=False):
    nn = re.search(r'check_(\d\d)', file).group(1)
    name, clean, eqs, bare = read(nn)
    bad = []
    keys = [e['key'] for e in eqs if e['key'] not in ('d', 'n')]
    if len(set(keys)) != len(keys): bad.append('double key ' + str([k for k in keys if keys.count(k) > 1]))
    worst = {}
    info = {}
    for s in range(draws):
        for c in check(gen(s)):
            info[c.key] = c
            vs = [val(v) for v in c.vals]
            es = [rel(vs[i], vs[i + 1]) for i in range(len(vs) - 1)]
            worst.setdefault(c.key, []).append(es)
            if c.rv is not None:
                e = rel(vs[c.link], val(c.rv))
                if not e < LO: bad.append(f'{c.key} seed {s}: the right side given as right is off by {e:.1e}')
            n = len(es) if c.link is None else c.link
            for i in range(n):
                if not es[i] < LO: bad.append(f'{c.key} seed {s}: link {i} should hold, off by {es[i]:.1e}')
            if c.link is not None and not es[c.link] > HI: bad.append(f'{c.key} seed {s}: link {c.link} should fail, off by {es[c.link]:.1e}')
    for k in keys:
        if k not in info: bad.append('no check for ' + k)
    for k in info:
        if k not in keys: bad.append('no text for ' + k)
    for b in bare: bad.append('equation without a mark: ' + b)
    res = []
    for e in eqs:
        k = e.pop('key')
        if k == 'd': v = dict(verdict='definition', link=None, mistake=None, right=None)
        elif k == 'n': v = dict(verdict='notAClaim', link=None, mistake=None, right=None)
        elif k not in info: continue
        else:
            c = info[k]
            v = dict(verdict=('fails' if c.link is not None else 'holds' if not c.cond else 'holds with ' + c.cond), link=c.link, mistake=c.mistake, right=c.right)
            v['links'] = len(c.vals) - 1
            if c.link is not None and any(x[c.link] == float('inf') for x in worst[k]): v['illTyped'] = True
            v['key'] = k
            w = [max(x[i] for x in worst[k]) for i in range(len(c.vals) - 1)] if c.link is None else \
                [max(x[i] for x in worst[k]) if i < c.link else min(x[i] for x in worst[k]) for i in range(len(c.vals) - 1)]
            v['relativeDifferences'] = ['shapes' if x == float('inf') else float(f'{x:.2e}') for x in w]
            # what the count of = signs in the text says
            body = re.sub(r'[_^]\{(?:[^{}]|\{[^{}]*\})*\}', '', e['latex'])
            body = re.sub(r'\\(?:text|mathrm|label|tag)\{[^{}]*\}', '', body)
            body = re.sub(r'\\mathbb\{1\}(\([^()]*\)|\[[^\[\]]*\])', '', body)
            body = re.sub(r'\\begin\{cases\}.*?\\end\{cases\}', '', body, flags=re.S)
            q = len(re.findall(r'=|\\equiv|\\leftarrow', body))
            if q != len(c.vals) - 1: bad.append(f'{k}: {q} signs of equality in the text, {len(c.vals) - 1} links checked: {e["latex"]}')
        res.append({**e, **v})
    if not bad: open(f'{HERE}/../{name}', 'w', encoding='utf-8').write(clean)
    h = sum(r['verdict'].startswith('holds') for r in res); f = sum(r['verdict'] == 'fails' for r in res)
    nl = clean.count('\n')
    print(f'{name}: {h} true, {f} false, {sum(r["verdict"] == "definition" for r in res)} definitions, {nl} lines' + ('' if not bad else '   PROBLEMS'))
    for b in bad: print('   ', b)
    if not quiet and '-v' in sys.argv:
        for r in res: print('   ', r['line'], r['verdict'], r.get('relativeDifferences', ''), r['latex'][:70].replace('\n', ' '))
    os.makedirs(f'{HERE}/parts', exist_ok=True)
    json.dump(dict(ok=not bad, items=res), open(f'{HERE}/parts/{nn}.json', 'w'), ensure_ascii=False)
    return not bad

def cat(xs): return torch.cat([x.reshape(-1) for x in xs])
ACTS = [(torch.tanh, dth), (torch.sigmoid, dsg), (torch.nn.functional.softplus, torch.sigmoid), (torch.sin, torch.cos)]
def act(r, smooth=True):
    return ACTS[int(torch.randint(0, len(ACTS), (1,), generator=r.g))]
