doublon clean -q --format=markdown --log=log.jsonl "$INPUTS/figures.html"
