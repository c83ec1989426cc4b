doublon clean --quiet "$INPUTS/article.txt"
