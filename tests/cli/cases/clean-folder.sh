# In the order of names, a line with a form feed between two documents; what was done
# is told of one document, not of each of many.
mkdir -p in/b in/a
cp "$INPUTS/other.txt" in/b/one.txt
cp "$INPUTS/article.html" in/a/two.html
cp "$INPUTS/other.txt" in/c.txt
doublon clean in | tr '\f' '#'
