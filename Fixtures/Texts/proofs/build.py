import glob, json, os, subprocess, sys
H = os.path.dirname(os.path.abspath(__file__))
for f in sorted(glob.glob(H + '/check_*.py')):
    if len(sys.argv) < 2 or any(a in f for a in sys.argv[1:]): subprocess.run([sys.executable, f], cwd=H)
out = []
for p in sorted(glob.glob(H + '/parts/*.json')):
    d = json.load(open(p))
    if d['ok']: out += d['items']
json.dump(out, open(H + '/../verdicts.json', 'w'), ensure_ascii=False, indent=1)
T = {}
for e in out:
    L = open(f"{H}/../{e['file']}", encoding='utf-8').read().split('\n')
    t = '\n'.join(L[e['line']-1:e['endLine']])
    last = len(L[e['endLine']-1]) - (e['endColumn'] - 1)
    got = t[e['column']-1:len(t)-last]
    assert got == e['latex'], (e['file'], e['line'], got, e['latex'])
    c = T.setdefault(e['file'], [0, 0, 0, 0]); c[0 if e['verdict'].startswith('holds') else 1 if e['verdict'] == 'fails' else 2 if e['verdict'] == 'definition' else 3] += 1
for f in sorted(T): print(f, T[f])
print(len(T), [sum(x) for x in zip(*T.values())])
