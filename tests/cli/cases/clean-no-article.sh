cd "$INPUTS" || exit
doublon clean nothing.html
doublon clean -q --format=jsonl nothing.html | grep -o '"rule":"[^"]*"'
