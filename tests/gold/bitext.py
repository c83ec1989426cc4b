#!/usr/bin/env python3
"""Sentences, beads and word links, against expected-bitext.txt.

    bitext.py DOUBLON EXPECTED [--update]

The scorer of the gold data gives the figures of texts as they are. Then a third of the
paragraphs of one side is moved, or deleted, and the gold beads with them: how far the
strict F1 falls is measured, too. A figure below what is expected fails, and one of a
fall above it; --update writes what is measured. Skipped (77) where DOUBLON_GOLD names
no folder with the scorer.
"""
import ast
import glob
import json
import os
import random
import subprocess
import sys
import tempfile

PARAGRAPH = (3, 8)  # lines, at least and at most
SEEDS = 1  # more tell little more, and take as long again each


def score(gold, program, task):
    result = subprocess.run([sys.executable, f'{gold}/score.py', task, f'{gold}/{task}',
                             '--doublon', program, '--json'],
                            capture_output=True, check=True, text=True)
    return json.loads(result.stdout.strip().splitlines()[-1])


def read_lines(path):
    with open(path, encoding='utf-8') as file:
        return file.read().split('\n')[:-1]


class Document:
    """A text, its translation, and the beads."""

    def __init__(self, gold, source, target):
        stem = gold[:-len('.gold')]
        self.source = read_lines(f'{stem}.{source}')
        self.target = read_lines(f'{stem}.{target}')
        self.beads = [tuple(map(ast.literal_eval, line.strip().split(':')[:2]))
                      for line in read_lines(gold) if line.strip()]

    def paragraphs(self, dice):
        """The target in paragraphs that no bead crosses."""
        inner = {i for _, side in self.beads for i in range(min(side, default=0) + 1,
                                                            max(side, default=-1) + 1)}
        cuts = [0]
        wanted = dice.randint(*PARAGRAPH)
        for i in range(1, len(self.target)):
            if i - cuts[-1] >= wanted and i not in inner:
                cuts.append(i)
                wanted = dice.randint(*PARAGRAPH)
        return [list(range(a, b)) for a, b in zip(cuts, cuts[1:] + [len(self.target)])]

    def changed(self, kind, dice):
        """The same with a third of the paragraphs of the target moved, or deleted."""
        parts = self.paragraphs(dice)
        chosen = set(dice.sample(range(len(parts)), len(parts) // 3))
        kept = [part for i, part in enumerate(parts) if i not in chosen]
        if kind == 'moved':
            moved = [parts[i] for i in sorted(chosen)]
            dice.shuffle(moved)
            for part in moved:
                kept.insert(dice.randint(0, len(kept)), part)
        order = [i for part in kept for i in part]
        place = {old: new for new, old in enumerate(order)}
        copy = object.__new__(Document)
        copy.source = self.source
        copy.target = [self.target[i] for i in order]
        copy.beads = [(s, sorted(place[i] for i in t if i in place))
                      for s, t in self.beads]
        return copy


def aligned(program, documents, langs):
    """The beads of each document, all aligned together."""
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for i, document in enumerate(documents):
            for side in ('source', 'target'):
                with open(f'{folder}/{i}.{side}', 'w', encoding='utf-8') as file:
                    file.writelines(line + '\n' for line in getattr(document, side))
            rows.append('\t'.join(f'{folder}/{i}.{end}' for end in
                                  ('source', 'target', 'beads')) + '\n')
        with open(f'{folder}/pairs', 'w', encoding='utf-8') as file:
            file.writelines(rows)
        subprocess.run([program, 'align', f'--lang={langs[0]},{langs[1]}', '--segmented',
                        f'--pairs={folder}/pairs'], check=True, stderr=subprocess.DEVNULL)
        return [[[tuple(map(int, filter(None, cell.split(','))))
                  for cell in line.split('\t')[:2]]
                 for line in read_lines(f'{folder}/{i}.beads')]
                for i in range(len(documents))]


def strict_f1(documents, found):
    """As the scorer counts it: gold beads with an empty side matter for precision only."""
    right = made = recalled = wanted = 0
    for document, beads in zip(documents, found):
        gold = {(tuple(s), tuple(t)) for s, t in document.beads if s or t}
        gold |= {((i,), ()) for s, t in gold if not t for i in s}
        gold |= {((), (i,)) for s, t in gold if not s for i in t}
        test = {tuple(bead) for bead in beads}
        full = {bead for bead in gold if all(bead)}
        right += len(test & gold)
        made += len(test)
        recalled += len(test & full)
        wanted += len(full)
    precision, recall = right / made, recalled / wanted
    return 2 * precision * recall / (precision + recall)


def falls(program, folder):
    """How far F1 falls for each kind of change, in thousandths, on average."""
    langs = os.path.basename(folder).split('-')[-2:]
    documents = [Document(path, *langs) for path in sorted(glob.glob(f'{folder}/*.gold'))]
    whole = strict_f1(documents, aligned(program, documents, langs))
    for kind in ('moved', 'deleted'):
        sum_of_all = 0
        for seed in range(SEEDS):
            dice = random.Random(seed)
            changed = [document.changed(kind, dice) for document in documents]
            sum_of_all += strict_f1(changed, aligned(program, changed, langs))
        yield kind, round(1000 * (whole - sum_of_all / SEEDS))


def measure(gold, program):
    for name, row in score(gold, program, 'segment').items():
        yield f'sentences: {name}', int(1000 * row['F1'])
    for name, row in score(gold, program, 'bitext').items():
        yield f'beads strict: {name}', int(1000 * row['strict']['F1'])
        yield f'beads lax: {name}', int(1000 * row['lax']['F1'])
    for folder in sorted(glob.glob(f'{gold}/bitext/*/')):
        for kind, fall in falls(program, folder.rstrip('/')):
            yield f'fall, a third {kind}: {os.path.basename(folder.rstrip("/"))}', fall
    for name, row in score(gold, program, 'words').items():
        yield f'links wrong: {name}', round(1000 * row['AER'])


def main():
    gold = os.environ.get('DOUBLON_GOLD', '')
    if not os.path.exists(f'{gold}/score.py'):
        return 77
    os.environ['DOUBLON_DICTD'] = '/nowhere'  # what is installed tells nothing of us
    program, expected = sys.argv[1:3]
    measured = dict(measure(gold, program))
    if '--update' in sys.argv:
        with open(expected, 'w') as file:
            file.write('# Thousandths, by tests/gold/bitext.py: a drop fails; of falls and\n'
                       '# wrong links, a rise.\n')
            file.writelines(f'{name} {value}\n' for name, value in measured.items())
        return 0
    failed = 0
    with open(expected) as file:
        rows = [line.rsplit(' ', 1) for line in file if not line.startswith('#')]
    for name, value in rows:
        sign = -1 if name.startswith(('fall', 'links wrong')) else 1
        worse = sign * measured[name] < sign * int(value)
        print(f"{name:44} {measured[name]:6} of {int(value):6}{'  WORSE' if worse else ''}")
        failed += worse
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
