# Neither trimmed nor cut, and what is Unicode stays.
doublon clean -q --only=encoding "$INPUTS/unicode.txt" | od -An -tx1
