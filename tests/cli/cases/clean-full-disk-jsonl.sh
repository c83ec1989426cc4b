doublon clean -q --format=jsonl "$CORPORA" >/dev/full
