cd "$INPUTS" || exit
doublon clean -q --format=markdown figures.html article.txt
