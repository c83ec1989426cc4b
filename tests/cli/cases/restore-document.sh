cp "$INPUTS/other.txt" a.txt
cp "$INPUTS/windows-1252.txt" b.txt
cp "$INPUTS/article.html" c.html
doublon clean -q --log=log a.txt b.txt c.html >out.txt
for file in a.txt b.txt c.html; do
    doublon restore --log=log --document=$file -o restored out.txt && cmp restored $file && echo $file
done
doublon restore --log=log --document=d.txt out.txt
