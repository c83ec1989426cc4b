#!/usr/bin/env python3
"""Terms of texts against lists that others made, by the scorer of the gold data.

    terms.py DOUBLON EXPECTED [--update]

A figure more than three thousandths below what is expected fails. Skipped (77) where
DOUBLON_GOLD names no folder with the scorer.
"""
import json, os, subprocess, sys

SLACK = 3


def main():
    gold = os.environ.get('DOUBLON_GOLD', '')
    if not os.path.exists(f'{gold}/score.py'):
        return 77
    program, expected = sys.argv[1:3]
    result = subprocess.run([sys.executable, f'{gold}/score.py', 'terms', f'{gold}/terms',
                             '--doublon', program, '--json'],
                            capture_output=True, check=True, text=True)
    score = json.loads(result.stdout.strip().splitlines()[-1])
    measured = {name: round(figures['F1'] * 1000) for name, figures in score.items()}
    if '--update' in sys.argv:
        with open(expected, 'w') as f:
            f.write('# F1 in thousandths, by tests/gold/terms.py; a drop fails.\n')
            f.writelines(f'{name} {value}\n' for name, value in measured.items())
        return 0
    failed = 0
    for line in open(expected):
        if line.startswith('#'):
            continue
        name, value = line.rsplit(' ', 1)
        worse = measured[name] < int(value) - SLACK
        print(f"{name:12} {measured[name]:5} of {int(value):5}{'  WORSE' if worse else ''}")
        failed += worse
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
