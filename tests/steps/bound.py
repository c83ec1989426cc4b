"""What --memory promises: bound.py DOUBLON, whose processes this one counts.

A program with sanitizers needs more for itself: there the memory must not grow by more than what is allowed."""
import json
import os
import subprocess
import sys
import tempfile

DOUBLON = os.path.abspath(sys.argv[1])
ALLOWED = 64  # MB
MANY, LARGE = 20000, 900  # documents: of a line, of 60 kB
LIKE = 1200  # documents that have something of each other


def documents(many, large):
    for i in range(many):
        yield {'id': i, 'url': f'https://a.example/{i}', 'text': f'Le conseil a voté le point {i % 1000}.'}
    for i in range(large):
        yield {'id': f'l{i}', 'text': f'{i % 1000}' + ' La fanfare a joué devant la gare.' * 1700}


def like_others(many):
    """Of nine sentences each, half of them those of the document before; one in five is a copy but for a word."""
    for i in range(many):
        first = i // 5 * 5 if i % 5 == 4 else i
        text = ' '.join(f'Le point {n} du conseil numéro {n * 7919 % 9973} est remis au {n % 28 + 1} mars.'
                        for n in range(first * 4, first * 4 + 9))
        yield {'id': i, 'text': text if first == i else text.replace('remis', 'voté', 1)}


def told(folder, how, corpus_of):
    """What was written, and the most memory that the process took, in MB."""
    corpus, out = (os.path.join(folder, name) for name in ('corpus.jsonl', 'told.jsonl'))
    with open(corpus, 'w') as file:
        file.writelines(json.dumps(document, ensure_ascii=False) + '\n' for document in corpus_of)
    with open(corpus, 'rb') as file:  # standard input: lines of files are read again, and not held
        process = subprocess.Popen([DOUBLON, 'dedup', '-i', 'jsonl', f'--output={out}', *how],
                                   stdin=file, env={**os.environ, 'TMPDIR': folder, 'ASAN_OPTIONS': 'quarantine_size_mb=4'})
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    with open(out, 'rb') as file:
        return file.read(), usage.ru_maxrss / 1024


BOUND = [f'--memory={ALLOWED}m']
EXACT = ['--match=exact']
NEAR = ['--unit=document,paragraph,passage', '--jobs=2']
with tempfile.TemporaryDirectory() as top:
    # First: what this process holds counts for those that it starts.
    near, most_near = told(top, NEAR + BOUND, like_others(LIKE))
    near_free, _ = told(top, NEAR, like_others(LIKE))
    _, least = told(top, EXACT + BOUND, documents(1, 1))
    held, most = told(top, EXACT + BOUND, documents(MANY, LARGE))
    free, without = told(top, EXACT, documents(MANY, LARGE))
print(f'{least:.0f} MB for two documents, {most:.0f} MB for {MANY + LARGE}, {without:.0f} MB without a bound; '
      f'{most_near:.0f} MB for {LIKE} that are like each other')
assert held == free and near == near_free, 'what was held in files is told as something else'
assert near.count(b'"copies":[{') > LIKE / 4, 'nothing is like anything'
assert without > ALLOWED + least, 'the corpus is too small to say anything'
for taken in most, most_near:
    assert taken < max(ALLOWED, least + ALLOWED / 2), 'more is held than was allowed'
