"""vectors.py WORDS.npz PROGRAM LABELLED.jsonl: word vectors (words, E) of a sentence encoder → weights/vectors.bin."""
import sys
from learn import *

WIDTH = 64
STOP = set("the a an of in on to at by for with from and or that it be have 0 , \" : ; as which who s its their his her this SRC TGT".split())

def main(words, program, path):
    z = np.load(words); names = [str(w) for w in z["words"]]
    rows = labelled(path) + frames.sentences(EACH, 7)
    df = collections.Counter(w for row in features(rows, program) for (k, _), w in row.items() if k == "w")
    by = collections.defaultdict(list)
    for i, row in enumerate(features([(w, (0, 0), (0, 0)) for w in names], program)):
        stems = [w for (k, _), w in row.items() if k == "a"]
        if len(stems) == 1: by[stems[0]].append(i)
    stems = sorted(by); v = np.array([z["E"][by[s]].mean(0) for s in stems]); v -= v.mean(0)
    u, s, _ = np.linalg.svd(v, full_matrices=False)
    p = u[:, :WIDTH] * s[:WIDTH]; p /= np.linalg.norm(p, axis=1, keepdims=True)
    p *= np.array([np.log(len(rows) / max(1, df[s])) for s in stems])[:, None]
    kept = {}
    for s, row in zip(stems, p):
        if s not in STOP: kept.setdefault(fnv(s), row)
    keys = sorted(kept); p = np.array([kept[k] for k in keys]); scale = np.abs(p).max(1) / 127
    with open(os.path.join(WEIGHTS, "vectors.bin"), "wb") as f:
        f.write(b"TTV1" + struct.pack("<II", len(keys), WIDTH) + np.array(keys, "<u4").tobytes() + scale.astype("<f4").tobytes()
                + np.round(p / scale[:, None]).astype(np.int8).tobytes())
    print(len(keys), "words")

if __name__ == "__main__": main(*sys.argv[1:])
