"""deeds.py LABELLED.jsonl PROGRAM [--check] [--out deeds.bin]

Writes the weights that say whether one party does anything to another, and what. With --check one fifth of the
lines and of the labelled sentences is not learnt from; how right the weights are on it is printed. Without it,
expected_deeds.csv is written: what the weights say of sentences of our own, for the reader's test."""
import argparse, csv, random
from learn import *
from scipy.linalg import cho_factor, cho_solve
from train import own

CHANNELS = "NONE VISIT MEETING MILITARY ARMS ECONOMIC AGREEMENT REFUSAL SANCTION INCIDENT AID PROMISE APPEAL PRAISE CRITICISM THREAT".split()
OF_ROOT = {"STATEMENT": "PRAISE", "REQUEST": "APPEAL", "AGREE": "PROMISE", "CONSULT": "MEETING", "SUPPORT": "PRAISE", "COOPERATE": "ECONOMIC",
           "AID": "AID", "YIELD": "AGREEMENT", "ACCUSE": "CRITICISM", "REJECT": "REFUSAL", "THREATEN": "THREAT", "PROTEST": "INCIDENT",
           "MOBILIZE": "MILITARY", "SANCTION": "SANCTION", "COERCE": "INCIDENT", "ASSAULT": "INCIDENT"}
# What the other party cannot have done as well.
ONE_WAY = "ACCUSE REJECT THREATEN SANCTION COERCE ASSAULT REQUEST AID".split()
OFTEN_BOTH = "MEETING AGREEMENT ECONOMIC".split()
TRAVEL = re.compile(r"visit|fl[ey]|travel|arriv|trip|tour|land")
STATES = [state.split(",") for state in """Iran,Iranian,Tehran;Turkey,Turkish,Ankara;Russia,Russian,Moscow;China,Chinese,Beijing;Japan,Japanese,Tokyo
South Korea,South Korean,Seoul;North Korea,North Korean,Pyongyang;India,Indian,New Delhi;Pakistan,Pakistani,Islamabad;Israel,Israeli,Jerusalem
Egypt,Egyptian,Cairo;Syria,Syrian,Damascus;Iraq,Iraqi,Baghdad;Jordan,Jordanian,Amman;Lebanon,Lebanese,Beirut;Saudi Arabia,Saudi,Riyadh;Qatar,Qatari,Doha
Ethiopia,Ethiopian,Addis Ababa;Eritrea,Eritrean,Asmara;Sudan,Sudanese,Khartoum;Kenya,Kenyan,Nairobi;Uganda,Ugandan,Kampala;Nigeria,Nigerian,Abuja
Mali,Malian,Bamako;Chad,Chadian,N'Djamena;Libya,Libyan,Tripoli;Algeria,Algerian,Algiers;Morocco,Moroccan,Rabat;France,French,Paris;Germany,German,Berlin
Britain,British,London;Spain,Spanish,Madrid;Italy,Italian,Rome;Poland,Polish,Warsaw;Ukraine,Ukrainian,Kyiv;Belarus,Belarusian,Minsk;Georgia,Georgian,Tbilisi
Armenia,Armenian,Yerevan;Azerbaijan,Azerbaijani,Baku;Serbia,Serbian,Belgrade;Greece,Greek,Athens;Mexico,Mexican,Mexico City;Cuba,Cuban,Havana
Venezuela,Venezuelan,Caracas;Colombia,Colombian,Bogota;Brazil,Brazilian,Brasilia;Argentina,Argentine,Buenos Aires;Chile,Chilean,Santiago;Peru,Peruvian,Lima
Bolivia,Bolivian,La Paz;the United States,American,Washington;Canada,Canadian,Ottawa;Australia,Australian,Canberra;Indonesia,Indonesian,Jakarta
Malaysia,Malaysian,Kuala Lumpur;Myanmar,Burmese,Naypyidaw;Thailand,Thai,Bangkok;Vietnam,Vietnamese,Hanoi;Cambodia,Cambodian,Phnom Penh
the Philippines,Philippine,Manila;Taiwan,Taiwanese,Taipei;Afghanistan,Afghan,Kabul;Nepal,Nepalese,Kathmandu;Bangladesh,Bangladeshi,Dhaka""".replace("\n", ";").split(";")]
PEOPLE = "officials diplomats authorities ministers leaders forces troops lawmakers generals".split()
BODIES = ["foreign ministry", "government", "defence ministry", "parliament", "navy", "army", "president", "prime minister", "foreign minister",
          "premier", "defence minister", "air force", "coast guard", "cabinet"]
