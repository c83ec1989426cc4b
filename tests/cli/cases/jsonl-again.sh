# The result of an earlier run is replaced, not repeated.
doublon clean -q --format=jsonl "$INPUTS/articles.jsonl" >once.jsonl
doublon clean -q --format=jsonl once.jsonl >twice.jsonl
cmp once.jsonl twice.jsonl && echo the same
