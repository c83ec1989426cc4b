#!/usr/bin/env python3
"""translators.py DOUBLON CORPORA: do the programs of translators read what we write?

Pages of the corpora, one in six, go through gettext (msgfmt, msgcat, msgen, which gives
each message itself as its translation) and through OmegaT, with a memory that it makes
itself, and back: what comes back reads the same. Programs that are not installed are
not tried, which is said.
"""
import glob
import os
import re
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


MARK = "\u2042"


def omegat(project, mode, *more):
    run(project, "env", "HOME=" + os.path.dirname(project), "omegat",
        "--mode=console-" + mode, project, *more)


def marked(memory):
    """A memory with a mark before each translation."""
    return re.sub(r"(<tuv lang=\"nl\">\s*<seg>)", r"\1" + MARK, memory)


def remaining(project):
    """Segments that OmegaT has seen, and those that it has no translation of."""
    with open(os.path.join(project, "omegat", "project_stats.txt"), encoding="utf-8") as file:
        lines = [line.split() for line in file]
    return [int(line[1]) for line in lines if line[:1] in (["Total:"], ["Remaining:"])]


def through_omegat(pages, folder):
    """Prepared, seen whole, translated by a memory, merged."""
    project = os.path.join(folder, "project")
    run(project, DOUBLON, "prepare", "--for=omegat", "--to=nl", "-o", project, *pages)
    files = sorted(glob.glob(os.path.join(project, "source", "*.xlf")))
    offered = {}
    for file in files:
        run(file, DOUBLON, "validate", file)
        with open(file, encoding="utf-8") as text:
            offered[file] = text.read().count("<target")
    memory = os.path.join(folder, "memory.tmx")
    omegat(project, "createpseudotranslatetmx", "--pseudotranslatetmx=" + memory,
           "--pseudotranslatetype=equal")
    with open(memory, encoding="utf-8") as was, \
            open(os.path.join(project, "tm", "auto", "all.tmx"), "w",
                 encoding="utf-8") as out:
        out.write(marked(was.read()))
    omegat(project, "translate")
    if remaining(project) != [sum(offered.values()), 0]:
        fault(project, f"OmegaT sees {remaining(project)} of {sum(offered.values())}")
    for file, page in zip(files, pages):
        back = os.path.join(folder, "back.html")
        target = os.path.join(project, "target", os.path.basename(file))
        merged = run(page, DOUBLON, "merge", "--untranslated=fail", target)
        if merged.count(MARK.encode()) != offered[file]:
            fault(page, f"{merged.count(MARK.encode())} marks of {offered[file]} are back")
        with open(back, "wb") as out:
            out.write(merged.replace(MARK.encode(), b""))
        if visible(back) != visible(page):
            fault(page, "translated by OmegaT, it reads otherwise")


def named_apart(pages, folder):
    """The pages under names of their own, in the order of these names, in UTF-8."""
    names = []
    for page in pages:
        with open(page, "rb") as file:
            text = file.read()
        if b"utf-8" in text.lower():
            names.append(os.path.join(folder, f"{len(names):03}.html"))
            with open(names[-1], "wb") as out:
                out.write(text)
    return names


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
        if shutil.which("omegat"):
            through_omegat(named_apart(pages, folder), folder)
        else:
            print("OmegaT is not installed: not tried")
    for line in faults:
        print(line)
    print(f"{len(pages)} pages, {len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
