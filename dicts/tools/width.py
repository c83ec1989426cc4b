#!/usr/bin/env python3
"""Write src/text/width.inc: the code points that do not take one column of a terminal.

    python3 dicts/tools/width.py > src/text/width.inc

Two columns: East Asian wide and full-width signs, emoji among them. None: marks that
stand on the letter before, and signs that are not seen. The table is frozen, like that
of fold.py; `--check` compares with the committed file instead of writing.
"""
import pathlib
import sys
import unicodedata


def width(code):
    char = chr(code)
    category = unicodedata.category(char)
    if code == 0xAD:  # a soft hyphen is shown where it is asked to be seen
        return 1
    if category in ('Mn', 'Me', 'Cf') or 0x1160 <= code <= 0x11FF:
        return 0
    # Places of the wide planes that are not taken yet will be wide when they are.
    if 0x20000 <= code <= 0x2FFFD or 0x30000 <= code <= 0x3FFFD:
        return 2
    if category == 'Cn':  # what Python says of these is no statement of Unicode
        return 1
    return 2 if unicodedata.east_asian_width(char) in 'WF' else 1


def ranges():
    beg, found = 0, []
    for code in range(0x40000 + 1):
        now = width(code) if code < 0x40000 else 1
        if code == 0:
            last = now
        if now != last:
            if last != 1:
                found.append((beg, code, last))
            beg, last = code, now
    found.append((0xE0000, 0xE1000, 0))  # tags and variation selectors
    return found


def table():
    lines = [f'/* Written by dicts/tools/width.py from Unicode {unicodedata.unidata_version}. */']
    lines += [f'{{0x{beg:X}, 0x{end:X}, {columns}}},' for beg, end, columns in ranges()]
    return '\n'.join(lines) + '\n'


if '--check' in sys.argv:
    committed = pathlib.Path(__file__).resolve().parents[2] / 'src/text/width.inc'
    sys.exit(0 if committed.read_text() == table() else 'src/text/width.inc is stale')
sys.stdout.write(table())