OPENINGS = ["", "", "", "", "On Monday, ", "Last week, ", "In March, ", "Meanwhile, ", "In 2014, ", "Earlier, ", "After talks in {C}, ",
            "Hours after {Z} did the same, ", "In a surprise move, "]
DAYS = ["", " on Monday", " on Thursday", " on Tuesday", " recently", " last week", "", " at the weekend"]
TAILS = ["", "", "", "", " on Friday", " last month", ", officials said", ", state media reported", " after weeks of tension", " over the border dispute",
         ", a spokesman said", " in a move seen as significant", " amid a deepening crisis", " following the election",
         ", days after {Z} and {W} held talks", ", while {Z} kept silent", ", {Z} said", " before a summit in {C}",
         ", a week after {Z} recalled its ambassador from {W}", " during talks in {C}", ", the first such step since 2014"]


def forms(line, rng):
    """as many sentences of a line as its longest list has entries, each entry at least once"""
    parts = re.split(r"\{([^{}]*)\}", line)
    lists = [rng.sample(part.split("|"), len(part.split("|"))) for part in parts[1::2]]
    made = []
    for n in range(max(map(len, lists), default=2)):
        text = parts[0]
        for entries, rest in zip(lists, parts[2::2]): text += (entries[n] if n < len(entries) else rng.choice(entries)) + rest
        made.append(text)
    return made


def someone(sign, state, alone, rng):
    """(what stands before the name, the name as the reader finds it, what stands behind it)"""
    if sign in ("Xa", "Ya"): return "", state[1], ""
    chance = rng.random()
    if alone: return "", state[0] if chance < .8 else state[2], ""
    if chance < .5: return "", state[0], ""
    if chance < .7: return "", state[2], ""
    if chance < .85: return "the ", state[1], " " + rng.choice(BODIES)
    return "", state[1], " " + rng.choice(PEOPLE)


def tell(sentence, rng):
    """(text, span of X, span of Y) in a setting drawn at random"""
    x, y, z, w = rng.sample(STATES, 4)
    aside = lambda text: text.replace("{C}", z[2]).replace("{Z}", z[0]).replace("{W}", w[0])
    text, day, tail, spans = aside(rng.choice(OPENINGS)), rng.choice(DAYS), aside(rng.choice(TAILS)), {}
    if " on " in sentence[-14:]: day = ""
    parts = re.split(r"\b(Xa|Ya|X|Y)\b", sentence)
    for n, part in enumerate(parts):
        if n % 2 == 0: text += part; continue
        alone = parts[n + 1].startswith(("'s", " and Y")) or part == "Y" and sentence.startswith("X and")
        before, name, behind = someone(part, x if part[0] == "X" else y, alone, rng)
        if not text and before: before = before[0].upper() + before[1:]
        elif not text: name = name[0].upper() + name[1:]
        text += before
        spans.setdefault(part[0], (len(text), len(text) + len(name)))
        text += name + behind
    return text + day + tail + ".", spans.get("X"), spans.get("Y")


def lines(name):
    return [line.strip() for line in open(os.path.join(HERE, name), encoding="utf8") if line.strip() and not line.startswith("#")]


