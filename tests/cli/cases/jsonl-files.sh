cp "$INPUTS/article.html" .
doublon clean -q --format=jsonl article.html | sed 's/"version":"[^"]*"/"version":"…"/'
