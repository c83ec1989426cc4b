#!/usr/bin/env python3
"""doublon beside peers that find near duplicates, on the generated corpus of ../corpus.py.

    near.py DOUBLON COUNT SEED [PEER…]
    near.py --smoke DOUBLON         (a few documents, and nobody beside it: does it run?)

Peers are Python packages of PyPI, those that are installed: rensa, datasketch (shingles of five words, 128 permutations,
similarity .7, as their manuals say), datatrove (its pipeline of MinHash with the settings it comes with, words by spaCy) and
text-dedup (its command `minhash` with the settings it comes with). datatrove wants orjson, spacy and tokenizers beside it.
They may lie in several folders of PYTHONPATH, where they want a numpy of their own each. Each reads the same lines, and
says which documents have an earlier one that they are near to: of a cluster the first. Seconds are those of a processor, with
reading and writing; memory is the most that a process of its own had. Recall is of documents made of earlier ones, but for
another number; precision is of the pairs that were told; `numbers` are documents that differ in a number alone and were told
to be the same.
"""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import corpus  # noqa: E402

WIDTH, PERMUTATIONS, SIMILARITY = 5, 128, .7


def shingles(text):
    words = re.findall(r'\w+', text.lower())
    return {' '.join(words[i:i + WIDTH]) for i in range(max(1, len(words) - WIDTH + 1))}


def lines_of(path):
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line) for line in lines]


def datasketch(path, folder):
    import datasketch as module
    index = module.MinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS)
    for row in lines_of(path):
        sketch = module.MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([s.encode() for s in shingles(row['text'])])
        for partner in index.query(sketch):
            yield row['id'], partner
        index.insert(row['id'], sketch)


def rensa(path, folder):
    import rensa as module
    rows = lines_of(path)
    index = module.RMinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS, num_bands=16)
    for number, row in enumerate(rows):
        sketch = module.RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(list(shingles(row['text'])))
        for partner in index.query(sketch):
            yield row['id'], rows[partner]['id']
        index.insert(number, sketch)


def first_of_each(rows, pairs):
    """Pairs of line numbers; each line of a cluster with its first."""
    parents = {}

    def first(x):
        while parents.setdefault(x, x) != x:
            parents[x] = x = parents[parents[x]]
        return x
    for a, b in pairs:
        a, b = sorted((first(a), first(b)))
        parents[b] = a
    for x in parents:
        if first(x) != x:
            yield rows[x]['id'], rows[first(x)]['id']


def datatrove(path, folder):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupSignature
    from datatrove.pipeline.readers import JsonlReader
    signed, paired = os.path.join(folder, 'signed'), os.path.join(folder, 'paired')
    for number, steps in enumerate(([JsonlReader(path), MinhashDedupSignature(output_folder=signed, language='fra')],
                                    [MinhashDedupBuckets(input_folder=signed, output_folder=paired)])):
        LocalPipelineExecutor(pipeline=steps, tasks=1 if number == 0 else 14, workers=1,
                              logging_dir=os.path.join(folder, f'logs{number}')).run()
    pairs = []
    for name in sorted(os.listdir(paired)):
        with open(os.path.join(paired, name), 'rb') as told:
            pairs += [(a, b) for _, a, _, b in struct.iter_unpack('<4I', told.read())]
    return first_of_each(lines_of(path), pairs)


def text_dedup(path, folder):
    import pickle
    out = os.path.join(folder, 'out')
    subprocess.run([sys.executable, '-m', 'text_dedup.minhash', '--path', 'json', '--data_files', path, '--split', 'train', '--column',
                    'text', '--cache_dir', os.path.join(folder, 'cache'), '--output', out, '--num_proc', '1', '--debug'], check=True)
    with open(os.path.join(out, 'uf.pkl'), 'rb') as told:
        clusters = pickle.load(told)
    return first_of_each(lines_of(path), ((x, clusters.find(x)) for x in list(clusters.parent)))


