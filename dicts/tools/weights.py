#!/usr/bin/env python3
"""Make dicts/web/weights.yaml: what the features of a block of a page are worth.

    weights.py FEATURES GOLD [--half=0|1] [--check]

FEATURES is the program tests/bench/features (built on request), GOLD a folder with the
pages of annotated articles (`articles/`, `benchmark/`: pages and the text that belongs to
them; `snippets/`: words that belong to the text of a page and words that do not). Our own
corpora/ are learnt from too. The text is only used to say which blocks of their pages are body; nothing of it goes into
the weights but counts.

How: a block is a case, 1 when its words stand in the annotated text and 0 when not, and
counts by the root of its length, every page the same in all. Two logistic regressions,
ridge-penalised, by stochastic gradient in a fixed order: the first on what a block is by
itself; then the program is run again, so that the second sees what the first one says of
the blocks around. Weights are in hundredths and rounded; what is next to nothing is left
out. The same pages give the same file.

--half learns from every other page only, so that the rest can be measured on pages that
nothing was learnt from. The file in the tree is learnt from all pages.
"""
import glob, gzip, json, math, os, random, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, '..', 'web', 'weights.yaml')
CORPORA = os.path.join(HERE, '..', '..', 'corpora')
EPOCHS, RATE, RIDGE, LEAST = 30, 0.3, 0.004, 8
OURS = 0.25    # what a page of our own counts: all are built alike
SNIPPET = 1.2  # what a block of a page counts of which only some are known
OUTSIDE = {'body-deep', 'body-outside', 'links-some', 'links-many', 'links-all', 'holds-links', 'late'}
FIRST_OF_SECOND = 'first-high'  # from here on features are for the second judging only


def names():
    text = open(os.path.join(HERE, '..', '..', 'src', 'lang', 'features.def')).read()
    return re.findall(r'^FEATURE\(\w+, "([^"]+)"\)', text, re.M)


def words(text):
    return ' '.join(re.findall(r'\w+', (text or '').lower()))


def load_gold(gold):
    """(path of the page, annotated text, its leads) by page; no leads where they are not
    annotated."""
    pages = []
    for line in open(f'{gold}/articles/gold.jsonl'):
        row = json.loads(line)
        text = row['lead'] + [x for s in row['sections'] for x in s['headline'] + s['paragraphs']]
        pages.append((f"{gold}/articles/html/{row['file']}", '\n'.join(text), row['lead']))
    rows = json.load(open(f'{gold}/benchmark/ground-truth.json'))
    for key in sorted(rows):
        pages.append((f'{gold}/benchmark/html/{key}.html.gz', rows[key]['articleBody'], None))
    for line in open(f'{gold}/snippets/gold.jsonl'):
        row = json.loads(line)
        pages.append((f"{gold}/snippets/html/{row['file']}.gz", (row['with'], row['without']), None))
    return pages


def load_corpora(folder):
    pages = []
    for path in sorted(glob.glob(f'{folder}/*/*/gold.yaml')):
        text, leads = [], []
        gold = open(path).read()
        part = gold[gold.index('\ntext:'):gold.index('\nleft_out:')]
        for role, line, rest in re.findall(r'\n  - (\w+): (".*")((?:\n    .*)*)', part):
            if '[dump]' not in rest:
                (leads if role == 'lead' else text).append(json.loads(line))
        pages.append((os.path.join(os.path.dirname(path), 'page.html'), '\n'.join(leads + text), leads))
    return pages


def read(path):
    return gzip.open(path).read() if path.endswith('.gz') else open(path, 'rb').read()


