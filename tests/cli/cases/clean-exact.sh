# Without extraction the text is the string, to the byte; again and again.
printf 'Bonjour.\n' >a.txt
printf 'Bonsoir.' >b.txt
for file in a.txt b.txt; do
    doublon clean -q --only=encoding $file | cmp - $file && echo same
    doublon clean -q --skip=extraction --log=log -o out $file
    doublon restore --log=log out | cmp - $file && echo restored
done 2>/dev/null
doublon clean -q --only=encoding --log=log -o out a.txt b.txt a.txt
cat out
doublon restore --log=log --document=b.txt out | cmp - b.txt && echo restored
doublon clean -q a.txt | cmp - a.txt && echo a line end
