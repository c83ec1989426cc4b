doublon clean -q "$INPUTS/other.txt" "$INPUTS/article.html" | tr '\f' '#'
