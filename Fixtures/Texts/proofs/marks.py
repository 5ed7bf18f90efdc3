"""What the proofs of the texts from 81 on have in common: src/NN-name.txt has the text with marks; both sides of every
claim are computed in float64 (PyTorch autodiff) at six random draws. ok(key, v0, v1, ...): every link agrees; no(key, link,
mistake, right, v0, ..., rv=value of what is right): the links before `link` agree and this one does not. `prove` writes the
clean ../NN-name.md and parts/NNN.json."""
import re, sys, json, glob, os, math
import torch
torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))
LO, HI, DRAWS = 1e-9, 1e-3, 6
SEG = re.compile(r'^```math\n(?P<fence>.*?)^```|\$\$(?P<dd>.*?)\$\$|\\\[(?P<br>.*?)\\\]|\\begin\{(?P<nm>align\*?|equation\*?|gather\*?)\}(?P<env>.*?)\\end\{(?P=nm)\}|(?<!\\)\$(?P<in>[^$]+?)(?<!\\)\$', re.S | re.M)
MARK = re.compile('\u27e6([^\u27e7]*)\u27e7')
def trim(s):
    old = None
    while old != s:
        old = s; s = s.strip()
        if not s.endswith('\\end{cases}'): s = re.sub(r'(\\\\|\\qquad|\\quad|&|,|\.|;|\\,)$', '', s)
        m = re.search(r'\\end\{([a-z*]+)\}$', s)
        if m and '\\begin{%s}' % m.group(1) not in s: s = s[:m.start()]
    return s
def read(nn):
    src, = glob.glob(f'{HERE}/src/{nn}-*.txt')
    name = os.path.basename(src)[:-4] + '.md'
    raw = open(src, encoding='utf-8').read(); out, bare = [], []
    for m in SEG.finditer(raw):
        g = next(k for k in ('fence', 'dd', 'br', 'env', 'in') if m.group(k) is not None)
        a, b = m.span(g); body = raw[a:b]; marks = list(MARK.finditer(body)); flat = MARK.sub('', body)
        top = re.sub(r'[_^]\{(?:[^{}]|\{[^{}]*\})*\}', '', flat)
        if not marks and re.search(r'=|\\leftarrow', top) and not re.match(r'\s*[a-z] ?= ?[0-9]', flat): bare.append(flat.strip())
        for i, k in enumerate(marks):
            e = marks[i + 1].start() if i + 1 < len(marks) else len(body)
            tex = trim(body[k.end():e])
            before = MARK.sub('', raw[:a + k.end()]) + re.match(r'\s*', body[k.end():e]).group()
            upto = before + tex
            out.append(dict(key=k.group(1), file=name, line=before.count('\n') + 1, column=len(before) - before.rfind('\n'),
                            endLine=upto.count('\n') + 1, endColumn=len(upto) - upto.rfind('\n'), latex=tex, display=g != 'in'))
    return name, MARK.sub('', raw), out, bare

def gen(seed):
    g = torch.Generator().manual_seed(7000 + seed)
    def r(*s, scale=1.0): return (scale * torch.randn(s, generator=g)).requires_grad_(True)
    r.u = lambda *s: (0.3 + torch.rand(s, generator=g)).requires_grad_(True)
    r.int = lambda k, *s: torch.randint(0, k, s, generator=g)
    return r
def G(y, x):
    d, = torch.autograd.grad(y, x, retain_graph=True, allow_unused=True)
    return torch.zeros_like(x) if d is None else d
def J(y, x): return torch.stack([G(f, x) for f in y.reshape(-1)]).reshape(*y.shape, *x.shape)
O, D, ein, sg, th, sm = torch.outer, torch.diag, torch.einsum, torch.sigmoid, torch.tanh, lambda z: torch.softmax(z, -1)
eye, stk = torch.eye, torch.stack
def dsg(z): return sg(z) * (1 - sg(z))
def cat(xs): return torch.cat([x.reshape(-1) for x in xs])
def hot(k, i): v = torch.zeros(k); v[i] = 1.; return v
def smooth(r, k):
    'some smooth loss of a vector with k entries'
    M, c = r(k, k), r(k)
    return lambda o: (torch.sin(M @ o + c) ).sum() + ((o - c) ** 2).sum() * .3
def ok(key, *vals, cond=None): return dict(key=key, link=None, mistake=None, right=None, vals=vals, rv=None, cond=cond)
def no(key, link, mistake, right, *vals, rv): return dict(key=key, link=link, mistake=mistake, right=right, vals=vals, rv=rv, cond=None)
def val(v):
    if callable(v):
        try: v = v()
        except (RuntimeError, IndexError, ValueError): return None
    return torch.as_tensor(v).detach().double()
