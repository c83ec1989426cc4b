#!/usr/bin/env python3
"""translators.py DOUBLON CORPORA: do the programs of translators read what we write?

Pages of the corpora, one in six, go through gettext (msgfmt, msgcat, msgen, which gives each
message itself as its translation) and back: what comes back reads the same. Programs
that are not installed are not tried, which is said.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

DOUBLON, CORPORA = (os.path.abspath(arg) for arg in sys.argv[1:3])
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def run(where, *command, accepts=(0,)):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in accepts:
        fault(where, f"{command[0]} gives {done.returncode}: "
                     f"{done.stderr.decode(errors='replace')[:500]}")
    return done.stdout


def visible(page):
    return run(page, DOUBLON, "clean", "--quiet", "--skip=repetition", page)


def through_gettext(page, folder):
    """Prepared, judged, wrapped otherwise, translated to itself, merged."""
    po, other, back = (os.path.join(folder, name) for name in ("a.po", "b.po", "b.html"))
    with open(po, "wb") as out:
        out.write(run(page, DOUBLON, "prepare", "--for=po", "--to=nl", page))
    run(page, "msgfmt", "--check-format", "--check-domain", "-o", os.devnull, po)
    with open(page, "rb") as was:
        if run(page, DOUBLON, "merge", "--page", page, po) != was.read():
            fault(page, "untranslated, it does not come back as it was")
    run(page, "msgen", "--lang=nl", "-o", other, po)
    run(page, "msgcat", "--width=40", "-o", other, other)
    with open(back, "wb") as out:
        out.write(run(page, DOUBLON, "merge", "--untranslated=fail", "--page", page, other))
    if visible(back) != visible(page):
        fault(page, "translated to itself, it reads otherwise")


def main():
    pages = sorted(glob.glob(os.path.join(CORPORA, "*", "*", "page.html")))[::6]
    if not pages:
        fault(CORPORA, "has no pages")
    with tempfile.TemporaryDirectory() as folder:
        if shutil.which("msgen"):
            for page in pages:
                through_gettext(page, folder)
        else:
            print("gettext is not installed: not tried")
    for line in faults:
        print(line)
    print(f"{len(pages)} pages, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
