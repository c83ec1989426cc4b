doublon clean -q --only=unicode "$INPUTS/unicode.txt" | od -An -tx1