def rel(a, b):
    if a is None or b is None or a.shape != b.shape: return float('inf')
    s = max(a.abs().max().item(), b.abs().max().item())
    return 0.0 if s == 0 else ((a - b).abs().max() / s).item()


def prove(checks, numbers):
    "checks: the functions cNN by name; numbers: those of the texts"
    allv, tot, good = [], [0, 0, 0], True
    for nn in numbers:
        name, clean, eqs, bare = read(nn); bad = ['equation without a mark: ' + b for b in bare]; worst, info = {}, {}
        keys = [e['key'] for e in eqs if e['key'] not in ('d', 'n')]
        if len(set(keys)) != len(keys): bad.append('double key')
        for s in range(DRAWS):
            for c in checks[f'c{nn}'](gen(100 * nn + s)):
                k, link = c['key'], c['link']; info[k] = c; vs = [val(v) for v in c['vals']]
                es = [rel(vs[i], vs[i+1]) for i in range(len(vs) - 1)]; worst.setdefault(k, []).append(es)
                for i in range(len(es) if link is None else link):
                    if not es[i] < LO: bad.append(f'{k}: link {i} should hold, off by {es[i]:.1e}')
                if link is not None:
                    if not es[link] > HI: bad.append(f'{k}: link {link} should fail, off by {es[link]:.1e}')
                    if not rel(vs[link], val(c['rv'])) < LO: bad.append(f'{k}: what is given as right is not')
        bad += ['no check for ' + k for k in keys if k not in info] + ['no text for ' + k for k in info if k not in keys]
        lines = clean.split('\n'); cnt = [0, 0, 0]; print(f'\n{name}')
        for e in eqs:
            k = e.pop('key'); a, b = e['line'] - 1, e['endLine'] - 1; seg = lines[a:b+1]
            seg[-1] = seg[-1][:e['endColumn'] - 1]; seg[0] = seg[0][e['column'] - 1:]
            if '\n'.join(seg) != e['latex']: bad.append('position of ' + k)
            if k in ('d', 'n'): v = dict(verdict='definition' if k == 'd' else 'notAClaim', link=None, mistake=None, right=None); cnt[2] += 1
            elif k in info:
                c = info[k]; link = c['link']; n = len(c['vals']) - 1; w = worst[k]
                v = dict(verdict='fails' if link is not None else 'holds with ' + c['cond'] if c['cond'] else 'holds', link=link, mistake=c['mistake'], right=c['right'], links=n)
                if link is not None and any(x[link] == float('inf') for x in w): v['illTyped'] = True
                v['key'] = k
                m = [(min if i == link else max)(x[i] for x in w) for i in range(n)]
                v['relativeDifferences'] = ['shapes' if x == float('inf') else float(f'{x:.2e}') for x in m]
                body = re.sub(r'[_^]\{(?:[^{}]|\{[^{}]*\})*\}', '', e['latex'])
                body = re.sub(r'\\begin\{cases\}.*?\\end\{cases\}|\\mathbb\{1\}(\[[^\]]*\]|\([^()]*\))', '', body, flags=re.S)
                q = len(re.findall(r'=|\\leftarrow', body))
                if q != n: bad.append(f'{k}: {q} signs of equality, {n} links')
                cnt[link is not None] += 1
                print(f"  {e['line']:3d}:{e['column']:<3d} {v['verdict'][:5]:5s} {k:6s} {v['relativeDifferences']} {v['mistake'] or ''}")
            else: continue
            allv.append({**e, **v})
        print(f'  {cnt[0]} true, {cnt[1]} false, {cnt[2]} definitions and others' + ''.join('\n  PROBLEM ' + b for b in dict.fromkeys(bad)))
        if not bad: open(f'{HERE}/../{name}', 'w', encoding='utf-8').write(clean)
        good &= not bad
        tot = [a + b for a, b in zip(tot, cnt)]
    os.makedirs(f'{HERE}/parts', exist_ok=True)
    json.dump(dict(ok=good, items=allv), open(f'{HERE}/parts/{numbers[0]:03d}.json', 'w', encoding='utf-8'), ensure_ascii=False)
    print(f'\n{len(numbers)} documents, {tot[0] + tot[1]} claims, {tot[0]} true, {tot[1]} false, {tot[2]} definitions and others;', 'all proved' if good else 'PROBLEMS')
