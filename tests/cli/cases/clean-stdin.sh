doublon clean -q <"$INPUTS/article.txt" >none
doublon clean -q - <"$INPUTS/article.txt" | cmp - none
doublon clean -q --input=html <"$INPUTS/article.html"
