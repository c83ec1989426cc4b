DOUBLON_DICTS=nowhere doublon clean "$INPUTS/other.txt"
