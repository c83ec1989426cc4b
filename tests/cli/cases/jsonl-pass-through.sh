# The bytes of each line come back as they came, with one key more.
cp "$INPUTS/articles.jsonl" .
doublon clean -q --format=jsonl articles.jsonl | sed 's/"version":"[^"]*"/"version":"…"/'
