doublon clean -q --format=jsonl "$INPUTS/broken.jsonl" >out 2>err
echo $?
grep -c . out
doublon clean -q --format=jsonl --max-failures=5 "$INPUTS/broken.jsonl" >out 2>err
echo $?
