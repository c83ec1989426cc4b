# The same page whatever the number of threads; no place but itself is named.
doublon clean -q -j1 --format=html "$CORPORA/fr" >one.html
doublon clean -q -j4 --format=html "$CORPORA/fr" >four.html
cmp one.html four.html && echo the same
grep -c 'https\{0,1\}://[^<]*["(]' one.html
grep -o ' src=\|@import\|url(' one.html
for kind in kc kx ko kr kf; do
    grep -q "class=\"b [^\"]*$kind" one.html || echo "no block of kind $kind"
done
