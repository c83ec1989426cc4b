# A limit that somebody chose is named when it is hit.
cd "$INPUTS" || exit
doublon clean -q --max-bytes=100 article.txt
echo $?
doublon clean -q --max-blocks=2 article.txt
echo $?
doublon clean -q --max-depth=3 article.html
echo $?
