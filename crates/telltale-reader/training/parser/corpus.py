"""Writes the sentences that the parser learns from, one a line: split, source, tab, text.

    python corpus.py /path/to/shared > sentences.tsv

`hold` marks the tenth of the wire texts, and the hundredth of the agency's sentences, kept back to measure agreement.
"""

import csv
import glob
import gzip
import json
import random
import re
import sys
import zlib

from templates import swapped, template_sentences

SEED = 20251
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Prof|St|Jr|Sr|Adm|Capt|Maj|Sgt|No|vs|Inc|Corp|Co|Ltd|[A-Z])|\b[A-Z]\.[A-Z])\.$")
END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


def sentences(text):
    text = re.sub(r"\s+", " ", text).strip()
    start = 0
    for match in END.finditer(text):
        if ABBREVIATION.search(text[start : match.start() + 1]):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    if start < len(text):
        yield text[start:].strip()


def kcna(folder, rng):
    for path in sorted(glob.glob(f"{folder}/data/kcna/kcna_fulltext_*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            for row in csv.DictReader(file):
                if row["language"] != "en" or rng.random() > 0.4:
                    continue
                for part in row["story"].split(", ,"):
                    yield from sentences(part.strip(" ,"))
                if rng.random() < 0.3:
                    yield row["title"].strip()


def gold(folder, name):
    with open(f"{folder}/gold/{name}.jsonl", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def articles(folder):
    with open(f"{folder}/data/reading/articles/ground-truth.json", encoding="utf-8") as file:
        for _, item in sorted(json.load(file).items()):
            for part in item["articleBody"].split("\n"):
                yield from sentences(part)


def times(folder):
    for path in sorted(glob.glob(f"{folder}/data/reading/times/*.tml")):
        with open(path, encoding="utf-8", errors="replace") as file:
            found = re.search(r"<TEXT>(.*?)</TEXT>", file.read(), re.S)
        if found:
            text = re.sub(r"<[^>]+>", "", found.group(1))
            text = text.replace("&amp;", "&").replace("``", '"').replace("''", '"')
            for part in re.split(r"\n\s*\n", text):
                yield from sentences(part)


def main(folder):
    rng = random.Random(SEED)
    seen = set()

    wire = []

    def emit(split, source, text):
        if not 3 <= len(text.split()) <= 120 or text in seen:
            return
        seen.add(text)
        if split == "train" and source in ("plv", "wire"):
            wire.append(text)
        print(f"{split}/{source}\t{text}")

    for item in gold(folder, "plv_train"):
        split = "hold" if zlib.crc32(item["id"].encode()) % 10 == 0 else "train"
        for text in sentences(item["text"]):
            emit(split, "plv", text)
    for name in ["conflibert_cameo_train", "cameo_manual_examples", "petr2_gsr"]:
        for item in gold(folder, name):
            split = "hold" if zlib.crc32(item["id"].encode()) % 10 == 0 else "train"
            for text in sentences(item["text"]):
                emit(split, "wire", text)
    for text in times(folder):
        emit("train", "times", text)
    for text in articles(folder):
        emit("train", "articles", text)
    for text in template_sentences(rng):
        emit("train", "template", text)
    for text in [swapped(text, rng) for text in wire for _ in range(2)]:
        if text:
            emit("train", "swapped", text)
    for text in kcna(folder, random.Random(SEED)):
        emit("hold" if zlib.crc32(text.encode()) % 100 == 0 else "train", "kcna", text)


main(sys.argv[1])
