#!/usr/bin/env python3
"""Figures of extraction on annotated pages, against expected-pages.txt.

    pages.py DOUBLON EXPECTED [--update [--lower]]

Runs the scorer of the gold data. A figure that falls below what is expected by more than
two thousandths fails: a change elsewhere may move a page of the five hundred. Such losses
do not add up, for what is expected never falls: --update writes the better of what was
expected and what is measured, and only --lower what is measured, whatever it is.
Skipped (77) where DOUBLON_GOLD names no folder with the scorer.
"""
import json, os, subprocess, sys

SLACK = 2
FIGURES = [('snippets', 'F1'), ('snippets, French', 'F1'), ('snippets, title', 'equal'),
           ('snippets, date', 'equal'), ('snippets, author', 'equal'),
           ('articles', 'shingle F1'), ('articles', 'lead found'),
           ('articles', 'paragraphs found'), ('articles', 'line precision'),
           ('benchmark', 'F1'), ('benchmark', 'exact')]


def read(expected):
    """(name, thousandths) of each line."""
    lines = [line.rsplit(' ', 1) for line in open(expected) if not line.startswith('#')]
    return [(name, int(value)) for name, value in lines]


def main():
    gold = os.environ.get('DOUBLON_GOLD', '')
    if not os.path.exists(f'{gold}/score.py'):
        return 77
    program, expected = sys.argv[1:3]
    result = subprocess.run([sys.executable, f'{gold}/score.py', 'pages', f'{gold}/pages',
                             '--doublon', program, '--json'],
                            capture_output=True, check=True, text=True)
    score = json.loads(result.stdout.strip().splitlines()[-1])
    measured = {f'{part}: {name}': round(score[part][name] * 1000) for part, name in FIGURES}
    measured['articles: lead twice'] = score['articles']['lead twice']
    if '--update' in sys.argv:
        for name, value in read(expected) if '--lower' not in sys.argv else []:
            better = min if name.endswith('twice') else max
            measured[name] = better(measured[name], value)
        with open(expected, 'w') as f:
            f.write('# Thousandths, by tests/gold/pages.py; a drop fails.\n')
            f.writelines(f'{name} {value}\n' for name, value in measured.items())
        return 0
    failed = 0
    for name, value in read(expected):
        now = measured[name]
        worse = now > value if name.endswith('twice') else now < value - SLACK
        print(f"{name:32} {now:5} of {value:5}{'  WORSE' if worse else ''}")
        failed += worse
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
