doublon clean --format=html --log=log.jsonl "$INPUTS/article.html"
