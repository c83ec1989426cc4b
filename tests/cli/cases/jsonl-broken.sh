# One line a line, in order; the blank one is no document.
cp "$INPUTS/broken.jsonl" .
doublon clean -q --format=jsonl broken.jsonl | sed 's/"version":"[^"]*"/"version":"…"/; s/,"key_version.*/…/'
