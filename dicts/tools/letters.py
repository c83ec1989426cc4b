#!/usr/bin/env python3
"""Write dicts/letters.bin: how probable each letter is after those before it, by language.

Usage: dicts/tools/letters.py CACHE > dicts/letters.bin

CACHE is a folder for the packages, which `apt-get download` fetches from Debian 12; the
same packages give the same file. Only counts of letters leave this script: no word and
no sentence of these texts is in the file. dicts/README.md describes its format.

Learnt: P(letter | up to five letters before it, back to the start of the word), for
every language of COLUMNS, smoothed after Witten and Bell. A word counts n**DAMP times
when it stands n times in the texts, so that what manuals repeat does not drown the rest;
words of Debian's word lists that never stand there share the weight LISTED. Words that
are much more frequent in another language are its own (commands, names, quotations) and
are left out. Of all contexts the ROWS stay that change most what their shorter ones say.
"""

import array
import bz2
import collections
import glob
import gzip
import heapq
import html
import math
import os
import re
import struct
import subprocess
import sys
import urllib.request

PACKAGES = (
    [f"libreoffice-help-{code}" for code in
     "ca cs da de en-us es et eu fi fr gl hu id it nl pl pt pt-br sl sv tr".split()]
    + [f"manpages-{code}" for code in "da de es fr it nl pl pt-br ro sv".split()]
    + [f"debian-reference-{code}" for code in "de es fr it pt".split()]
    + [f"aptitude-doc-{code}" for code in "en es fr it nl".split()]
    + "debian-handbook gnome-user-docs installation-guide-amd64 lyx-common "
      "wesnoth-1.16-data iso-codes anarchism fortunes fortunes-br fortunes-de "
      "fortunes-es fortunes-it".split()
    + "wamerican wcatalan wdutch wfrench witalian wngerman wportuguese wspanish".split()
)
DESCRIPTIONS = "cs de es fi fr hu it nl pl pt pt_BR sv".split()
DESCRIPTIONS_AT = "dists/bookworm/main/i18n/Translation-"

# Name of the column, the codes under which packages have its texts, its word list.
COLUMNS = [
    ("ca", "ca", "catalan"), ("de", "de", "ngerman"),
    ("en", "en en-US en_GB C", "american-english"), ("es", "es", "spanish"),
    ("fr", "fr", "french"), ("it", "it", "italian"), ("nl", "nl", "dutch"),
    ("pt", "pt pt-BR pt_BR", "portuguese"),
    ("cs", "cs sk", None), ("da", "da", None), ("et", "et", None), ("eu", "eu", None),
    ("fi", "fi", None), ("gl", "gl", None), ("hr", "hr sl", None), ("hu", "hu", None),
    ("id", "id", None), ("lt", "lt", None), ("lv", "lv", None),
    ("nb", "nb nb-NO nb_NO", None), ("pl", "pl", None), ("ro", "ro", None),
    ("sv", "sv", None), ("tr", "tr", None),
]
OURS = 8  # the first columns are the languages of dicts/; the others tell what is not

MAGIC = b"DBNLET03"
ORDER = 6         # letters of a gram: one and five before it
ROWS = 100000
DAMP = 0.7
LISTED = 0.1
FOREIGN = 8       # times as frequent elsewhere
OTHERS_WEIGHT = 0.25
UNITS = 16        # a nat in the file
UNKNOWN = 208     # what a letter of no row costs
ALPHABET = 0x250  # letters from here on are no Latin ones
NEAR = 1024       # cells that are looked through for room
NOTHING, FOREIGN_LETTER = 254, 255  # symbols: of an empty cell; of letters of no row


def fetch(cache):
    os.makedirs(cache + "/files", exist_ok=True)
    missing = [name for name in PACKAGES if not glob.glob(f"{cache}/{name}_*.deb")]
    if missing:
        subprocess.run(["apt-get", "download", "-q", *missing], cwd=cache, check=True,
                       stdout=sys.stderr)
        for name in missing:
            for deb in glob.glob(f"{cache}/{name}_*.deb"):
                subprocess.run(["dpkg", "-x", deb, cache + "/files"], check=True)
    for code in DESCRIPTIONS:
        path = f"{cache}/Translation-{code}.bz2"
        if not os.path.exists(path):
            urllib.request.urlretrieve(f"{mirror()}/{DESCRIPTIONS_AT}{code}.bz2", path)


def mirror():
    """Where apt gets the packages from."""
    sites = subprocess.run(["apt-get", "indextargets", "--format", "$(SITE)",
                            "Created-By: Packages"], check=True, capture_output=True, text=True)
    return min(sites.stdout.split(), key=len)


MARKUP = re.compile(r"<(script|style|code|pre|tt)\b.*?</\1>|<[^>]*>", re.S)


