for file in "$CORPORA"/fr/*/page.html "$CORPORA"/nl/*/dump.txt; do
    doublon clean -q --log=log "$file" >out.txt
    doublon restore --log=log out.txt | cmp - "$file" || echo "$file differs"
    doublon restore --log=log <out.txt | cmp - "$file" || echo "$file differs"
done
echo restored
