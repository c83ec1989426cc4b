#!/usr/bin/env python3
"""The XLIFF core suite and the TMX compliance kit: what is valid is accepted, what is not
is refused for its own reason.

    exchange.py DOUBLON REASONS

REASONS: a line a file of the suite's invalid/, its name without "bad_" and ".xlf", and
the rule that must be among those it breaks. DOUBLON_GOLD names the data; without it the
exit status is 77.
"""
import json
import os
import pathlib
import subprocess
import sys


def rules_broken(doublon, paths):
    """The rules that each file breaks, as sets in the order of the files."""
    run = subprocess.run([doublon, "validate", "--format=jsonl", *map(str, paths)],
                         capture_output=True, check=False)
    found = [json.loads(line)["doublon"] for line in run.stdout.splitlines()]
    if len(found) != len(paths) or run.returncode != (not all(f["valid"] for f in found)):
        sys.exit(f"exit status {run.returncode}, {len(found)} of {len(paths)} files")
    return [{violation["rule"] for violation in f["violations"]} for f in found]


def main():
    doublon, reasons_file = sys.argv[1:]
    gold = os.environ.get("DOUBLON_GOLD")
    if not gold or not (pathlib.Path(gold) / "xliff").is_dir():
        return 77
    suite = pathlib.Path(gold) / "xliff/test-suite/core"
    kit = pathlib.Path(gold) / "tmx"
    reasons = dict(line.split() for line in open(reasons_file, encoding="utf-8")
                   if line.strip() and not line.startswith("#"))
    faults = []
    valid = sorted([*suite.glob("valid/*.xlf"), *suite.glob("in-out/*.xlf"),
                    *kit.glob("*.tmx")])
    for path, broken in zip(valid, rules_broken(doublon, valid)):
        if broken:
            faults.append(f"{path.name} is refused: {' '.join(sorted(broken))}")
    invalid = sorted(suite.glob("invalid/*.xlf"))
    for path, broken in zip(invalid, rules_broken(doublon, invalid)):
        name = path.stem.removeprefix("bad_")
        if reasons.get(name) not in broken:
            faults.append(f"{path.name}: {reasons.get(name)} is not among "
                          f"{' '.join(sorted(broken)) or 'none'}")
    print(f"{len(valid)} valid, {len(invalid)} invalid, {len(faults)} misjudged")
    for fault in faults:
        print(fault)
    return 1 if faults or not invalid or not valid else 0


if __name__ == "__main__":
    sys.exit(main())
