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


def documents(many, large):
    for i in range(many):
        yield {'id': i, 'url': f'https://a.example/{i}', 'text': f'Le conseil a voté le point {i % 1000}.'}
    for i in range(large):
        yield {'id': f'l{i}', 'text': f'{i % 1000}' + ' La fanfare a joué devant la gare.' * 1700}


def told(folder, how, many, large):
    """What was written, and the most memory that the process took, in MB."""
    corpus, out = (os.path.join(folder, name) for name in ('corpus.jsonl', 'told.jsonl'))
    with open(corpus, 'w') as file:
        file.writelines(json.dumps(document, ensure_ascii=False) + '\n' for document in documents(many, large))
    with open(corpus, 'rb') as file:  # standard input: lines of files are read again, and not held
        process = subprocess.Popen([DOUBLON, 'dedup', '--match=exact', '-i', 'jsonl', f'--output={out}', *how],
                                   stdin=file, env={**os.environ, 'TMPDIR': folder, 'ASAN_OPTIONS': 'quarantine_size_mb=4'})
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    with open(out, 'rb') as file:
        return file.read(), usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as top:
    bound = [f'--memory={ALLOWED}m']
    _, least = told(top, bound, 1, 1)
    held, most = told(top, bound, MANY, LARGE)
    free, without = told(top, [], MANY, LARGE)
print(f'{least:.0f} MB for two documents, {most:.0f} MB for {MANY + LARGE}, {without:.0f} MB without a bound')
assert held == free, 'what was held in files is told as something else'
assert without > ALLOWED + least, 'the corpus is too small to say anything'
assert most < max(ALLOWED, least + ALLOWED / 2), 'more is held than was allowed'
