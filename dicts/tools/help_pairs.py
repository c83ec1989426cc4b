#!/usr/bin/env python3
"""Paragraphs of LibreOffice's help in two languages, one a line, by their ids.

Usage: help_pairs.py HELP LANG_A LANG_B OUT_A OUT_B
"""
import glob
import html
import os
import re
import sys

FOLDERS = {'en': 'en-US'}


def paragraphs(path):
    text = open(path, encoding='utf-8', errors='replace').read()
    found = {}
    for m in re.finditer(r'<(p|h\d)\s[^>]*?id="([^"]+)"[^>]*>(.*?)</\1>', text, re.S):
        plain = html.unescape(re.sub(r'<[^>]+>', '', m[3]))
        plain = re.sub(r'\s+', ' ', plain).strip()
        if plain:
            found[m[2]] = plain
    return found


def main():
    top, a, b, out_a, out_b = sys.argv[1:6]
    folder_a = f'{top}/{FOLDERS.get(a, a)}/text/'
    folder_b = f'{top}/{FOLDERS.get(b, b)}/text/'
    seen = set()
    with open(out_a, 'w', encoding='utf-8') as file_a, open(out_b, 'w', encoding='utf-8') as file_b:
        for path in sorted(glob.glob(folder_a + '**/*.html', recursive=True)):
            other = folder_b + path[len(folder_a):]
            if not os.path.exists(other):
                continue
            ours, theirs = paragraphs(path), paragraphs(other)
            for key, text in ours.items():
                pair = (text, theirs.get(key, text))
                if pair[0] != pair[1] and pair not in seen:
                    seen.add(pair)
                    file_a.write(pair[0] + '\n')
                    file_b.write(pair[1] + '\n')


main()
