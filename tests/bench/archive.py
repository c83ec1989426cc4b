#!/usr/bin/env python3
"""archive.py DOUBLON [PARAGRAPHS [ARTICLES [FOLDER [SHAPE...]]]]: how large an archive is, how fast it is asked, and what it finds.

Articles of ten paragraphs of about 45 words, which are drawn as words of a language are (the n-th as often as 1/n) from
60 000 made-up ones, with a set phrase in every third paragraph. Of the ARTICLES that are asked about every fourth
paragraph stood in the archive: as it was, or with a tenth of its words put for others, in places of one to three words.

SHAPE is --match=exact, --match=near or --store-text; without one, all three.

Printed: seconds (those of the processors in brackets), megabytes of memory, bytes a paragraph; of what was made so the share that was found, and how many
paragraphs that are new were taken for old ones. Nothing is judged.
"""
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

SYLLABLES = ('ba bel bo bri ca cha cor da del do fa fer flo ga gre ha hen jo la ler li lo lu ma mel mi mo na ni no pa per pi '
             'ra ren ri ro sa sel si so ta ter ti to va ver vi vo').split()
WORDS = [a + b + c for a, b, c in itertools.islice(itertools.product(SYLLABLES, repeat=3), 60000)]
random.Random(0).shuffle(WORDS)
WEIGHTS = list(itertools.accumulate(1 / (n + 3) for n in range(len(WORDS))))
PHRASES = [' '.join(random.Random(n).choices(WORDS, cum_weights=WEIGHTS, k=7)) for n in range(200)]
PER_ARTICLE = 10


def paragraph(rng):
    words = rng.choices(WORDS, cum_weights=WEIGHTS, k=rng.randint(20, 70))
    if rng.random() < 1 / 3:
        words[5:5] = rng.choice(PHRASES).split(' ')
    return ' '.join(words).capitalize() + '.'


def edited(rng, text):
    words = text.split(' ')
    left = max(1, len(words) // 10)
    while left > 0:
        run = min(left, rng.randint(1, 3))
        at = rng.randrange(len(words) - run)
        words[at:at + run] = rng.choices(WORDS, k=run)
        left -= run
    return ' '.join(words)


def write_old(path, count, kept_every):
    """The archive's articles; every kept_every-th paragraph is returned."""
    rng, kept = random.Random(1), []
    with open(path, 'w', encoding='utf-8') as out:
        for i in range(count // PER_ARTICLE):
            paragraphs = [paragraph(rng) for _ in range(PER_ARTICLE)]
            if i % kept_every == 0:
                kept.append((f'old-{i}', paragraphs[i // kept_every % PER_ARTICLE]))
            out.write(json.dumps({'id': f'old-{i}', 'date': f'20{i % 24:02}-05-06', 'lang': 'fr', 'text': '\n\n'.join(paragraphs)},
                                 ensure_ascii=False) + '\n')
    return kept


def write_new(path, count, kept):
    """The articles that are asked about; what each paragraph is: (kind, id)."""
    rng, made = random.Random(2), []
    with open(path, 'w', encoding='utf-8') as out:
        for i in range(count):
            paragraphs, kinds = [], []
            for k in range(PER_ARTICLE):
                kind, source, text = 'new', None, paragraph(rng)
                if k % 4 == 1:
                    source, text = rng.choice(kept)
                    kind = 'same' if k % 8 == 1 else 'edited'
                    text = text if kind == 'same' else edited(rng, text)
                paragraphs.append(text)
                kinds.append((kind, source))
            made.append(kinds)
            out.write(json.dumps({'id': f'new-{i}', 'lang': 'fr', 'text': '\n\n'.join(paragraphs)}, ensure_ascii=False) + '\n')
    return made


def run(command, output=None):
    """How long it took, and its memory, in words."""
    start = time.monotonic()
    with open(output or os.devnull, 'wb') as out:
        child = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f'{command}: exit status {child.returncode}')
    return f'{time.monotonic() - start:.1f} s ({usage.ru_utime + usage.ru_stime:.1f}), {usage.ru_maxrss / 1024:.0f} MB'


def score(path, made):
    found = {'same': 0, 'edited': 0, 'new': 0}
    asked = dict(found)
    with open(path, encoding='utf-8') as lines:
        for line, kinds in zip(lines, made):
            article = json.loads(line)
            ends, at = [], 0
            for text in article['text'].split('\n\n'):
                at += len(text.encode())
                ends.append(at)
                at += 2
            partners = {}
            for copy in article['doublon']['copies']:
                if copy['unit'] == 'paragraph':
                    partners.setdefault(copy['to'], set()).add(copy['partner'])
            for (kind, source), end in zip(kinds, ends):
                asked[kind] += 1
                there = partners.get(end, set())
                found[kind] += bool(there) if kind == 'new' else source in there
    return {kind: (found[kind], asked[kind]) for kind in found}


def main():
    doublon = sys.argv[1]
    paragraphs = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    articles = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
    with tempfile.TemporaryDirectory(dir=sys.argv[4] if len(sys.argv) > 4 else None) as folder:
        old, new, told = (os.path.join(folder, name) for name in ('old.jsonl', 'new.jsonl', 'told.jsonl'))
        made = write_new(new, articles, write_old(old, paragraphs, 7))
        print(f'{paragraphs} paragraphs, {os.path.getsize(old) >> 20} MB; {articles} articles, {os.path.getsize(new) >> 20} MB',
              flush=True)
        for how in sys.argv[5:] or ('--match=exact', '--match=near', '--store-text'):
            archive = os.path.join(folder, 'archive')
            spent = run([doublon, 'index', 'add', how, archive, old])
            print(f'{how}: added in {spent}, {os.path.getsize(archive) / paragraphs:.1f} bytes a paragraph')
            print('  as added: asked in', run([doublon, 'index', 'query', '--format=jsonl', archive, new], told))
            spent = run([doublon, 'index', 'compact', archive])
            print(f'  compacted in {spent}, {os.path.getsize(archive) / paragraphs:.1f} bytes a paragraph')
            print('  compact: asked in', run([doublon, 'index', 'query', '--format=jsonl', archive, new], told), flush=True)
            for kind, (found, asked) in score(told, made).items():
                print(f'  {kind}: {found} of {asked} found')
            os.remove(archive)
    print(f'in all {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.0f} s of processors')


main()
