#!/usr/bin/env python3
"""How many misspelt words are found, and how often the right one is proposed.

    spelling.py DOUBLON [--words=1200] [--seed=1] [--show]

Each text is a sentence of corpora/fr with one word misspelt by one slip of a finger or of
the memory: a letter left out, doubled, exchanged with its neighbour or with one beside it
on the keyboard, an accent lost or wrong, a silent ending confused. A slip that makes
another word of the dictionary is none that a speller can find: hunspell is asked, and
it is drawn again. It reports, and never judges.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys

CORPORA = pathlib.Path(__file__).resolve().parents[2] / "corpora"
WORD = re.compile(r"(?<![\w’'-])[a-zàâçéèêëîïôûùœ]{5,}(?![\w’'-])")
ROWS = ["azertyuiop", "qsdfghjklm", "wxcvbn"]
ACCENTS = {"é": "eèê", "è": "eé", "ê": "eè", "à": "a", "â": "a", "ç": "c", "î": "i",
           "ô": "o", "û": "u", "ù": "u", "e": "éè"}


def sentences(doublon):
    """Sentences of the French articles, as they should be."""
    pages = sorted(CORPORA.glob("fr/*/page.html"))
    cleaned = subprocess.run([doublon, "clean", "-q", "-f", "jsonl", *map(str, pages)],
                             stdout=subprocess.PIPE, check=True).stdout
    for line in cleaned.decode().splitlines():
        for paragraph in json.loads(line)["doublon"]["text"].split("\n\n"):
            for sentence in re.split(r"(?<=[.!?]) (?=[A-ZÀÉ])", paragraph):
                if 40 <= len(sentence) <= 300:
                    yield sentence


def neighbours(letter):
    for row in ROWS:
        at = row.find(letter)
        if at >= 0:
            return row[max(at - 1, 0):at] + row[at + 1:at + 2]
    return ""


def slip(word, chance):
    """The word with one fault."""
    at = chance.randrange(len(word))
    kind = chance.choice(["drop", "double", "swap", "key", "accent", "single"])
    if kind == "drop":
        return word[:at] + word[at + 1:]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == "key" and neighbours(word[at]):
        return word[:at] + chance.choice(neighbours(word[at])) + word[at + 1:]
    if kind == "accent":
        places = [i for i, letter in enumerate(word) if letter in ACCENTS]
        if places:
            at = chance.choice(places)
            return word[:at] + chance.choice(ACCENTS[word[at]]) + word[at + 1:]
    if kind == "single":
        twice = [i for i in range(1, len(word)) if word[i] == word[i - 1]]
        if twice:
            at = chance.choice(twice)
            return word[:at] + word[at + 1:]
    return word


def unknown(words):
    """Those that hunspell's dictionary does not have."""
    said = subprocess.run(["hunspell", "-d", "fr", "-i", "utf-8", "-l"],
                          input="\n".join(words).encode(), stdout=subprocess.PIPE,
                          check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    return set(said.stdout.decode().split())


def cases(doublon, count, seed):
    """(text, wrong, right), each wrong word none of the dictionary."""
    chance = random.Random(seed)
    drawn, pool = [], list(sentences(doublon))
    while len(drawn) < 2 * count:
        sentence = chance.choice(pool)
        words = list(WORD.finditer(sentence))
        if not words:
            continue
        word = chance.choice(words)
        wrong = slip(word.group(), chance)
        if wrong != word.group():
            text = sentence[:word.start()] + wrong + sentence[word.end():]
            drawn.append((text, wrong, word.group()))
    faults = unknown([wrong for _, wrong, _ in drawn])
    return [case for case in drawn if case[1] in faults][:count]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("doublon")
    options.add_argument("--words", type=int, default=1200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", action="store_true", help="what was not found")
    args = options.parse_args()
    wrong = cases(args.doublon, args.words, args.seed)
    lines = "".join(json.dumps({"text": text, "lang": "fr"}) + "\n" for text, *_ in wrong)
    said = subprocess.run([args.doublon, "check", "-i", "jsonl", "-f", "jsonl"],
                          input=lines.encode(), stdout=subprocess.PIPE, check=False)
    found = first = five = 0
    for (text, fault, right), line in zip(wrong, said.stdout.decode().splitlines()):
        beg = len(text[:text.index(fault)].encode())
        hits = [finding for finding in json.loads(line)["doublon"]["findings"]
                if ".spell." in finding["rule"]
                and finding["from"] <= beg < finding["to"]]
        fixes = hits[0].get("fixes", []) if hits else []
        found += bool(hits)
        first += fixes[:1] == [right]
        five += right in fixes[:5]
        if args.show and (not hits or right not in fixes[:5]):
            rules = [f["rule"] for f in hits]
            print(f"{fault}\t{right}\t{rules}\t{fixes[:5]}", file=sys.stderr)
    total = max(len(wrong), 1)
    print(f"{len(wrong)} words: found {found / total:.3f}, right word first "
          f"{first / total:.3f}, in the first five {five / total:.3f}")


if __name__ == "__main__":
    main()
