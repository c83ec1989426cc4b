doublon clean -q "$INPUTS/empty.txt"
doublon clean -q </dev/null
