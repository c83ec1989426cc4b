# Members in their order, named archive:member; what systems leave is passed by.
# No account: an archive is many documents.
mkdir -p in/sub
cp "$INPUTS/article.html" in/a.html
gzip -c "$INPUTS/other.txt" >in/sub/b.txt.gz
printf x >in/.hidden
tar -cf in.tar in/a.html in/.hidden in/sub/b.txt.gz
gzip -k in.tar
for file in in.tar in.tar.gz "$INPUTS/files.zip"; do
    doublon clean --format=jsonl "$file" | sed "s:$INPUTS:INPUTS:" | cut -c 1-90
done
# streamed, and found in a folder
mkdir found
cp in.tar.gz found
doublon clean -q --format=jsonl found <in.tar | grep -o '^.*"doublon"'
doublon clean -q --format=jsonl <in.tar | grep -o '^.*"doublon"'
doublon clean -q --format=jsonl -j4 in.tar in.tar.gz >four
doublon clean -q --format=jsonl -j1 in.tar in.tar.gz | cmp - four && echo same bytes
