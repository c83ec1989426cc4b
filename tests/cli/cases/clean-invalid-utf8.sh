doublon clean -q "$INPUTS/invalid.txt" | od -An -c | head -3
