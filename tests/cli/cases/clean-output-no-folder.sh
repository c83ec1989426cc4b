doublon clean -q -o nowhere/out.txt "$INPUTS/other.txt"
