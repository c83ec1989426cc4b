#!/usr/bin/env python3
"""Write src/read/charset_tables.inc: what bytes 80-FF are in single-byte charsets.

Usage: dicts/tools/charsets.py > src/read/charset_tables.inc

Each table is Python's codec of that charset, changed where the Encoding Standard
differs: bytes 80-9F that a codec leaves open are C1 controls, and the patches below.
0 is a byte that the charset leaves open. No two bytes of a table are the same
character, so that a decoded text can be encoded back.
"""

CODECS = {
    "ibm850": "cp850",
    "ibm866": "cp866",
    "iso-8859-2": "iso8859-2",
    "iso-8859-3": "iso8859-3",
    "iso-8859-4": "iso8859-4",
    "iso-8859-5": "iso8859-5",
    "iso-8859-6": "iso8859-6",
    "iso-8859-7": "iso8859-7",
    "iso-8859-8": "iso8859-8",
    "iso-8859-10": "iso8859-10",
    "iso-8859-13": "iso8859-13",
    "iso-8859-14": "iso8859-14",
    "iso-8859-15": "iso8859-15",
    "iso-8859-16": "iso8859-16",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "x-mac-cyrillic": "mac-cyrillic",
}

# Where the Encoding Standard has another character than the codec.
PATCHES = {
    "koi8-u": {0xAE: 0x45E, 0xBE: 0x40E},
    "windows-1255": {0xCA: 0x5BA},
    "x-mac-cyrillic": {0xA2: 0x490, 0xB6: 0x491, 0xFF: 0x20AC},
}


# Bytes that are private characters, for programs that want their bytes back.
USER_DEFINED = "x-user-defined"


def character(charset, byte):
    if charset == USER_DEFINED:
        return 0xF700 + byte
    if byte in PATCHES.get(charset, {}):
        return PATCHES[charset][byte]
    try:
        return ord(bytes([byte]).decode(CODECS[charset]))
    except UnicodeDecodeError:
        return byte if byte < 0xA0 else 0


def write(charset):
    table = [character(charset, byte) for byte in range(0x80, 0x100)]
    known = [code for code in table if code]
    assert len(known) == len(set(known)) and min(known) >= 0x80, charset
    print(f"TABLE({charset.upper().replace('-', '_')}, /* {charset} */")
    for row in range(0, 128, 8):
        print("      " + ", ".join(f"0x{code:04X}" for code in table[row : row + 8])
              + ("," if row < 120 else ")"))


print("/* Written by dicts/tools/charsets.py: TABLE(charset, bytes 80-FF). */")
for name in [*CODECS, USER_DEFINED]:
    write(name)
