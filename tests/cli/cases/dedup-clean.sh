doublon dedup --mode=clean --drop-input "$INPUTS/corpus/conseil.jsonl" | sed 's/,"copies".*"shares"/ … "shares"/'
doublon dedup --mode=clean --survivor=latest --drop-input "$INPUTS/corpus/conseil.jsonl" | sed 's/,"copies".*"shares"/ … "shares"/'
