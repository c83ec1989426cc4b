# Neither trimmed nor cut, and what is Unicode stays; a line end is added behind.
doublon clean -q --only=encoding "$INPUTS/unicode.txt" | od -An -tx1
