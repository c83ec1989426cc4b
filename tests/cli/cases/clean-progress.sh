doublon clean -q --progress "$INPUTS/other.txt" 2>&1 >/dev/null | grep -c '1 document'
doublon clean -q "$INPUTS/other.txt" 2>&1 >/dev/null | wc -c | tr -d ' '
