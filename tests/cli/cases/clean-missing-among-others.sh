doublon clean -q missing.txt "$INPUTS/other.txt"
