# Broken lines, missing fields, an id twice, a line without an id, an empty text: nothing is lost
cp "$INPUTS/corpus/broken.jsonl" .
doublon dedup broken.jsonl
echo $?
doublon dedup missing.jsonl
echo $?
printf 'a' >x.jsonl
doublon dedup x.jsonl --output=x.jsonl
echo $?
printf '' | doublon dedup --input=jsonl
echo $?
