#!/usr/bin/env python3
"""How fast sentences are cut, aligned and linked, and terms found; in how much memory.

    bitexts.py DOUBLON [--sentences=20000] [--peer=HUNALIGN]
               [--dictionary=/usr/share/hunspell/fr.dic]

The texts are made of corpora/bitexts: their Dutch and French sentences, in an order that
a fixed seed gives, each with a number of its own, and one in twenty left out on a side.
The glossary has 100 000 terms of one to three long words of a French dictionary. Every figure
is that of one run, in seconds of the processor and with its peak of memory; n and 2n show
the growth. A peer is called as `HUNALIGN -utf -text /dev/null SOURCE TARGET` on the same
sentences. It reports and never judges.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile

CORPORA = pathlib.Path(__file__).resolve().parents[2] / "corpora"


def pairs_of_corpora():
    """Sentences of the same labels in both languages, as (French, Dutch)."""
    pairs = []
    for folder in sorted((CORPORA / "bitexts").iterdir()):
        sides = []
        for lang in ("fr", "nl"):
            side = {}
            for line in (folder / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
                labels, tab, sentence = line.partition("\t")
                if tab:
                    side[labels] = sentence
            sides.append(side)
        pairs += [(sides[0][key], sides[1][key]) for key in sides[0] if key in sides[1]]
    return pairs


def write_texts(folder, count):
    """Two files of about `count` sentences, a sentence a line."""
    chance = random.Random(20111104)
    pairs = pairs_of_corpora()
    source, target = [], []
    for number in range(count):
        french, dutch = chance.choice(pairs)
        if chance.random() >= .05:
            source.append(f"{french} ({number})")
        if chance.random() >= .05:
            target.append(f"{dutch} ({number})")
    paths = [folder / f"{count}.fr", folder / f"{count}.nl"]
    for path, lines in zip(paths, (source, target)):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def write_copies(path, text, copies):
    """The text so often; piece by piece, since a program that is started counts the
    memory of the one that starts it as its own."""
    with open(path, "w", encoding="utf-8") as file:
        for _ in range(copies):
            file.write(text + "\n\n")


def measure(command, stdin=None):
    """Seconds of the processor, and the peak of memory in MB, of one run."""
    with open(stdin or os.devnull, "rb") as source:
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def report(what, seconds, memory, amount, unit):
    print(f"{what:34} {seconds:8.2f} s {memory:8.0f} MB {amount / seconds:12.0f} {unit}")


def align(options, folder):
    for count in (options.sentences, 2 * options.sentences):
        paths = write_texts(folder, count)
        own = [options.doublon, "align", "--lang=fr,nl", "--segmented", *paths]
        report(f"align {count} sentences", *measure(own), count, "sentences/s")
        if options.peer:
            peer = [options.peer, "-utf", "-text", os.devnull, *paths]
            report(f"{os.path.basename(options.peer)} {count}", *measure(peer), count,
                   "sentences/s")


def segment(options, folder):
    text = "\n\n".join(" ".join(pair[0] for pair in pairs_of_corpora()[i::7])
                       for i in range(7))
    path = folder / "text.txt"
    for copies in (2000, 4000):
        write_copies(path, text, copies)
        size = path.stat().st_size
        report(f"segment {size / 1e6:.0f} MB",
               *measure([options.doublon, "segment", "--lang=fr", path]), size / 1e6, "MB/s")


def look_up(options, folder):
    chance = random.Random(20111104)
    words = [line.split("/")[0].split("\t")[0] for line in
             pathlib.Path(options.dictionary).read_text(encoding="utf-8").splitlines()[1:]]
    words = [word for word in words if word.isalpha() and len(word) >= 6]
    glossary = folder / "glossary.tsv"
    with open(glossary, "w", encoding="utf-8") as file:
        file.write("fr\tnl\n")
        for number in range(100000):
            term = " ".join(chance.choices(words, k=chance.randint(1, 3)))
            file.write(f"{term}\tterm {number}\n")
    text = "\n\n".join(pair[0] for pair in pairs_of_corpora())
    seconds = {}
    for copies in (1, 1000, 2000):
        path = folder / "terms.txt"
        write_copies(path, text, copies)
        seconds[copies], memory = measure([options.doublon, "terms", "--lang=fr",
                                           f"--glossary={glossary}", path])
        more = seconds[copies] - seconds[1]
        if copies == 1:
            report("load 100 000 terms", seconds[1], memory, 100000, "terms/s")
        else:
            size = path.stat().st_size / 1e6
            report(f"find them in {size:.0f} MB, beside that", more, memory, size, "MB/s")


def link(options, folder):
    chance = random.Random(20111104)
    pairs = pairs_of_corpora()
    for count in (options.sentences // 2, options.sentences):
        path = folder / "tokens.txt"
        lines = [" ||| ".join(chance.choice(pairs)) for _ in range(count)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = sum(len(line.split()) - 1 for line in lines)
        own = [options.doublon, "align", "--words", "--tokenised", "--lang=fr,nl",
               "--format=pharaoh", path]
        report(f"link {words} words", *measure(own), words, "words/s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("doublon")
    parser.add_argument("--sentences", type=int, default=20000)
    parser.add_argument("--peer")
    parser.add_argument("--dictionary", default="/usr/share/hunspell/fr.dic")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        segment(options, folder)
        align(options, folder)
        link(options, folder)
        look_up(options, folder)


if __name__ == "__main__":
    main()
