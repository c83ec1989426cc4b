# b is the earliest; c differs in a number and stays; e is a near copy; d repeats a paragraph
doublon dedup --drop-input "$INPUTS/corpus/conseil.jsonl"
echo '--- exact'
doublon dedup --drop-input --match=exact --unit=document "$INPUTS/corpus/conseil.jsonl"
echo '--- passages'
doublon dedup --drop-input --unit=passage "$INPUTS/corpus/conseil.jsonl"
