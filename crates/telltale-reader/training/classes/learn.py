"""What the roots are learnt from and how: shared by train.py and cross_validate.py."""
import os
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import collections, json, re, struct, subprocess
import numpy as np, scipy.sparse as sp
import frames

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, "..", "..", "weights")
ROOTS = "STATEMENT REQUEST AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE ASSAULT".split()
SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD", "FIGHT": "ASSAULT"}
# How much each kind of feature counts in the likeness of two sentences (see evidence.rs for the kinds).
KINDS = {"2": 1, "S": 1, "U": 1, "a": 1, "e": .3, "h": 1, "k": 3, "l": 3, "m": 1, "p": 1, "r": 1, "s": 1, "w": 3, "x": 1}
DENSE, DENSE_SHARE = "wlUT", .15   # kinds whose words are also averaged as vectors, and what that likeness counts
BUCKETS = 1 << 16
RIDGE, FRAME_TRUST, EACH = .1, .3, 1


def labelled(path):
    """[(text, source span, target span, root, id)]; spans in characters"""
    rows = []
    for line in open(path, encoding="utf8"):
        r = json.loads(line)
        e = r["events"][0]
        rows.append((r["text"], *spans(r, e), SAME.get(e["code"], e["code"]), r["id"]))
    return rows


def spans(r, e):
    plain, at = "", {}
    for part in re.split(r"(</?[st]>)", r.get("marked") or ""):
        if part in ("<s>", "<t>"): at.setdefault(part[1], [len(plain), None])
        elif part in ("</s>", "</t>"):
            if at.get(part[2]) and at[part[2]][1] is None: at[part[2]][1] = len(plain)
        else: plain += part
    out = []
    for key, name in (("s", e["source"]), ("t", e["target"])):
        if plain == r["text"] and at.get(key) and at[key][1] is not None: out.append(tuple(at[key]))
        else:
            j = r["text"].find(name or "\0")
            out.append((j, j + len(name)) if j >= 0 else (0, 0))
    return out


def features(rows, program):
    """for each row a dict {(kind, hash): words}"""
    size = lambda text, at: len(text[:at].encode())
    lines = []
    for text, s, t, *_ in rows:
        text = re.sub(r"[\n\r\t]", " ", text)
        lines.append("%d\t%d\t%d\t%d\t%s\n" % (size(text, s[0]), size(text, s[1]), size(text, t[0]), size(text, t[1]), text))
    out = subprocess.run([program], input="".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    found = []
    for line in out.split("\n")[:len(rows)]:
        row = {}
        for f in line.split(" ") if line else []:
            kind, number, words = f.split(":", 2)
            row[kind, int(number)] = words
        found.append(row)
    return found


def fnv(word):
    h = 0xcbf29ce484222325
    for b in b"v\x1f" + word.encode(): h = ((h ^ b) * 0x100000001b3) & (2 ** 64 - 1)
    return h & 0xffffffff


class Vectors:
    """The word vectors as the reader sees them: magic TTV1, count, width; keys; scales; rows of i8."""
    def __init__(self, path=os.path.join(WEIGHTS, "vectors.bin")):
        b = open(path, "rb").read()
        n, self.width = struct.unpack("<II", b[4:12])
        keys = np.frombuffer(b, "<u4", n, 12)
        scales = np.frombuffer(b, "<f4", n, 12 + 4 * n)
        rows = np.frombuffer(b, np.int8, n * self.width, 12 + 8 * n).reshape(n, self.width)
        self.rows = rows.astype(np.float32) * scales[:, None]
        self.at = {int(k): i for i, k in enumerate(keys)}

    def mean(self, words):
        v = np.zeros(self.width)
        for w in words:
            i = self.at.get(fnv(w))
            if i is not None: v += self.rows[i]
        n = np.linalg.norm(v)
        return v / n if n > 0 else v


def table(found, vectors):
    """the rows as a sparse matrix: hashed features, then the dense means"""
    total = sum(KINDS.values()) 
    i_, j_, v_ = [], [], []
    dense = np.zeros((len(found), len(DENSE) * vectors.width))
    for i, row in enumerate(found):
        count = collections.Counter(k for k, _ in row)
        for kind, number in row:
            if kind in KINDS:
                i_.append(i); j_.append((number ^ number >> 32) & (BUCKETS - 1)); v_.append((KINDS[kind] / total / count[kind]) ** .5)
        for d, kind in enumerate(DENSE):
            words = sorted(w for (k, _), w in row.items() if k == kind)
            dense[i, d * vectors.width:(d + 1) * vectors.width] = vectors.mean(words) * (DENSE_SHARE / len(DENSE)) ** .5
    return sp.hstack([sp.csr_matrix((v_, (i_, j_)), shape=(len(found), BUCKETS)), sp.csr_matrix(dense)]).tocsr()


def one_hot(roots): return np.array([[float(r == c) for c in ROOTS] for r in roots])


def fit(kernel, y, trust, ridge=RIDGE):
    """weights of the rows, and what is said when nothing is known"""
    base = y[trust == 1].mean(0) if (trust == 1).any() else y.mean(0)
    return np.linalg.solve(kernel + ridge * np.diag(1 / trust), y - base), base


def kin(texts):
    """a number for each text, the same for texts that share most of their word triples"""
    bags = [set(zip(w, w[1:], w[2:])) for w in (re.findall(r"\w+", t.lower()) for t in texts)]
    parent = list(range(len(texts)))
    def top(a):
        while parent[a] != a: a = parent[a]
        return a
    seen = collections.defaultdict(list)
    for i, bag in enumerate(bags):
        shared = collections.Counter(j for three in bag for j in seen[three])
        for j, n in shared.items():
            if n > .4 * max(1, min(len(bag), len(bags[j]))): parent[top(i)] = top(j)
        for three in bag: seen[three].append(i)
    return [top(i) for i in range(len(texts))]


def folds(roots, groups, k, seed):
    from sklearn.model_selection import StratifiedGroupKFold
    return list(StratifiedGroupKFold(k, shuffle=True, random_state=seed).split(roots, roots, groups))


def softmax(s, heat):
    e = np.exp((s - s.max(1, keepdims=True)) / heat)
    return e / e.sum(1, keepdims=True)


def heat(scores, y):
    """the temperature at which the probabilities are most honest"""
    grid = np.linspace(.03, .5, 48)
    return float(min(grid, key=lambda h: -np.log(np.maximum(1e-9, (softmax(scores, h) * y).sum(1))).mean()))
