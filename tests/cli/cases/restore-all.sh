cp "$INPUTS/other.txt" a.txt
cp "$INPUTS/article.html" b.html
doublon clean -q --log=log a.txt b.html >out.txt
cat a.txt b.html >both
doublon restore --log=log out.txt | cmp - both && echo restored
