#!/usr/bin/env python3
"""Write src/clean/pages.inc: what characters are in the charsets that UTF-8 is misread as.

Usage: dicts/tools/pages.py > src/clean/pages.inc

A row for each character that a byte 80-FF of one of PAGES is: its code point, then that
byte in each page, 0 where the page lacks it. Then where the rows of each block of 256
code points are. Bytes that a Windows or ISO charset leaves
open, and the bytes 80-9F of latin-1, are C1 controls: so latin-1 needs no page of its own.
"""

PAGES = ["cp1252", "cp1250", "cp1251", "cp1257", "iso8859-15", "mac-roman", "cp850", "cp437"]
WITH_CONTROLS = 5  # the first pages: 80-9F are C1 controls too

rows = {}
for i, page in enumerate(PAGES):
    for byte in range(0x80, 0x100):
        try:
            rows.setdefault(ord(bytes([byte]).decode(page)), [0] * len(PAGES))[i] = byte
        except UnicodeDecodeError:
            pass
        if i < WITH_CONTROLS and byte < 0xA0:
            rows.setdefault(byte, [0] * len(PAGES))[i] = byte

print("/* Written by dicts/tools/pages.py: ROW(code point, its byte in each page). */")
print("/* " + " ".join(PAGES) + " */")
for code in sorted(rows):
    print(f"ROW(0x{code:04X}, " + ", ".join(f"0x{byte:02X}" for byte in rows[code]) + ")")
print("/* BLOCK(code point >> 8, its first row, the first row behind it). */")
blocks = [code >> 8 for code in sorted(rows)]
for block in sorted(set(blocks)):
    beg = blocks.index(block)
    print(f"BLOCK(0x{block:02X}, {beg}, {beg + blocks.count(block)})")
