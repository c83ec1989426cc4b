#!/usr/bin/env python3
"""Write src/text/references.inc: HTML's named character references, sorted by bytes.

Usage: dicts/tools/references.py > src/text/references.inc

The names are those of the HTML standard, as Python's html.entities lists them. A name
ends with a semicolon unless the standard accepts it without.
"""
from html.entities import html5

print("/* Written by dicts/tools/references.py from the HTML standard's names. */")
for name in sorted(html5, key=lambda name: name.encode("ascii")):
    codes = [ord(character) for character in html5[name]] + [0]
    print(f'{{{{0x{codes[0]:X}, 0x{codes[1]:X}}}, "{name}"}},')
