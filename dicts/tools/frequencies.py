#!/usr/bin/env python3
"""Write dicts/<lang>/frequencies.txt: how often words stand in texts, by language.

Usage: dicts/tools/frequencies.py CACHE [LANG...]

CACHE is a folder for the packages, which are fetched from Debian 12; the same packages
give the same files. Learnt from the texts that letters.py learns from, which are about
computers, and from prose that is not (PROSE: the Littré with its quotations, the Webster of
1913), half and half, each line once. A file holds no sentence and no word of anybody's word
list: only words that stand WORD_MIN times at least in texts (names NAME_MIN times), the
KEPT most frequent ones, with a number that says how often. dicts/README.md describes the
format.

A word is written as it mostly stands inside lines: in small letters unless nearly all of
its places have a capital, so that what begins sentences is no name.
"""

import collections
import glob
import gzip
import html
import math
import os
import re
import subprocess
import sys

import letters

PROSE = {
    "de": ["gimp-help-de"], "en": ["dict-gcide"], "es": ["gimp-help-es"],
    "fr": ["stardict-xmlittre", "gimp-help-fr"], "it": ["gimp-help-it"],
    "nl": ["gimp-help-nl"],
}
PLACES = ["gimp/2.0/help/{}/*.html", "gimp/2.0/help/{}/**/*.html"]
BOOKS = {"en": ["dictd/gcide.dict.dz"], "fr": ["stardict/dic/XMLittre.dict.dz"]}

KEPT = 50000
WORD_MIN = 2
NAME_MIN = 6
SMALL = 0.1      # share of small letters from which on a word is no name
PER = 10 ** 8    # the number is 2 log2 of how often in so many words
FOREIGN = 8      # times as frequent in another language: its word, not ours
SMALL_WORD = re.compile(r"\b[a-zß-öø-ÿœ]+\b")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def fetch(cache):
    letters.fetch(cache)
    os.makedirs(cache + "/more", exist_ok=True)
    for package in sum(PROSE.values(), []):
        if not glob.glob(f"{cache}/{package}_*.deb"):
            subprocess.run(["apt-get", "download", "-q", package], cwd=cache, check=True,
                           stdout=sys.stderr)
        for deb in glob.glob(f"{cache}/{package}_*.deb"):
            subprocess.run(["dpkg", "-x", deb, cache + "/more"], check=True)


def prose(cache, name):
    share = cache + "/more/usr/share/"
    for path in BOOKS.get(name, []):
        with gzip.open(share + path) as file:
            text = file.read().decode("utf-8", "ignore")
        yield html.unescape(letters.MARKUP.sub(" ", text))
    for path in sorted({path for place in PLACES
                        for path in glob.glob(share + place.format(name), recursive=True)}):
        yield letters.read_page(path)


def counted(texts, name):
    """How often each spelling stands in the texts, behind another word of its line."""
    counts, seen = collections.Counter(), set()
    for text in texts:
        for line in text.replace("\xad", "").replace("’", "'").split("\n"):
            if len(line) > 20:
                if line in seen:
                    continue
                seen.add(line)
            for match in WORD.finditer(line):
                word = match.group()
                before = line[: match.start()].rstrip(" \"«“(")
                inside = before != "" and before[-1] not in ".!?:…-*"
                parts = re.split(r"(?<=')", word) if name in ("fr", "it", "ca") else [word]
                for part in parts:
                    part = part.rstrip("'")
                    if inside or part != parts[0].rstrip("'"):
                        counts[part] += 1
                    elif part.islower():
                        counts[part] += 1
    return counts


def counted_small(texts):
    """The same of prose: small letters alone, since its capitals begin verses."""
    counts = collections.Counter()
    for text in texts:
        counts.update(SMALL_WORD.findall(text.replace("\xad", "")))
    return counts


def together(technical, general):
    """Both halves as if they were of one size, that of the larger one."""
    sizes = [sum(technical.values()), sum(general.values())]
    if min(sizes) * 20 < max(sizes):
        return technical + general
    size = max(sizes)
    counts = collections.Counter()
    for half, own in ((technical, sizes[0]), (general, sizes[1])):
        for word, n in half.items():
            counts[word] += n * size / own / 2
    return counts


def spelt(counts):
    """One spelling a word, with all its places."""
    by_word = collections.defaultdict(collections.Counter)
    for word, n in counts.items():
        by_word[word.lower()][word] += n
    words = {}
    for small, spellings in by_word.items():
        total = sum(spellings.values())
        best, n = max(spellings.items(), key=lambda item: (item[1], item[0]))
        if spellings[small] >= SMALL * total or len(small) == 1:
            best = small
        elif best.isupper() and len(best) > 1 and spellings[best.capitalize()] * 2 > n:
            best = best.capitalize()
        words[best] = total
    return words


def main():
    cache = os.path.abspath(sys.argv[1])
    fetch(cache)
    columns = [(name, codes.split()) for name, codes, _ in letters.COLUMNS[: letters.OURS]]
    words = {name: spelt(together(counted(letters.texts(cache, name, codes), name),
                                  counted_small(prose(cache, name))))
             for name, codes in columns}
    totals = {name: sum(counts.values()) for name, counts in words.items()}
    for name in sys.argv[2:] or ["de", "en", "es", "fr", "it", "nl"]:
        classes = collections.defaultdict(list)
        kept = []
        for word, n in words[name].items():
            least = WORD_MIN if word.islower() else NAME_MIN
            if n < least or not (word.islower() or word.istitle() or word[:1].isupper()):
                continue
            if max(map(ord, word)) >= letters.ALPHABET:
                continue
            foreign = max(words[other].get(word, 0) / totals[other]
                          for other in words if other != name)
            if word.islower() and foreign * totals[name] > FOREIGN * n:
                continue
            kept.append((-n, word))
        for n, word in sorted(kept)[:KEPT]:
            classes[round(2 * math.log2(-n * PER / totals[name]))].append(word)
        path = os.path.join(os.path.dirname(__file__), "..", name, "frequencies.txt")
        with open(path, "w", encoding="utf-8") as file:
            for number in sorted(classes, reverse=True):
                file.write(f"{number} {' '.join(sorted(classes[number]))}\n")
        print(name, round(totals[name]), "words,", sum(map(len, classes.values())), "kept",
              file=sys.stderr)


main()
