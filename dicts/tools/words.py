#!/usr/bin/env python3
"""Write dicts/words.bin: in which languages words stand that their letters mislead.

Usage: dicts/tools/words.py CACHE dicts/letters.bin > dicts/words.bin

CACHE is a folder for the packages, as of letters.py. Their word lists, and the forms that
hunspell's dictionaries make where those lists have few, say in which languages a word
stands. Most words need not be looked up: their letters say it. Those stay that would be
cheaper, or less than MARGIN dearer, in a language that lacks them than in all that have
them. The file has a hash of each and no word; dicts/README.md describes its format.
"""

import array
import collections
import glob
import multiprocessing
import os
import re
import struct
import subprocess
import sys

# Name of the column, its word list, its dictionary.
LISTS = [("ca", "catalan", "ca"), ("de", "ngerman", None), ("en", "american-english", None),
         ("es", "spanish", "es_ES"), ("fr", "french", None), ("it", "italian", None),
         ("nl", "dutch", None), ("pt", "portuguese", "pt_PT")]
PACKAGES = ("wamerican wcatalan wdutch wfrench witalian wngerman wportuguese wspanish "
            "hunspell-ca hunspell-es hunspell-pt-pt").split()

MAGIC = b"DBNWRD01"
ALPHABET = 0x250
NAT = 16
MARGIN = 1 * NAT
LONGEST = 12      # letters; those of longer words say enough
PROBES = 32       # places at which lang/listed.c looks for a word
PROCESSES = 4
AT_ONCE = 20000   # words
LANE = 16         # bits of a sum


def fetch(cache):
    os.makedirs(cache + "/files", exist_ok=True)
    missing = [name for name in PACKAGES if not glob.glob(f"{cache}/{name}_*.deb")]
    if missing:
        subprocess.run(["apt-get", "download", "-q", *missing], cwd=cache, check=True,
                       stdout=sys.stderr)
    for name in PACKAGES:
        for deb in glob.glob(f"{cache}/{name}_*.deb"):
            subprocess.run(["dpkg", "-x", deb, cache + "/files"], check=True)


# ---- forms ----

class Endings:
    """What an .aff file puts behind a stem. Prefixes make new words of old ones; what they
    are worth the letters say."""

    def __init__(self, path):
        self.kind, self.never = "", set()
        self.rules = collections.defaultdict(list)
        for line in open(path, encoding="utf-8", errors="ignore"):
            part = line.split()
            if len(part) > 1 and part[0] == "FLAG":
                self.kind = part[1]
            elif len(part) > 1 and part[0] in ("NEEDAFFIX", "FORBIDDENWORD"):
                self.never.add(part[1])
            elif len(part) > 3 and part[0] == "SFX" and not part[3].isdigit():
                strip, add = (end.split("/")[0].replace("0", "") for end in part[2:4])
                if (add.isalpha() or not add) and len(add) < LONGEST:
                    condition = part[4] if len(part) > 4 else "."
                    holds = re.compile(f"(?:{condition})$").search
                    self.rules[part[1]].append((strip, add, holds))

    def flags(self, text):
        if self.kind == "long":
            return [text[i : i + 2] for i in range(0, len(text), 2)]
        return text.split(",") if self.kind == "num" else list(text)

    def forms(self, stem, flags):
        yield stem
        for flag in flags:
            for strip, add, holds in self.rules.get(flag, ()):
                if stem.endswith(strip) and holds(stem):
                    yield stem[: len(stem) - len(strip)] + add


def forms_of(path):
    endings, found = Endings(path + ".aff"), set()
    for line in open(path + ".dic", encoding="utf-8", errors="ignore"):
        stem, _, text = line.split("\t")[0].strip().partition("/")
        flags = endings.flags(text.split(" ")[0])
        if stem.isalpha() and not endings.never.intersection(flags):
            found.update(form.lower() for form in endings.forms(stem, flags))
    return found


