#!/usr/bin/env python3
"""Is the text of every file of the TMX compliance kit unchanged once it went through a
memory, and is what comes out valid?

    memory.py DOUBLON

Texts are compared with their codes, languages, notes and properties. Fails where one
differs, or is refused; status 77 where DOUBLON_GOLD has no kit."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def shape(element):
    """An element with all that is in it; `i` of a placeholder is none of TMX 1.4b."""
    attributes = sorted(
        (name, value)
        for name, value in element.attrib.items()
        if (element.tag, name) != ("ph", "i")
    )
    inside = [(shape(child), child.tail or "") for child in element]
    return element.tag, attributes, element.text or "", inside


def notes_of(element):
    return [shape(child) for child in element if child.tag in ("note", "prop")]


def units_of(path):
    for unit in ET.parse(path).getroot().iter("tu"):
        variants = []
        for variant in unit.iter("tuv"):
            lang = variant.get(LANG) or variant.get("lang")
            variants.append((lang, shape(variant.find("seg")), notes_of(variant)))
        yield notes_of(unit), variants


def fault_of(doublon, path, folder):
    """What is wrong with the file once it went through a memory; None for nothing."""
    memory, again = folder / "memory", folder / "again.tmx"
    for words in (
        ["memory", "add", "-m", memory, path],
        ["memory", "export", "-m", memory, "-o", again],
        ["validate", again],
    ):
        done = subprocess.run([doublon, *words], capture_output=True, text=True)
        if done.returncode != 0:
            return done.stdout + done.stderr
    return None if list(units_of(path)) == list(units_of(again)) else "differs"


def main():
    kit = Path(os.environ.get("DOUBLON_GOLD", "")) / "tmx"
    files = sorted(kit.glob("*.tmx")) if os.environ.get("DOUBLON_GOLD") else []
    if not files:
        print("skipped: DOUBLON_GOLD names no TMX compliance kit")
        return 77
    faults = 0
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            fault = fault_of(sys.argv[1], path, Path(folder))
        if fault is not None:
            faults += 1
            print(f"{path.name}: {fault}")
    print(f"{len(files) - faults} of {len(files)} files come back as they were")
    return faults > 0


if __name__ == "__main__":
    sys.exit(main())
