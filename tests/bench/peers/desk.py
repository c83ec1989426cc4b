"""The copy desk beside its peers: spelling of the French of corpora/, on the same text.

Two texts, a paragraph a line: the paragraphs as they are, where whatever is reported is an
alarm, and the same with one slip of the hand in each, where the slip is to be found and the
word that stood there to be suggested. hunspell, aspell and grammalecte-cli are programs of
Debian; LanguageTool comes from Maven, into the folder that $LANGUAGETOOL names (peers/run
puts it there). What is not installed is named and left out.
"""
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HERE = os.path.dirname(os.path.abspath(__file__))

# ---- slips -----------------------------------------------------------------------------


def slip(word, chance):
    """One of the slips that everybody makes: a letter left out, doubled, exchanged with its
    neighbour, or without its accent."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1:]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word.translate(str.maketrans('éèêàâîïôûùç', 'eeeaaiiouuc'))


def with_slips(paragraphs):
    """(paragraph, from, to, the word that stood there), one slip each, always the same."""
    chance = random.Random(5)
    known = {word for p in paragraphs for word in WORD.findall(p)}
    for p in paragraphs:
        places = [m for m in WORD.finditer(p) if len(m.group()) >= 6 and m.group().islower() and '-' not in m.group()]
        chance.shuffle(places)
        for m in places:
            wrong = slip(m.group(), chance)
            if wrong not in known:
                yield p[:m.start()] + wrong + p[m.end():], m.start(), m.start() + len(wrong), m.group()
                break

# ---- checkers: paragraphs -> for each a list of (from, to, suggestions) -----------------


def doublon(command):
    def check(paragraphs):
        lines = ''.join(json.dumps({'text': p}, ensure_ascii=False) + '\n' for p in paragraphs)
        out = subprocess.run([command, 'check', '--no-config', '--lang=fr', '--offsets=codepoints', '--input=jsonl',
                              '--disable=typo,grammar,consistency', '--format=jsonl', '-'],
                             input=lines, capture_output=True, text=True, check=False)
        return [[(f['from'], f['to'], f.get('fixes', [])) for f in json.loads(line)['doublon']['findings']]
                for line in out.stdout.splitlines()]
    return check


def pipe(command):
    """hunspell and aspell as an editor talks to them: a line of words at a time."""
    def check(paragraphs):
        text = ''.join('^' + p.replace('’', "'").replace('\n', ' ') + '\n' for p in paragraphs)
        out = subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout
        found, here = [], []
        for line in out.splitlines()[1:]:
            if line == '':
                found.append(here)
                here = []
            elif line[0] in '&#':
                head, _, tail = line.partition(': ')
                word, at = head.split()[1], int(head.split()[-1]) - 1
                here.append((at, at + len(word), tail.split(', ') if tail else []))
        return found
    return check


def grammalecte(command):
    def check(paragraphs):
        with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf-8') as file:
            file.write('\n'.join(p.replace('\n', ' ') for p in paragraphs) + '\n')
            file.flush()
            out = subprocess.run([*command, '-j', '-wss', '-f', file.name], capture_output=True, text=True, check=False)
        found = [[] for _ in paragraphs]
        for part in json.loads(out.stdout)['data']:
            found[part['iParagraph'] - 1] = [(e['nStart'], e['nEnd'], e.get('aSuggestions', []))
                                             for e in part['lSpellingErrors']]
        return found
    return check


def languagetool(folder):
    def check(paragraphs):
        out = subprocess.run(['java', '-cp', folder + '/*', HERE + '/LanguageTool.java'],
                             input='\n'.join(p.replace('\n', ' ') for p in paragraphs) + '\n',
                             capture_output=True, text=True, check=False)
        found = [[] for _ in paragraphs]
        for line in out.stdout.splitlines():
            number, beg, end, *suggestions = line.split('\t')
            found[int(number)].append((int(beg), int(end), suggestions))
        return found
    return check


def checkers(command):
    """(name, check) of all that are installed."""
    yield 'doublon', doublon(command)
    programs = {'hunspell': lambda c: pipe([c, '-a', '-i', 'utf-8', '-d', 'fr_FR']),
                'aspell': lambda c: pipe([c, '-a', '--encoding=utf-8', '--lang=fr']),
                'grammalecte-cli': lambda c: grammalecte([c])}
    for name, make in programs.items():
        if shutil.which(name):
            yield name, make(name)
        else:
            print(f'{name}: not installed', file=sys.stderr)
    folder = os.environ.get('LANGUAGETOOL')
    if folder and shutil.which('java'):
        yield 'LanguageTool', languagetool(folder)
    else:
        print('LanguageTool: $LANGUAGETOOL names no folder of its jars, or there is no java', file=sys.stderr)

# ---- measuring -------------------------------------------------------------------------


def measure(check, seconds_of, clean, wrong):
    """`seconds_of` says how many seconds of a processor our children took so far."""
    words = sum(len(WORD.findall(p)) for p in clean)
    start = seconds_of()
    alarms = sum(map(len, check(clean)))
    seconds = seconds_of() - start
    found, first, five = [], [], []
    for (_, beg, end, word), reports in zip(wrong, check([w[0] for w in wrong])):
        here = [r for r in reports if r[0] < end and r[1] > beg]
        suggestions = [s.strip() for r in here for s in r[2]]
        found.append(bool(here))
        first.append(suggestions[:1] == [word])
        five.append(word in suggestions[:5])
    size = sum(len(p.encode()) for p in clean)
    return {'alarms/1000 words': round(1000 * alarms / words, 2), 'slips found': statistics.fmean(found),
            'right word first': statistics.fmean(first), 'in first five': statistics.fmean(five),
            'MB per s': round(size / 1e6 / max(seconds, 1e-9), 3)}


def rows(command, paragraphs, seconds_of, wants):
    clean = list(paragraphs)
    wrong = list(with_slips(clean))
    return {name: measure(check, seconds_of, clean, wrong) for name, check in checkers(command) if wants(name)}