def words_of(share, listed, dictionary):
    with open(f"{share}/dict/{listed}", "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    words = {word.lower() for word in text.split()}
    if dictionary:
        words |= forms_of(f"{share}/hunspell/{dictionary}")
    return {word for word in words if word.isalpha() and len(word) <= LONGEST and
            max(map(ord, word)) < ALPHABET}


# ---- what letters say ----

class Letters:
    """The machine of letters.bin; the costs of a row are one number with a lane each."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        languages, ours, rows, cells = struct.unpack_from("<IIII", data, 8)
        width, at = -(-languages // 8) * 8, 24 + 4 * languages
        names = struct.unpack_from("4s" * ours, data, 24)
        assert [name.rstrip(b"\0").decode() for name in names] == [l[0] for l in LISTS]
        self.symbols = data[at : at + ALPHABET]
        at += ALPHABET
        self.steps = struct.unpack_from(f"<{2 * cells}I", data, at)
        self.backs = struct.unpack_from(f"<{cells}I", data, at + 8 * cells)
        at += 12 * cells
        self.rows = [int.from_bytes(b"".join(bytes((cost, 0)) for cost in
                                             data[row : row + ours]), "little")
                     for row in range(at, at + rows * width, width)]
        self.start = self.steps[1]

    def spell(self, word):
        """The symbols of a word; empty where a letter has none."""
        symbols = bytes(self.symbols[ord(letter)] for letter in word)
        return symbols if 0 not in symbols else b""

    def costs(self, symbols):
        total, state = 0, self.start
        for symbol in symbols + b"\0":
            while True:
                at = 2 * (state + symbol)
                if self.steps[at] & 0xFF == symbol:
                    total += self.rows[self.steps[at] >> 8]
                    state = self.steps[at + 1]
                    break
                if state == 0:
                    total += self.rows[0]
                    break
                state = self.backs[state]
        return [total >> LANE * i & 0xFFFF for i in range(len(LISTS))]


def mislead(costs, languages):
    have = min(cost for i, cost in enumerate(costs) if languages >> i & 1)
    lack = min(cost for i, cost in enumerate(costs) if not languages >> i & 1)
    return lack < have + MARGIN


# ---- the file ----

def hash_of(data):
    """base/hash.h"""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & (1 << 64) - 1
    value ^= value >> 32
    value = value * 0x9E3779B97F4A7C15 & (1 << 64) - 1
    return value ^ value >> 29


def write(out, letters, kept):
    """The few words that find no place are left out."""
    slots = 1 << (len(kept) * 3 // 2).bit_length()
    table, written = array.array("I", [0] * slots), 0
    for symbols, languages in sorted(kept.items()):
        value = hash_of(symbols)
        for at in range(value, value + PROBES):
            if table[at % slots] == 0:
                table[at % slots] = value >> 40 << 8 | languages
                written += 1
                break
    print(written, "of", len(kept), "words written", file=sys.stderr)
    if sys.byteorder == "big":
        table.byteswap()
    alphabet = hash_of(letters.symbols) & 0xFFFFFFFF
    out.write(MAGIC + struct.pack("<III", len(LISTS), alphabet, slots) + table.tobytes())


def choose(letters, words):
    """Of words with the languages that have them, those that mislead, by their symbols."""
    kept = {}
    for word, languages in words:
        symbols = letters.spell(word)
        if symbols and mislead(letters.costs(symbols), languages):
            kept[symbols] = kept.get(symbols, 0) | languages
    return kept


def main():
    cache = os.path.abspath(sys.argv[1])
    letters = Letters(sys.argv[2])
    fetch(cache)
    languages, kept = collections.Counter(), {}
    with multiprocessing.Pool(PROCESSES, share_letters, (letters,)) as pool:
        lists = pool.starmap(words_of, [(cache + "/files/usr/share", listed, dictionary)
                                        for _, listed, dictionary in LISTS], 1)
        for i, words in enumerate(lists):
            print(LISTS[i][0], len(words), "words", file=sys.stderr)
            for word in words:
                languages[word] |= 1 << i
        words = sorted(item for item in languages.items() if item[1] + 1 < 1 << len(LISTS))
        parts = [words[i : i + AT_ONCE] for i in range(0, len(words), AT_ONCE)]
        for part in pool.imap_unordered(choose_part, parts):
            for symbols, those in part.items():
                kept[symbols] = kept.get(symbols, 0) | those
    write(sys.stdout.buffer, letters, kept)


def share_letters(letters):
    global shared
    shared = letters


def choose_part(words):
    return choose(shared, words)


if __name__ == "__main__":
    main()
