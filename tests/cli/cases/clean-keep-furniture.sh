doublon clean -q --keep=furniture "$INPUTS/article.html"
