"""cross_validate.py LABELLED.jsonl PROGRAM [--k 5] [--seeds 3] [--no-frames]: accuracy of the root, out of fold."""
import argparse
from learn import *

def main():
    a = argparse.ArgumentParser(); a.add_argument("labelled"); a.add_argument("program"); a.add_argument("--k", type=int, default=5)
    a.add_argument("--seeds", type=int, default=3); a.add_argument("--no-frames", action="store_true"); a = a.parse_args()
    rows = labelled(a.labelled); made = [] if a.no_frames else frames.sentences(EACH, 7)
    x = table(features(rows + made, a.program), Vectors()); kernel = (x @ x.T).toarray()
    n = len(rows); y = one_hot([r[3] for r in rows + made]); roots = np.array([r[3] for r in rows])
    trust = np.concatenate([np.ones(n), np.full(len(made), FRAME_TRUST)]); groups = kin([r[0] for r in rows]); accuracy = []
    for seed in range(1, a.seeds + 1):
        scores = np.zeros((n, len(ROOTS)))
        for train, test in folds(roots, groups, a.k, seed):
            use = np.concatenate([train, np.arange(n, len(y))])
            w, base = fit(kernel[np.ix_(use, use)], y[use], trust[use])
            scores[test] = kernel[np.ix_(test, use)] @ w + base
        said = np.array(ROOTS)[scores.argmax(1)]
        h = heat(scores, y[:n]); p = softmax(scores, h).max(1); right = said == roots
        accuracy.append(right.mean())
        print("seed %d accuracy %.4f heat %.3f; surest 80%%: %.4f; said %s" % (seed, right.mean(), h, right[p >= np.quantile(p, .2)].mean(),
              " ".join("%s %d/%d" % (c, right[roots == c].sum(), (roots == c).sum()) for c in ROOTS if (roots == c).any())))
    print("accuracy %.4f, spread %.4f, %d sentences, %d folds" % (np.mean(accuracy), np.ptp(accuracy), n, a.k))

if __name__ == "__main__": main()
