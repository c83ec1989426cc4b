#!/usr/bin/env python3
"""doublon beside peers that find near duplicates, on the generated corpus of ../corpus.py.

    near.py DOUBLON COUNT SEED [PEER…]

Peers are Python packages of PyPI, those that are installed: rensa, datasketch (shingles of five words, 128 permutations,
similarity .7, as their manuals say). Each gets the same lines and says which documents have an earlier one that they are
near to. Seconds are those of a processor, doublon's with reading and writing JSON; memory is the most that a process of its
own had. Recall is of documents made of earlier ones, but for another number; precision is of the pairs that were told;
`numbers` are documents that differ in a number alone and were told to be the same.
"""
import json
import os
import re
import resource
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import corpus  # noqa: E402

WIDTH, PERMUTATIONS, SIMILARITY = 5, 128, .7


def shingles(text):
    words = re.findall(r'\w+', text.lower())
    return {' '.join(words[i:i + WIDTH]) for i in range(max(1, len(words) - WIDTH + 1))}


def datasketch(rows):
    import datasketch as module
    index = module.MinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS)
    for row in rows:
        sketch = module.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([s.encode() for s in shingles(row['text'])])
        for partner in index.query(sketch):
            yield row['id'], partner
        index.insert(row['id'], sketch)


def rensa(rows):
    import rensa as module
    index = module.RMinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS, num_bands=16)
    for number, row in enumerate(rows):
        sketch = module.RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(list(shingles(row['text'])))
        for partner in index.query(sketch):
            yield row['id'], rows[partner]['id']
        index.insert(number, sketch)


PEERS = {'datasketch': datasketch, 'rensa': rensa}


def ask(name, rows):
    """In a process of its own: pairs, seconds, MB."""
    began = time.process_time()
    pairs = list(PEERS[name](rows))
    return pairs, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forked(name, rows):
    source, sink = os.pipe()
    if os.fork() == 0:
        try:
            answer = ask(name, rows)
        except ImportError as error:
            answer = str(error)
        with os.fdopen(sink, 'w') as out:
            json.dump(answer, out)
        os._exit(0)
    os.close(sink)
    with os.fdopen(source) as answer:
        made = json.load(answer)
    os.wait()
    return made


def doublon(binary, rows):
    body = ''.join(json.dumps(r, ensure_ascii=False) + '\n' for r in rows).encode()
    run = subprocess.run([binary, 'dedup', '--unit=document', '--survivor=first', '--input=jsonl', '-'], input=body,
                         stdout=subprocess.PIPE, check=True)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    lines = (json.loads(line) for line in run.stdout.decode().splitlines())
    pairs = [(line['id'], c['partner']) for line in lines for c in line['doublon']['copies'] if not c['survivor']]
    return pairs, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def judged(rows, pairs):
    made = {r['id']: r.get('made', [''])[0] for r in rows}
    family = {r['id']: set(r.get('of', [r['id']])) for r in rows}
    numbers = {a for a, b in pairs if made[a] == 'number' and b in family[a]}
    right = [a for a, b in pairs if not (made[a] == 'number' and b in family[a]) and family[a] & family[b]]
    wanted = {i for i, kind in made.items() if kind not in ('', 'number')}
    return len(wanted & set(right)) / len(wanted), len(right) / max(1, len(pairs)), len(numbers)


def main():
    binary, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rows = list(corpus.generate(count, seed))
    print(f'{"":12}{"seconds":>10}{"MB":>8}{"recall":>9}{"precision":>11}{"numbers":>9}')
    for name in ['doublon'] + (sys.argv[4:] or list(PEERS)):
        answer = doublon(binary, rows) if name == 'doublon' else forked(name, rows)
        if isinstance(answer, str):
            print(f'{name:12}not installed: {answer}')
            continue
        pairs, seconds, memory = answer
        recall, precision, numbers = judged(rows, [tuple(p) for p in pairs])
        print(f'{name:12}{seconds:10.2f}{memory:8.0f}{recall:9.3f}{precision:11.3f}{numbers:9}', flush=True)


if __name__ == '__main__':
    main()
