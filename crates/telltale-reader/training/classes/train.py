"""train.py LABELLED.jsonl PROGRAM [--leave-out FOLD --k 5 --seed 1 --left-out IDS.txt] [--out classes.bin]

Writes the weights. With --leave-out one fold of the labelled sentences is not learnt from, and their ids are
written to --left-out, so that what the program says of them is out of fold. Without it, expected.csv is
written too: what the weights say of sentences of our own, for the reader's test."""
import argparse, csv
from learn import *

OWN = """Kenya|has agreed to send engineers to|Uganda
The finance minister|refused to meet|the union's leaders
Protesters|marched on|the governor's mansion
Police|detained|three reporters
The navy|fired rockets at|a fishing port
The bank|lent two million dollars to|Malawi
Norway|lifted the ban on imports from|Peru
The court|opened an inquiry into|the mayor
The premier|met|the king
Chad|threatened to close its border with|Niger
Oman|suspended its aid to|Yemen
The pope|praised|the volunteers
The island|demanded an apology from|the shipping line
Finland|put its troops on alert near|the frontier
Laos|signed an accord with|Vietnam
""".strip().split("\n")


def own():
    rows = []
    for line in OWN:
        s, middle, t = line.split("|")
        text = "%s %s %s on Tuesday." % (s, middle, t)
        rows.append((text, (0, len(s)), (len(s) + len(middle) + 2, len(s) + len(middle) + 2 + len(t))))
    rows.append(("The envoy was expelled by Gabon.", (26, 31), (0, 9)))
    return rows


def main():
    a = argparse.ArgumentParser(); a.add_argument("labelled"); a.add_argument("program"); a.add_argument("--leave-out", type=int)
    a.add_argument("--k", type=int, default=5); a.add_argument("--seed", type=int, default=1); a.add_argument("--left-out", default="left_out.txt")
    a.add_argument("--out", default=os.path.join(WEIGHTS, "classes.bin")); a = a.parse_args()
    rows = labelled(a.labelled); made = frames.sentences(EACH, 7); vectors = Vectors()
    x = table(features(rows + made, a.program), vectors); kernel = (x @ x.T).toarray(); n = len(rows)
    y = one_hot([r[3] for r in rows + made]); trust = np.concatenate([np.ones(n), np.full(len(made), FRAME_TRUST)])
    parts = folds([r[3] for r in rows], kin([r[0] for r in rows]), a.k, a.seed); rest = np.arange(n, len(y))
    scores = np.zeros((n, len(ROOTS)))
    for train, test in parts:
        use = np.concatenate([train, rest]); w, base = fit(kernel[np.ix_(use, use)], y[use], trust[use])
        scores[test] = kernel[np.ix_(test, use)] @ w + base
    warmth = heat(scores, y[:n]); use = np.arange(len(y))
    if a.leave_out is not None:
        train, test = parts[a.leave_out]; use = np.concatenate([train, rest])
        open(a.left_out, "w").write("".join(rows[i][4] + "\n" for i in test))
    w, base = fit(kernel[np.ix_(use, use)], y[use], trust[use])
    dual = x[use].T @ w
    sparse, dense = dual[:BUCKETS], dual[BUCKETS:].astype("<f4")
    scale = np.maximum(1e-12, np.abs(sparse).max(1) / 127).astype("<f4"); cells = np.round(sparse / scale[:, None]).astype(np.int8)
    total = sum(KINDS.values())
    with open(a.out, "wb") as f:
        f.write(b"TTC1" + struct.pack("<II", BUCKETS, vectors.width) + struct.pack("<f", warmth) + base.astype("<f4").tobytes())
        f.write(np.array([KINDS.get(chr(c), 0) / total for c in range(128)], "<f4").tobytes())
        f.write(DENSE.encode() + struct.pack("<f", (DENSE_SHARE / len(DENSE)) ** .5) + dense.tobytes() + scale.tobytes() + cells.tobytes())
    small = np.vstack([cells * scale[:, None], dense])
    exact, coarse = x[:n] @ dual + base, x[:n] @ small + base
    print("rounding changes %d of %d roots; heat %.3f" % ((exact.argmax(1) != coarse.argmax(1)).sum(), n, warmth))
    if a.leave_out is None:
        p = softmax(table(features(own(), a.program), vectors) @ small + base, warmth)
        with open(os.path.join(HERE, "expected.csv"), "w", newline="") as f:
            out = csv.writer(f, lineterminator="\n"); out.writerow(["text", "source_start", "source_end", "target_start", "target_end", *ROOTS])
            for (text, s, t), q in zip(own(), p): out.writerow([text, *s, *t, *("%.6f" % v for v in q)]); print(text, ROOTS[q.argmax()], "%.2f" % q.max())

if __name__ == "__main__": main()
