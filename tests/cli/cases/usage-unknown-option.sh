doublon clean --colour=red "$INPUTS/article.txt"
