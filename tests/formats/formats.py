#!/usr/bin/env python3
"""formats.py DOUBLON CORPORA: are the findings as the programs that read them want?

SARIF is judged by the rules of the standard (OASIS, version 2.1.0) for every property
that we write: which are there, of what type, with what values, and that no other is.
The others are judged by their readers: what GitLab, Checkstyle's and JUnit's readers
need. Documents are ordinary ones, and some with names and words that formats mind.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

DOUBLON, CORPORA = (os.path.abspath(arg) for arg in sys.argv[1:3])
TEXT = ("Un titre\n\nIl dit que ce mot est est là ; « c'est <b>vrai</b> & \"bon\".\n\n"
        "Le mardi 3 mars 2021, on était à Bruxeles, 日本 et \U0001F600 deux deux.\n")
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def documents(folder):
    """Names, from `folder`, of documents that are written there."""
    lines = "".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in range(2))
    files = {b"plain.txt": TEXT, b"right.txt": "Tout est juste.\n", b"lines.jsonl": lines,
             "é <&\">% x.txt".encode(): TEXT, b"no-utf8-\xff.txt": TEXT,
             b"control-\x01.txt": TEXT}
    for name, text in files.items():
        with open(os.path.join(os.fsencode(folder), name), "w", encoding="utf-8") as out:
            out.write(text)
    page = os.path.join(CORPORA, "fr", "accident-bilan", "page.html")
    return [*files, os.fsencode(page)]


def check(folder, form, names):
    done = subprocess.run([DOUBLON, "check", "-l", "fr", "-p", "fr-FR", "--no-config",
                           "--fail-on=never", "-f", form, *names], cwd=folder,
                          capture_output=True, check=False)
    if done.returncode != 0 or not done.stdout:
        fault(form, f"status {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


# ---- SARIF: an object is a map of its properties to (is it required, what holds) -----

def text(value):
    return isinstance(value, str) and value != ""


def at_least(least):
    return lambda value: isinstance(value, int) and not isinstance(value, bool) \
        and value >= least


def one_of(*values):
    return lambda value: value in values


def uri_reference(value):
    return isinstance(value, str) and re.fullmatch(
        r"(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2})+", value) is not None


def is_region(value):
    start = (value["startLine"], value.get("startColumn", 1))
    end = (value.get("endLine", value["startLine"]), value.get("endColumn", 1 << 40))
    return start <= end


MESSAGE = {"text": (True, text)}
LOCATION = {"uri": (True, uri_reference)}
REGION = {"startLine": (True, at_least(1)), "startColumn": (False, at_least(1)),
          "endLine": (False, at_least(1)), "endColumn": (False, at_least(1))}
REPLACEMENT = {"deletedRegion": (True, (REGION, is_region)),
               "insertedContent": (False, {"text": (True, lambda v: isinstance(v, str))})}
CHANGE = {"artifactLocation": (True, LOCATION), "replacements": (True, [REPLACEMENT])}
RESULT = {
    "ruleId": (True, text),
    "level": (True, one_of("none", "note", "warning", "error")),
    "message": (True, MESSAGE),
    "locations": (True, [{"physicalLocation": (True, {
        "artifactLocation": (True, LOCATION), "region": (True, (REGION, is_region))})}]),
    "fixes": (False, [{"artifactChanges": (True, [CHANGE])}]),
}
SARIF = {
    "$schema": (True, one_of("https://json.schemastore.org/sarif-2.1.0.json")),
    "version": (True, one_of("2.1.0")),
    "runs": (True, [{
        "tool": (True, {"driver": (True, {"name": (True, text), "version": (True, text)})}),
        "columnKind": (True, one_of("utf16CodeUnits", "unicodeCodePoints")),
        "results": (True, [RESULT]),
    }]),
}


def judge(where, value, shape):
    """A list that is required holds something, but for `results`: a run may find nothing."""
    if isinstance(shape, tuple):
        judge(where, value, shape[0])
        if not shape[1](value):
            fault(where, f"{value!r} is not as it must be")
    elif isinstance(shape, list):
        if not isinstance(value, list) or (not value and not where.endswith(".results")):
            return fault(where, "not a list that holds something")
        for i, item in enumerate(value):
            judge(f"{where}[{i}]", item, shape[0])
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            return fault(where, "not an object")
        for key, (is_required, inner) in shape.items():
            if key in value:
                judge(f"{where}.{key}", value[key], inner)
            elif is_required:
                fault(where, f"has no {key}")
        for key in value.keys() - shape.keys():
            fault(where, f"{key} is not known")
    elif not shape(value):
        fault(where, f"{value!r} is not as it must be")


def is_replaced_by(result, lines):
    """The words that a fix replaces stand where it says."""
    region = result["locations"][0]["physicalLocation"]["region"]
    deleted = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    line = lines[region["startLine"] - 1]
    return deleted == region and region["endColumn"] - 1 <= len(line)


def sarif(folder, names):
    log = json.loads(check(folder, "sarif", names))
    judge("sarif", log, SARIF)
    results = log["runs"][0]["results"]
    if len(results) < 20 or not any("fixes" in result for result in results):
        fault("sarif", "says too little")
    lines = TEXT.split("\n")
    for result in results:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if uri == "plain.txt" and "fixes" in result and not is_replaced_by(result, lines):
            fault("sarif", f"{result['ruleId']}: its fix is elsewhere")
    nothing = json.loads(check(folder, "sarif", [b"right.txt"]))
    judge("sarif of nothing", nothing, SARIF)
    if nothing["runs"][0]["results"]:
        fault("sarif of nothing", "finds something")


# ---- the others ------------------------------------------------------------------------

def gitlab(folder, names):
    shape = {"description": (True, text), "check_name": (True, text),
             "fingerprint": (True, lambda v: re.fullmatch("[0-9a-f]{16}", v) is not None),
             "severity": (True, one_of("info", "minor", "major", "critical", "blocker")),
             "location": (True, {"path": (True, text),
                                 "lines": (True, {"begin": (True, at_least(1))})})}
    found = json.loads(check(folder, "gitlab", names))
    judge("gitlab", found, [shape])
    prints = [one["fingerprint"] for one in found]
    if len(set(prints)) != len(prints):
        fault("gitlab", "two findings with one fingerprint")


def numbers(element, *names):
    return all(re.fullmatch("[1-9][0-9]*", element.get(name, "")) for name in names)


def checkstyle(folder, names):
    root = ElementTree.fromstring(check(folder, "checkstyle", names))
    if root.tag != "checkstyle" or not root.get("version"):
        fault("checkstyle", "its root is not checkstyle with a version")
    for file in root:
        if file.tag != "file" or not file.get("name"):
            fault("checkstyle", "not a file with a name")
        for error in file:
            if (error.tag != "error" or not numbers(error, "line", "column")
                    or error.get("severity") not in ("info", "warning", "error")
                    or not error.get("message") or not error.get("source")):
                fault("checkstyle", ElementTree.tostring(error))
    if sum(len(file) for file in root) < 20:
        fault("checkstyle", "says too little")


def junit(folder, names):
    root = ElementTree.fromstring(check(folder, "junit", names))
    if root.tag != "testsuites":
        fault("junit", "its root is not testsuites")
    for suite in root:
        cases, failures = list(suite), suite.findall("testcase/failure")
        if (suite.tag != "testsuite" or not suite.get("name")
                or int(suite.get("tests")) != len(cases)
                or int(suite.get("failures")) != len(failures)):
            fault("junit", f"the suite {suite.get('name')} does not count right")
        for case in cases:
            if case.tag != "testcase" or not case.get("name") or not case.get("classname"):
                fault("junit", ElementTree.tostring(case))
    if not any(suite.get("failures") == "0" for suite in root):
        fault("junit", "no suite passed")


def github(folder, names):
    command = re.compile(r"::(notice|warning|error) file=[^,:\n]+,line=\d+"
                         r"(,col=\d+,endLine=\d+,endColumn=\d+)?,title=[^,:\n]+::.+")
    for line in check(folder, "github", names).decode(errors="surrogateescape").split("\n")[:-1]:
        if not command.fullmatch(line):
            fault("github", line)


def main():
    with tempfile.TemporaryDirectory() as folder:
        names = documents(folder)
        for judge_format in (sarif, gitlab, checkstyle, junit, github):
            try:
                judge_format(folder, names)
            except (ValueError, KeyError, TypeError, ElementTree.ParseError) as error:
                fault(judge_format.__name__, repr(error))
    for line in faults[:40]:
        print(line)
    print("5 formats,", len(faults), "faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
