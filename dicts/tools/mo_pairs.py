#!/usr/bin/env python3
"""Messages of a program in two languages, a line of text a line, by what they translate.

Usage: mo_pairs.py LOCALE LANG_A LANG_B OUT_A OUT_B

LOCALE is a folder of catalogues as gettext has them: LOCALE/LANG/LC_MESSAGES/NAME.mo.
Messages are in English, which needs no catalogue.
"""
import glob
import os
import re
import struct
import sys

MARKUP = re.compile(r'<[^<>]*>|\$[\w|.]+|%[-\d.]*[a-z]|\{[^{}]*\}')


def messages(path):
    """Texts by what they translate; forms of a plural by the singular."""
    with open(path, 'rb') as file:
        data = file.read()
    order = '<' if data[:4] == b'\xde\x12\x04\x95' else '>'
    count, ours, theirs = struct.unpack(order + '3I', data[8:20])
    found = {}
    for i in range(count):
        texts = []
        for table in (ours, theirs):
            size, at = struct.unpack_from(order + '2I', data, table + 8 * i)
            texts.append(data[at:at + size].split(b'\0')[0].decode('utf-8', 'replace'))
        if texts[0]:
            found[texts[0]] = texts[1]
    return found


def lines(text):
    plain = MARKUP.sub(' ', text.rpartition('\4')[2].rpartition('^')[2])
    return [re.sub(r'\s+', ' ', line).strip() for line in plain.split('\n')]


def side(locale, lang, name, keys):
    if lang == 'en':
        return {key: key for key in keys or ()}
    path = f'{locale}/{lang}/LC_MESSAGES/{name}'
    return messages(path) if os.path.exists(path) else {}


def main():
    locale, a, b, out_a, out_b = sys.argv[1:6]
    seen = set()
    with open(out_a, 'w', encoding='utf-8') as file_a, \
            open(out_b, 'w', encoding='utf-8') as file_b:
        for path in sorted(glob.glob(f'{locale}/{a}/LC_MESSAGES/*.mo')):
            name = os.path.basename(path)
            ours = messages(path)
            theirs = side(locale, b, name, ours)
            for key in ours:
                pair = lines(ours[key]), lines(theirs.get(key, ''))
                if len(pair[0]) != len(pair[1]):
                    continue
                for both in zip(*pair):
                    if all(both) and both[0] != both[1] and both not in seen:
                        seen.add(both)
                        file_a.write(both[0] + '\n')
                        file_b.write(both[1] + '\n')


main()
