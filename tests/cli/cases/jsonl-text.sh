doublon clean -q "$INPUTS/articles.jsonl" | tr '\f' '#'
