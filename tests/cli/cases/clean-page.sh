cd "$INPUTS" || exit
doublon clean article.html
