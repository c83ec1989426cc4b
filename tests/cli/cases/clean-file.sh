cd "$INPUTS" || exit
doublon clean --lang=fr article.txt