PEERS = {'datasketch': datasketch, 'rensa': rensa, 'datatrove': datatrove, 'text-dedup': text_dedup}


# A process begins with the most memory that the one had which started it, so that a small one must.
START = ('import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); used = resource.getrusage(resource.RUSAGE_CHILDREN); '
         'print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)')


def run(command, out):
    """Seconds of processors and MB of a process and its children; None where it failed."""
    with open(out, 'wb') as sink, open(out + '.err', 'wb') as errors:
        subprocess.run([sys.executable, '-c', START, *command], stdout=sink, stderr=errors, check=True)
    with open(out + '.err', 'r+', encoding='utf-8', errors='replace') as errors:
        lines = errors.read().splitlines()
        errors.seek(0)
        errors.truncate()
        errors.write('\n'.join(lines[:-1]))
    code, seconds, memory = lines[-1].split(' ')
    return (float(seconds), float(memory)) if code == '0' else None


def told_by_doublon(binary, path, out):
    spent = run([binary, 'dedup', '--unit=document', '--survivor=first', '--input=jsonl', path], out)
    if spent is None:
        raise SystemExit(f'{binary} failed')
    with open(out, encoding='utf-8') as lines:
        told = [json.loads(line) for line in lines]
    return [(line['id'], c['partner']) for line in told for c in line['doublon']['copies'] if not c['survivor']], spent


def told_by(name, path, out):
    spent = run([sys.executable, os.path.abspath(__file__), '--as', name, path, out + '.d'], out)
    if spent is None:
        with open(out + '.err', encoding='utf-8', errors='replace') as errors:
            return (errors.read().splitlines() or ['it says nothing'])[-1], None
    with open(out + '.d/pairs', encoding='utf-8') as pairs:
        return json.load(pairs), spent


def judged(rows, pairs):
    made = {r['id']: r.get('made', [''])[0] for r in rows}
    family = {r['id']: set(r.get('of', [r['id']])) for r in rows}
    numbers = {a for a, b in pairs if made[a] == 'number' and b in family[a]}
    right = [a for a, b in pairs if not (made[a] == 'number' and b in family[a]) and family[a] & family[b]]
    wanted = {i for i, kind in made.items() if kind not in ('', 'number')}
    return len(wanted & set(right)) / len(wanted), len(right) / max(1, len(pairs)), len(numbers)


def compare(binary, count, seed, names):
    rows = list(corpus.generate(count, seed))
    print(f'{"":12}{"seconds":>10}{"MB":>8}{"recall":>9}{"precision":>11}{"numbers":>9}')
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'corpus.jsonl')
        with open(path, 'w', encoding='utf-8') as out:
            out.writelines(json.dumps({'id': r['id'], 'text': r['text']}, ensure_ascii=False) + '\n' for r in rows)
        for name in ['doublon'] + names:
            out = os.path.join(folder, name)
            pairs, spent = told_by_doublon(binary, path, out) if name == 'doublon' else told_by(name, path, out)
            if spent is None:
                print(f'{name:12}did not run: {pairs}', flush=True)
                continue
            recall, precision, numbers = judged(rows, [tuple(p) for p in pairs])
            print(f'{name:12}{spent[0]:10.2f}{spent[1]:8.0f}{recall:9.3f}{precision:11.3f}{numbers:9}', flush=True)
    return recall, precision, numbers


def main():
    if sys.argv[1] == '--as':
        name, path, folder = sys.argv[2:]
        os.mkdir(folder)
        pairs = list(PEERS[name](path, folder))
        with open(os.path.join(folder, 'pairs'), 'w', encoding='utf-8') as out:
            json.dump(pairs, out)
    elif sys.argv[1] == '--smoke':
        recall, precision, numbers = compare(sys.argv[2], 200, 7, [])
        assert recall > .9 and precision > .9 and numbers == 0
    else:
        compare(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] or list(PEERS))


if __name__ == '__main__':
    main()
