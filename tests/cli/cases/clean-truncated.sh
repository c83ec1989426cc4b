# Half a page, cut in the middle of a word: all that came is there.
head -c 4190 "$CORPORA/fr/breve-horloge/page.html" >half.html
tail -c 30 half.html
echo
doublon clean -q half.html | tail -c 90
