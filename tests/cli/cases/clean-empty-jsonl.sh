doublon clean -q --format=jsonl "$INPUTS/empty.txt" | sed 's/"source":"[^"]*"/"source":"…"/; s/"version":"[^"]*"/"version":"…"/'
