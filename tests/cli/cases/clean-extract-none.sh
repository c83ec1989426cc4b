doublon clean -q --extract=none "$INPUTS/article.html"
