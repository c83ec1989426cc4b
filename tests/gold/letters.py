#!/usr/bin/env python3
"""What the statistics of letters are good for, against expected-letters.txt.

    letters.py DOUBLON EXPECTED [--update]

The scorer of the gold data gives the figures of mojibake cases and of languages. Lines
of its French texts are misread in seven code pages, each line a document of its own, and
must come back as they were; the letters beyond ASCII are lost, and must be proposed; lines of all eight languages must stay as they are. A figure
below what is expected fails; --update writes what is measured. Skipped (77) where
DOUBLON_GOLD names no folder with the scorer.
"""
import glob
import json
import os
import random
import re
import subprocess
import sys

PAGES = ['latin-1', 'cp1252', 'iso8859-15', 'mac-roman', 'cp850', 'cp437', 'cp1250']
LINES = 4000


def score(gold, program, task):
    result = subprocess.run([sys.executable, f'{gold}/score.py', task, f'{gold}/{task}',
                             '--doublon', program, '--json'],
                            capture_output=True, check=True, text=True)
    return json.loads(result.stdout.strip().splitlines()[-1])


def lines_of(*patterns):
    """Distinct lines with something beyond ASCII, and nothing lost or misread."""
    lines = set()
    for pattern in patterns:
        for path in glob.glob(pattern):
            with open(path, encoding='utf-8') as file:
                lines |= {part.strip() for line in file for part in line.split('|||')[:1]}
    return sorted(line for line in lines if re.search('[^\x00-\x7f]', line)
                  and not re.search('[\x80-\x9f\ufffdÃâ]', line))


def misread(line, page):
    """UTF-8 taken for `page`; bytes that it lacks become the controls they are."""
    def character(byte):
        try:
            return bytes([byte]).decode(page)
        except UnicodeDecodeError:
            return chr(byte)
    return ''.join(map(character, line.encode()))


def results(program, lines, *options):
    body = ''.join(json.dumps({'text': line}) + '\n' for line in lines)
    out = subprocess.run([program, 'clean', '--quiet', *options, '--input=jsonl',
                          '--format=jsonl', '-'], input=body.encode(),
                         capture_output=True, check=True).stdout.decode()
    return [json.loads(line)['doublon'] for line in out.split('\n')[:-1]]


def cleaned(program, lines):
    return [one['text'] for one in results(program, lines, '--only=encoding')]


def found(program, lines):
    options = '--only=encoding,unicode', '--lang=fr'
    return [one['findings'] for one in results(program, lines, *options)]


def lost(program, lines):
    """Words whose letters beyond ASCII are all lost: how many are proposed as they were."""
    holes = [''.join('\ufffd' if c > '\x7f' and c.isalpha() else c for c in line)
             for line in lines]
    words = proposed = right = 0
    for line, hole, findings in zip(lines, holes, found(program, holes)):
        words += sum(not word.isascii() for word in re.findall(r'[^\W\d_]+', line))
        for finding in findings:
            beg, end = (len(hole.encode()[:finding[key]].decode()) for key in ('from', 'to'))
            for fix in finding.get('fixes', []):
                proposed += 1
                right += fix == line[beg:end]
    yield 'lost letters: recall', right * 1000 // words
    yield 'lost letters: precision', right * 1000 // max(proposed, 1)


def measure(gold, program):
    for group, row in score(gold, program, 'encoding').items():
        yield f'mojibake: {group}', row['passed']
    for kind, row in score(gold, program, 'language').items():
        yield f'language: {kind}', int(row['mean'] * 1000)
    french = lines_of(f'{gold}/segment/*.txt', f'{gold}/bitext/*/*.fr',
                      f'{gold}/words/*.src-tgt', f'{gold}/language/sentences/fr.txt')
    clean = lines_of(f'{gold}/bitext/*/*', f'{gold}/language/*/*.txt',
                     f'{gold}/segment/*.txt')
    random.Random(1).shuffle(french)
    french = french[:LINES]
    for page in PAGES:
        read = cleaned(program, [misread(line, page) for line in french])
        right = sum(map(str.__eq__, french, read))
        yield f'misread as {page}', right * 1000 // len(french)
    yield from lost(program, french)
    yield 'clean lines kept', sum(map(str.__eq__, clean, cleaned(program, clean)))
    yield 'clean lines', len(clean)


def main():
    gold = os.environ.get('DOUBLON_GOLD', '')
    if not os.path.exists(f'{gold}/score.py'):
        return 77
    program, expected = sys.argv[1:3]
    measured = dict(measure(gold, program))
    if '--update' in sys.argv:
        with open(expected, 'w') as file:
            file.write('# Cases, or thousandths, by tests/gold/letters.py; a drop fails.\n')
            file.writelines(f'{name} {value}\n' for name, value in measured.items())
        return 0
    failed = 0
    with open(expected) as file:
        rows = [line.rsplit(' ', 1) for line in file if not line.startswith('#')]
    for name, value in rows:
        worse = measured[name] < int(value)
        print(f"{name:32} {measured[name]:6} of {int(value):6}{'  WORSE' if worse else ''}")
        failed += worse
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
