doublon clean -q --keep=title,byline "$INPUTS/article.txt"
