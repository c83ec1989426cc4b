cp "$INPUTS/other.txt" ./-strange
doublon clean -q -- -strange
