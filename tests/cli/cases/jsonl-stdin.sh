doublon clean -q --input=jsonl --format=jsonl <"$INPUTS/articles.jsonl" | grep -c '"doublon":{"schema":1'
