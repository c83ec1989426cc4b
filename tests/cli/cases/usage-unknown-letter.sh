doublon clean -x "$INPUTS/article.txt"
