# Written whole, or not at all.
doublon clean -q -o out.txt "$INPUTS/other.txt" && doublon clean -q "$INPUTS/other.txt" | cmp - out.txt
doublon clean -q -o out.txt missing.txt
ls