def decoded(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def read_page(path):
    with open(path, "rb") as file:
        return html.unescape(MARKUP.sub(" ", file.read().decode("utf-8", "ignore")))


def read_manual(path):
    with gzip.open(path) as file:
        lines = file.read().decode("utf-8", "ignore").split("\n")
    text = "\n".join(line for line in lines if not line.startswith(("'", ".")))
    return re.sub(r"\\f.|\\\(..|\\.", "", text)


def read_messages(path):
    """The translations of a gettext file."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] != b"\xde\x12\x04\x95":
        return ""
    count, _, table = struct.unpack("<III", data[8:20])
    texts = []
    for i in range(1, count):
        length, at = struct.unpack("<II", data[table + 8 * i : table + 8 * i + 8])
        texts.append(data[at : at + length].decode("utf-8", "ignore"))
    return "\n".join(texts).replace("\0", "\n")


def read_text(path):
    with open(path, "rb") as file:
        return decoded(file.read())


def read_lyx(path):
    return "\n".join(line for line in read_text(path).split("\n")
                     if not line.startswith("\\"))


def read_descriptions(path):
    with bz2.open(path, "rt", encoding="utf-8", errors="ignore") as file:
        return "\n".join(line for line in file if line.startswith(" "))


WHERE = [
    (read_page, "libreoffice/help/{}/text/**/*.html"),
    (read_page, "help/{}/**/*.page"),
    (read_page, "doc/debian-handbook/html/{}-*/*.html"),
    (read_page, "doc/debian-handbook/html/{}/*.html"),
    (read_page, "doc/installation-guide-amd64/{}/*.html"),
    (read_page, "doc/aptitude/html/{}/*.html"),
    (read_page, "debian-reference/*.{}.html"),
    (read_manual, "man/{}/man*/*.gz"),
    (read_lyx, "lyx/doc/{}/*.lyx"),
    (read_messages, "locale/{}/LC_MESSAGES/*.mo"),
    (read_messages, "games/wesnoth/*/locale/{}/LC_MESSAGES/*.mo"),
    (read_text, "games/fortunes/{}/*"),
]
# What has no language in its path.
ELSEWHERE = {
    "en": [(read_lyx, "lyx/doc/*.lyx"), (read_page, "doc/anarchism/html/*.html"),
           (read_text, "games/fortunes/*.u8")],
    "pt": [(read_text, "games/fortunes/brasil")],
}


def texts(cache, name, codes):
    share = cache + "/files/usr/share/"
    places = [(read, place.format(code)) for code in codes for read, place in WHERE]
    for read, place in places + ELSEWHERE.get(name, []):
        for path in sorted(glob.glob(share + place, recursive=True)):
            if os.path.isfile(path) and not os.path.islink(path) and \
                    not path.endswith(".dat"):
                yield read(path)
    for code in codes:
        path = f"{cache}/Translation-{code}.bz2"
        if os.path.exists(path):
            yield read_descriptions(path)


def words_of(cache, name, codes, listed):
    """How often each word stands in the texts, each line once; words of the list."""
    counts, seen = collections.Counter(), set()
    for text in texts(cache, name, codes):
        for line in text.replace("\xad", "").split("\n"):
            if len(line) > 20:
                if line in seen:
                    continue
                seen.add(line)
            counts.update(re.findall(r"[^\W\d_]+", line.lower()))
    known = set()
    if listed:
        text = read_text(f"{cache}/files/usr/share/dict/{listed}")
        known = {word.lower() for word in text.split() if word.isalpha()}
    print(name, sum(counts.values()), "words", file=sys.stderr)
    return counts, known


def weighted(words, i):
    """The words of column i that are its own, with what they weigh."""
    counts, known = words[i]
    total = sum(counts.values())
    totals = [sum(other.values()) for other, _ in words]
    kept = {}
    for word, n in counts.items():
        if (n < 2 and word not in known) or max(map(ord, word)) >= ALPHABET:
            continue
        foreign = max(other[word] / totals[j] for j, (other, _) in
                      enumerate(words[:OURS]) if j != i)
        if foreign * total <= FOREIGN * n * (4 if word in known else 1):
            kept[word] = n ** DAMP
    rest = [word for word in known
            if word not in kept and max(map(ord, word)) < ALPHABET]
    if rest:
        share = LISTED * sum(kept.values()) / len(rest)
        kept.update((word, share) for word in rest)
    return kept


class Model:
    """Probabilities of one language."""

    def __init__(self, words):
        self.counts = collections.Counter()
        for word, weight in words.items():
            word = f" {word} "
            for end in range(1, len(word)):
                for beg in range(max(0, end - ORDER + 1), end + 1):
                    self.counts[word[beg : end + 1]] += weight
        self.after, self.kinds = collections.Counter(), collections.Counter()
        for gram, n in self.counts.items():
            self.after[gram[:-1]] += n
            self.kinds[gram[:-1]] += 1
        self.total = self.after[""]
        self.known = {}

    def probability(self, gram):
        p = self.known.get(gram)
        if p is None:
            p = self.probability(gram[1:]) if len(gram) > 1 else 1 / 256
            n = self.after.get(gram[:-1], 0)
            if n > 0:
                kinds = self.kinds[gram[:-1]]
                p = (self.counts.get(gram, 0) + kinds * p) / (n + kinds)
            self.known[gram] = p
        return p


def asked(models, gram):
    """How often the row of a gram is asked for."""
    return sum((1.0 if i < OURS else OTHERS_WEIGHT) * model.counts.get(gram, 0)
               / model.total for i, model in enumerate(models))


def worth(models, gram):
    """How much a row says that the shorter one does not, weighted by how often it is
    asked for."""
    if len(gram) <= 2:
        return math.inf
    gains = []
    for i, model in enumerate(models):
        gain = math.log(model.probability(gram) / model.probability(gram[1:]))
        gains.append((1.0 if i < OURS else OTHERS_WEIGHT, gain))
    mean = sum(w * g for w, g in gains) / sum(w for w, g in gains)
    return asked(models, gram) * sum(w * abs(g - mean) for w, g in gains)


def choose(models):
    shares = collections.Counter()
    for i, model in enumerate(models):
        for gram, n in model.counts.items():
            if n / model.total > (1e-6 if i < OURS else 4e-6) or len(gram) < 3:
                shares[gram] += 1
    rows = heapq.nlargest(ROWS, ((worth(models, gram), gram) for gram in shares))
    return sorted(gram for _, gram in rows)


def symbols_of(rows):
    """The number of each letter, the same for both cases; 255 for those of no row."""
    letters = sorted({letter for gram in rows for letter in gram} - {" "})
    assert len(letters) < NOTHING
    number = {letter: i + 1 for i, letter in enumerate(letters)}
    table = bytearray(ALPHABET)
    for code in range(ALPHABET):
        if chr(code).isalpha():
            table[code] = number.get(chr(code).lower(), FOREIGN_LETTER)
    return number | {" ": 0}, table


def longest(gram, known):
    """The longest end of a gram that is known."""
    while gram not in known:
        gram = gram[1:]
    return gram


def place(states, symbols):
    """Where the cells of each state begin: as far in front as they fit, if not far from
    the last ones. No two begin at the same cell: so its symbol tells whose a cell is."""
    begins, taken, used, last = {}, bytearray(8 * ROWS), set(), 0
    for state in states:
        own, at = symbols[state], max(0, last - NEAR)
        while taken[at] or at < own[0] or at - own[0] in used or \
                any(taken[at - own[0] + symbol] for symbol in own):
            at += 1
        begins[state] = at - own[0]
        used.add(begins[state])
        for symbol in own:
            taken[begins[state] + symbol] = 1
        last = max(last, begins[state] + own[-1])
    return begins


def machine(rows, number, order):
    """The cells and the ways back of lang/letters.c: (symbol, row, next state) and the
    state of the next shorter context. States are the beginnings of grams."""
    row = {gram: i + 1 for i, gram in enumerate(rows)}
    grams = {gram[:end] for gram in rows for end in range(1, len(gram) + 1)}
    symbols = collections.defaultdict(list)
    for gram in grams:
        symbols[gram[:-1]].append(number[gram[-1]])
    for own in symbols.values():
        own.sort()
    begins = place(sorted(symbols, key=lambda gram: (gram != "", order(gram))), symbols)
    assert begins[""] == 0
    cells = max(begins.values()) + 256
    steps, back = array.array("I", [NOTHING, 0] * cells), array.array("I", [0] * cells)
    known = row | {"": 0}
    for gram in grams:
        cell = begins[gram[:-1]] + number[gram[-1]]
        steps[2 * cell] = known[longest(gram, known)] << 8 | number[gram[-1]]
        steps[2 * cell + 1] = begins[longest(gram, begins)]
    for state, begin in begins.items():
        back[begin] = begins[longest(state[1:], begins)]
    return steps, back


def little(numbers):
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def write(out, models, rows):
    """Grams that are asked for together stand together."""
    beginnings = {gram[:end] for gram in rows for end in range(len(gram) + 1)}
    often = {gram: asked(models, gram) for gram in beginnings}
    rows = sorted(rows, key=lambda gram: (-often[gram], gram))
    number, alphabet = symbols_of(rows)
    steps, back = machine(rows, number, lambda gram: (-often[gram], gram))
    width = -(-len(models) // 8) * 8
    costs = bytearray([UNKNOWN] * width)
    for gram in rows:
        row = [round(-math.log(model.probability(gram)) * UNITS) for model in models]
        costs += bytes(min(cost, 255) for cost in row).ljust(width, b"\0")
    out.write(MAGIC + struct.pack("<IIII", len(models), OURS, len(rows) + 1, len(back)))
    out.write(b"".join(name.encode().ljust(4, b"\0") for name, _, _ in COLUMNS))
    out.write(alphabet + little(steps) + little(back) + costs)


def main():
    cache = os.path.abspath(sys.argv[1])
    fetch(cache)
    words = [words_of(cache, name, codes.split(), listed)
             for name, codes, listed in COLUMNS]
    models = [Model(weighted(words, i)) for i in range(len(words))]
    del words
    rows = choose(models)
    lengths = collections.Counter(map(len, rows))
    print("rows by length:", sorted(lengths.items()), file=sys.stderr)
    write(sys.stdout.buffer, models, rows)


if __name__ == "__main__":
    main()