def run(program, pages):
    """Blocks of each page as (names of features, words)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, (path, _, _) in enumerate(pages):
            paths.append(f'{folder}/{i:05}.html')
            open(paths[-1], 'wb').write(read(path))
        out = subprocess.run([program, *paths], capture_output=True, check=True).stdout.decode(errors='replace')
    result = []
    for line in out.split('\n'):
        if line.startswith('page\t'):
            result.append([])
        elif line:
            _, _, features, text = line.split('\t', 3)
            result[-1].append((features.split(), words(text)))
    assert len(result) == len(pages)
    return result


def snippet_cases(gold, page, ids, most):
    """Blocks that hold words of which it is known whether they belong to the text."""
    good, bad = [[words(x) for x in part] for part in gold]
    rows = []
    for features, text in page:
        is_good, is_bad = any(x and x in text for x in good), any(x and x in text for x in bad)
        if is_good != is_bad and 'caption' not in features and 'cell' not in features:
            rows.append(([ids[x] for x in features if ids[x] < most], is_good, 1))
    return rows


def cases(pages, blocks, ids, most):
    """(features, is it body, weight) of all blocks that say something."""
    out = []
    for (path, gold, leads), page in zip(pages, blocks):
        if isinstance(gold, tuple):
            out += [(f, y, w * SNIPPET) for f, y, w in snippet_cases(gold, page, ids, most)]
            continue
        is_started = False
        leads_words = {words(x) for x in leads or []}
        lines = {words(x) for x in gold.split('\n')}
        whole = ' ' + words(gold) + ' '
        rows = []
        for features, text in page:
            if not text:
                continue
            count = text.count(' ') + 1
            is_body = text in lines or (count >= 4 and ' ' + text + ' ' in whole)
            if not is_body and count >= 12:  # a paragraph with a label glued to it
                is_body = any(len(x) > 60 and x in text for x in lines - leads_words)
            if 'caption' in features or 'cell' in features:
                continue
            # Annotators leave out whole lists and posts of an article's own.
            if not is_body and {'item', 'quote'} & set(features) and not OUTSIDE & set(features):
                continue
            # Leads are found by other means; where they are not annotated, what stands
            # between the title and the body may be one.
            is_started |= is_body
            if text in leads_words or (leads is None and not is_started and count >= 8
                                       and 'before-title' not in features):
                continue
            rows.append(([ids[x] for x in features if ids[x] < most], is_body, math.sqrt(min(count, 60))))
        total = math.sqrt(sum(r[2] for r in rows) or 1)
        share = 4 * (OURS if path.startswith(CORPORA) else 1)
        out += [(f, y, w / total * share) for f, y, w in rows]
    return out


def fit(rows, count):
    weights, squares = [0.0] * count, [1.0] * count
    order = list(range(len(rows)))
    random.seed(7)
    for epoch in range(EPOCHS):
        random.shuffle(order)
        for i in order:
            features, is_body, weight = rows[i]
            z = sum(weights[f] for f in features)
            p = 1 / (1 + math.exp(-max(-30, min(30, z))))
            g = weight * (p - is_body)
            for f in features:
                gf = g + RIDGE * weights[f] * weight
                squares[f] += gf * gf
                weights[f] -= RATE * gf / math.sqrt(squares[f])
    return [round(w * 100) for w in weights]


def write(first, second, features):
    with open(OUT, 'w') as f:
        f.write('# What the features of a block of a page are worth, in hundredths; above 0 in sum it is\n'
                '# body. Made by dicts/tools/weights.py, which says how. Names: src/lang/features.def.\n'
                '# Format: dicts/README.md. Licence: MIT.\n')
        for name, weights in (('first', first), ('second', second)):
            f.write(f'\n{name}:\n')
            kept = [(n, w) for n, w in zip(features, weights) if abs(w) >= LEAST]
            for n, w in kept or [('any', 0)]:
                f.write(f'  {n}: {w}\n')


def main():
    options = [a for a in sys.argv[1:] if a.startswith('--')]
    program, gold = [a for a in sys.argv[1:] if not a.startswith('--')]
    features = names()
    ids = {n: i for i, n in enumerate(features)}
    alone = ids[FIRST_OF_SECOND]
    pages = load_gold(gold)
    ours = load_corpora(CORPORA)
    for option in options:
        if option.startswith('--half='):
            pages = pages[int(option[7:])::2]
    pages += ours
    write([], [], features)  # the file in the tree may name features that are gone
    first = fit(cases(pages, run(program, pages), ids, alone), alone)
    write(first, [], features)
    second = fit(cases(pages, run(program, pages), ids, len(features)), len(features))
    write(first, second, features)


if __name__ == '__main__':
    main()
