#!/usr/bin/env python3
"""A lexicon from lines and their translations: the words that the links of `align
--words` join, by their first letters.

Usage: lexicon.py DOUBLON LANG_A LANG_B LINES_A LINES_B >LEXICON

A row is a pair that was linked twice or more and is at least SHARE_MIN of what its words
are linked to, on average; its weight grows with that share, and with how often it was
seen.
"""
import collections
import re
import subprocess
import sys
import tempfile
import unicodedata

TOKENS_MAX = 80  # of a line
STEM_BYTES = 5   # as src/align/words.c cuts words
SEEN_MIN = 2
SEEN_ENOUGH = 4  # to weigh in full; SEEN_OFTEN: to weigh twice as much
SEEN_OFTEN = 100
SHARE_MIN = .07


def tokens(line):
    return re.findall(r"\d+(?:[.,]\d+)*|\w+['’]?|[^\w\s]", line)


def stem(word):
    """Folded, without accents, cut."""
    word = word.lower().replace('œ', 'oe').replace('æ', 'ae').replace('ß', 'ss')
    word = ''.join(c for c in unicodedata.normalize('NFD', word)
                   if not unicodedata.combining(c)).replace('’', "'")
    return (word.rstrip("'") or word).encode()[:STEM_BYTES].decode('utf-8', 'ignore')


def read_pairs(path_a, path_b):
    with open(path_a, encoding='utf-8') as file_a, open(path_b, encoding='utf-8') as file_b:
        for line_a, line_b in zip(file_a, file_b):
            pair = tokens(line_a), tokens(line_b)
            if all(0 < len(side) <= TOKENS_MAX for side in pair):
                yield pair


def link(doublon, langs, pairs):
    with tempfile.NamedTemporaryFile('w', encoding='utf-8', suffix='.txt') as file:
        file.writelines(f'{" ".join(a)} ||| {" ".join(b)}\n' for a, b in pairs)
        file.flush()
        result = subprocess.run(
            [doublon, 'align', '--words', f'--lang={langs}', '--tokenised',
             '--no-dictionaries', '--links=intersect', '--format=pharaoh', file.name],
            check=True, capture_output=True, text=True)
    return [[tuple(map(int, end.split('-'))) for end in line.split()]
            for line in result.stdout.split('\n')]


def count(pairs, links):
    counts = collections.Counter()
    for (a, b), ends in zip(pairs, links):
        a, b = [stem(word) for word in a], [stem(word) for word in b]
        counts.update((a[i], b[j]) for i, j in ends)
    return counts


def rows(counts):
    of_a, of_b = collections.Counter(), collections.Counter()
    for (a, b), seen in counts.items():
        of_a[a] += seen
        of_b[b] += seen
    for (a, b), seen in sorted(counts.items()):
        share = (seen / of_a[a] + seen / of_b[b]) / 2
        if seen < SEEN_MIN or share < SHARE_MIN or a == b:
            continue
        weight = 10 * share * min(SEEN_ENOUGH, seen) / SEEN_ENOUGH
        yield a, b, max(1, round(weight * min(2, 1 + seen / SEEN_OFTEN)))


def main():
    doublon, lang_a, lang_b, path_a, path_b = sys.argv[1:6]
    pairs = list(read_pairs(path_a, path_b))
    for a, b, weight in rows(count(pairs, link(doublon, f'{lang_a},{lang_b}', pairs))):
        print(a, b, weight, sep='\t')


main()
