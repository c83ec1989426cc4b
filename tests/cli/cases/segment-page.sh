doublon segment "$INPUTS/article.html"
doublon segment --extract=none "$INPUTS/article.html"
