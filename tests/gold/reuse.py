#!/usr/bin/env python3
"""Are the passages of scanned newspapers that an aligner put together found together?

    reuse.py DOUBLON

Only hands can say whether what is found is right: the aligner takes announcements of
different deaths for one text. Fails below the recall that is expected; status 77 where
DOUBLON_GOLD has no passages."""

import os
import re
import subprocess
import sys
from pathlib import Path

# Of 2997 pairs 178 are announcements, most of them of different deaths.
EXPECTED = 0.955


def main():
    gold = Path(os.environ.get("DOUBLON_GOLD", ""))
    passages = gold / "reuse" / "passages.jsonl"
    if not os.environ.get("DOUBLON_GOLD") or not passages.exists():
        print("skipped: DOUBLON_GOLD names no passages of newspapers")
        return 77
    score = [sys.executable, gold / "reuse.py", sys.argv[1], passages]
    done = subprocess.run(score, capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    recall = re.match(r"recall ([0-9.]+) ", done.stdout)
    return recall is None or float(recall[1]) < EXPECTED


if __name__ == "__main__":
    sys.exit(main())
