doublon clean -q "$INPUTS/windows-1252.txt"
