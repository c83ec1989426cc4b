doublon clean -q --skip=repetition "$INPUTS/article.txt"
