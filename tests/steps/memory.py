"""What a document is not told is not held: memory.py DOUBLON, whose processes this one counts."""
import json
import os
import subprocess
import sys
import tempfile

DOUBLON = os.path.abspath(sys.argv[1])
ID = 'x' * 16384
COUNT = 3000  # copies, and contradictions: 98 MB of ids
ROOM = 30     # MB; there is room for 64 passages and 16 contradictions, 2 MB

PLACES = '00000000\t00000005'


def copies(count):
    for i in range(count):
        yield (f'0000000000000001\tcontradiction/2.1\t{PLACES}\t{"8" * 16}\t{"0" * 32}\t{i + 2:016x}\t{PLACES}\t0\t{ID}\n')
    for i in range(count):
        yield (f'0000000000000001\tcopy/2.1\t2\t0\t{PLACES}\t{"8" * 16}\t{"0" * 32}\t{i + 2:016x}\t{PLACES}\t{PLACES}'
               f'\t03e8\t0\t0\t{ID}\n')


def told(folder, count):
    """The line of the document, and the most memory that its process took, in MB."""
    corpus, lines, out = (os.path.join(folder, name) for name in ('corpus.jsonl', 'copies', 'told'))
    with open(corpus, 'w') as file:
        file.write('{"id":"a","text":"Douze mots."}\n')
    with open(lines, 'w') as file:
        file.writelines(copies(count))
    process = subprocess.Popen([DOUBLON, 'step', 'apply', f'--copies={lines}', f'--output={out}', corpus])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    with open(out) as file:
        return json.load(file)['doublon'], usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as top:
    few, least = told(top, 1)
    many, most = told(top, COUNT)
print(f'{least:.0f} MB with one copy, {most:.0f} MB with {COUNT}')
assert len(few['copies']) == len(few['contradictions']) == 1
assert len(many['copies']) == 64 and len(many['contradictions']) == 16
assert most < least + ROOM, 'held: lines that are not told'
