#!/usr/bin/env python3
"""Write src/text/fold.inc: what every code point folds to and what it is.

    python3 dicts/tools/fold.py > src/text/fold.inc

The tables are frozen: their result is committed, and the library never asks a
system for them. A change of them is a new DBN_KEY_VERSION (src/text/fold.h).
`--check` compares with the committed file instead of writing; it needs a Python
whose Unicode is the one named in the file.
"""
import pathlib
import sys
import unicodedata

END = 0x10000  # beyond: src/text/fold.c says it in ranges
PAGE = 128
OTHER, SPACE, LOWER, UPPER, DIGIT, MARK = range(6)

APOSTROPHES = {0x27, 0x60, 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2C8, 0x2CA, 0x2CB,
               0x374, 0x55A, 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0xA78B, 0xA78C, 0xFF07}
DASHES = {0x2D, 0x2D7, 0x58A, 0x5BE, 0x1806, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
          0x2015, 0x2212, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63, 0xFF0D}
LINE_SPACES = {0x9, 0xA, 0xB, 0xC, 0xD, 0x85, 0x2028, 0x2029}
# Signs of category Cf that are seen.
VISIBLE_FORMAT = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2}
# Accents on Latin, Greek and Cyrillic letters. Vowel signs of other scripts are
# letters in all but name and stay.
ACCENTS = [(0x300, 0x370), (0x483, 0x48A), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00),
           (0x20D0, 0x2100), (0xFE00, 0xFE10), (0xFE20, 0xFE30)]
# Letters that Unicode does not decompose.
LETTERS = {
    'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th',
    'ł': 'l', 'ħ': 'h', 'ŧ': 't', 'ı': 'i', 'ŋ': 'n', 'ĸ': 'k', 'ƀ': 'b', 'ɨ': 'i',
    'ƶ': 'z', 'ɇ': 'e', 'ɉ': 'j', 'ƚ': 'l', 'ⱥ': 'a', 'ȼ': 'c', 'ǥ': 'g', 'ς': 'σ',
    'ȷ': 'j', 'ſ': 's', 'ϒ': 'υ',
}
COMPATIBLE = ('<font>', '<wide>', '<super>', '<sub>', '<compat>')


def is_accent(code):
    return any(beg <= code < end for beg, end in ACCENTS)


def is_ours(char):
    name = unicodedata.name(char, '')
    return name.startswith(('LATIN ', 'GREEK ', 'CYRILLIC '))


def char_class(code):
    category = unicodedata.category(chr(code))
    if code in LINE_SPACES or category == 'Zs':
        return SPACE
    if code in APOSTROPHES or code in DASHES:
        return OTHER
    if 0x30 <= code <= 0x39:
        return DIGIT
    if category in ('Lu', 'Lt') or 0x2160 <= code <= 0x216F:
        return UPPER
    if category[0] == 'L' or category[0] == 'N':
        return LOWER
    if category[0] == 'M' or (category == 'Cf' and code not in VISIBLE_FORMAT):
        return MARK
    return OTHER


def widened(char):
    """The plain form of letters and digits that only look different."""
    parts = unicodedata.decomposition(char).split()
    if not parts or parts[0] not in COMPATIBLE:
        return char
    plain = unicodedata.normalize('NFKC', char)
    category = unicodedata.category(char)
    if parts[0] == '<wide>' and len(plain) == 1 and ord(plain) < 0x80:
        return plain
    if category[0] == 'L' and all(is_ours(c) or c in "ʼ·" for c in plain):
        return plain
    if category == 'Nl' and plain.isascii():
        return plain
    if category == 'Nd' and parts[0] == '<font>':
        return plain
    return char


def fold_letter(char):
    lower = char.lower()
    plain = ''.join(LETTERS.get(c, c) for c in lower)
    if not is_ours(plain[0]):
        return plain
    bare = ''.join(c for c in unicodedata.normalize('NFD', plain) if not is_accent(ord(c)))
    return ''.join(LETTERS.get(c, c) for c in bare)


def fold(code):
    char = chr(code)
    if 0xD800 <= code < 0xE000:
        return char
    kind = char_class(code)
    if kind == SPACE:
        return ' '
    if code in APOSTROPHES:
        return "'"
    if code in DASHES:
        return '-'
    if kind == MARK:
        dropped = is_accent(code) or unicodedata.category(char) == 'Cf'
        return '' if dropped else char
    plain = widened(char)
    if plain != char and not (plain[0].isalpha() or plain[0] == 'ʼ'):
        return fold(ord(plain)) if len(plain) == 1 else plain
    if kind not in (LOWER, UPPER):
        return plain
    return ''.join("'" if ord(c) in APOSTROPHES else fold_letter(c) for c in plain)


def rows(values, width, show):
    lines = []
    for at in range(0, len(values), width):
        lines.append('    ' + ', '.join(show(v) for v in values[at:at + width]) + ',')
    return '\n'.join(lines)


def form_row(form):
    data = form.encode()
    escaped = ''.join('\\%03o' % b if b >= 0x80 or b < 0x20 or chr(b) in '"\\' else chr(b)
                      for b in data)
    return '{"%s", %d}' % (escaped, len(data))


def table():
    forms, pages, index = {}, {}, []
    for start in range(0, END, PAGE):
        page = []
        for code in range(start, start + PAGE):
            entry = char_class(code) << 13
            folded = fold(code)
            if folded != chr(code):
                if len(folded.encode()) > 7:
                    sys.exit('U+%04X folds to more than 7 bytes' % code)
                entry |= forms.setdefault(folded, len(forms) + 1)
            page.append(entry)
        index.append(pages.setdefault(tuple(page), len(pages)))
    if len(forms) >= 1 << 13 or len(pages) > 256:
        sys.exit('the tables do not fit their entries')
    entries = [e for page in pages for e in page]
    return '\n'.join([
        '/* Made by dicts/tools/fold.py from Unicode %s. Do not edit. */'
        % unicodedata.unidata_version,
        '',
        '/* Where the page of a code point stands, by code >> 7. */',
        'static const unsigned char fold_pages[%d] = {' % len(index),
        rows(index, 16, str),
        '};',
        '',
        '/* class << 13 | index of the form; form 0: the code point itself. */',
        'static const uint16_t fold_entries[%d] = {' % len(entries),
        rows(entries, 10, lambda e: '0x%04X' % e),
        '};',
        '',
        'static const fold_form fold_forms[%d] = {' % (len(forms) + 1),
        rows([''] + list(forms), 4, form_row),
        '};',
        '',
    ])


def main():
    if sys.argv[1:] == ['--check']:
        path = pathlib.Path(__file__).parents[2] / 'src/text/fold.inc'
        if path.read_text(encoding='ascii') != table():
            sys.exit('src/text/fold.inc is not what this script writes')
        return
    sys.stdout.write(table())


if __name__ == '__main__':
    main()