def sentences(seed):
    """[(text, source span, target span, channel, group)] of our own"""
    rng, rows = random.Random(seed), []
    for g, line in enumerate(lines("turns.txt")):
        signs, turn = line.split(": ", 1)
        channel = signs.strip("<=")
        for text, x, y in (tell(form, rng) for form in forms(turn, rng)):
            if not x or not y: continue
            who, whom = (y, x) if "<" in signs else (x, y)
            rows.append((text, who, whom, channel, "t%d" % g))
            if "=" not in signs and channel not in OFTEN_BOTH and rng.random() < .5: rows.append((text, whom, who, "NONE", "t%d" % g))
    for g, line in enumerate(lines("quiet.txt")):
        for text, x, y in (tell(form, rng) for _ in range(3) for form in forms(line, rng)):
            if x and y: rows.append((text, *((x, y) if rng.random() < .7 else (y, x)), "NONE", "q%d" % g))
    for n, (text, s, t, root) in enumerate(frames.sentences(1, 7)):
        rows.append((text, s, t, "VISIT" if root == "CONSULT" and TRAVEL.search(text) else OF_ROOT[root], "f%d" % (n // 10)))
    return rows


def real(path):
    rows = []
    for text, s, t, root, name in labelled(path):
        if s == t or s == (0, 0): continue
        rows.append((text, s, t, OF_ROOT[root], name))
        if root in ONE_WAY: rows.append((text, t, s, "NONE", name))
    return rows


def main():
    a = argparse.ArgumentParser(); a.add_argument("labelled"); a.add_argument("program"); a.add_argument("--check", action="store_true")
    a.add_argument("--out", default=os.path.join(WEIGHTS, "deeds.bin")); a = a.parse_args()
    known = real(a.labelled); rows = known + sentences(7); n = len(known); vectors = Vectors()
    x = table(features([r[:3] for r in rows], a.program), vectors).astype(np.float32); kernel = (x @ x.T).toarray()
    y = np.array([[float(r[3] == c) for c in CHANNELS] for r in rows]); base = y[:n].mean(0)
    trust = np.concatenate([np.ones(n), np.full(len(rows) - n, FRAME_TRUST)])
    def fit_on(use):
        part = kernel[np.ix_(use, use)]; part[np.diag_indices(len(use))] += (RIDGE / trust[use]).astype(np.float32)
        return cho_solve(cho_factor(part, lower=True, overwrite_a=True), (y[use] - base).astype(np.float32))
    groups = sorted({r[4] for r in rows}); kept = set(random.Random(3).sample(groups, len(groups) // 5))
    test = np.array([i for i, r in enumerate(rows) if r[4] in kept]); rest = np.array([i for i, r in enumerate(rows) if r[4] not in kept])
    scores = kernel[np.ix_(test, rest)] @ fit_on(rest) + base; warmth = heat(scores, y[test])
    said, true = scores.argmax(1), y[test].argmax(1)
    for name, some in (("labelled", test < n), ("own", test >= n), ("quiet", np.array([rows[i][4].startswith("q") for i in test]))):
        none, told = some & (true == 0), some & (true > 0)
        print(name, "none said of none %.3f" % (said[none] == 0).mean(), "something of something %.3f, and that %.3f" % ((said[told] > 0).mean(), (said == true)[told].mean()) if told.any() else "")
    if a.check: return
    dual = np.asarray(x.T @ fit_on(np.arange(len(rows)))); write(a.out, dual, base, warmth, vectors)
    sparse, dense = dual[:BUCKETS], dual[BUCKETS:]
    scale = np.maximum(1e-12, np.abs(sparse).max(1) / 127).astype("<f4"); small = np.vstack([np.round(sparse / scale[:, None]) * scale[:, None], dense])
    p = softmax(table(features(own(), a.program), vectors) @ small + base, warmth)
    with open(os.path.join(HERE, "expected_deeds.csv"), "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n"); out.writerow(["text", "source_start", "source_end", "target_start", "target_end", *CHANNELS])
        for (text, s, t), q in zip(own(), p): out.writerow([text, *s, *t, *("%.6f" % v for v in q)]); print(text, CHANNELS[q.argmax()], "%.2f" % q.max())


def write(path, dual, base, warmth, vectors):
    sparse, dense = dual[:BUCKETS], dual[BUCKETS:].astype("<f4")
    scale = np.maximum(1e-12, np.abs(sparse).max(1) / 127).astype("<f4"); cells = np.round(sparse / scale[:, None]).astype(np.int8)
    total = sum(KINDS.values())
    with open(path, "wb") as f:
        f.write(b"TTC1" + struct.pack("<II", BUCKETS, vectors.width) + struct.pack("<f", warmth) + base.astype("<f4").tobytes())
        f.write(np.array([KINDS.get(chr(c), 0) / total for c in range(128)], "<f4").tobytes())
        f.write(DENSE.encode() + struct.pack("<f", (DENSE_SHARE / len(DENSE)) ** .5) + dense.tobytes() + scale.tobytes() + cells.tobytes())


if __name__ == "__main__": main()
