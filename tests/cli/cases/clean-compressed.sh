# A compressed file is that file: the kind by the name without .gz or .zst, one line a
# line of JSON Lines, and the account of one document.
gzip -c "$INPUTS/article.html" >article.html.gz
gzip -c "$INPUTS/articles.jsonl" >articles.jsonl.gz
doublon clean article.html.gz
for file in articles.jsonl.gz "$INPUTS/articles.jsonl.zst"; do
    doublon clean -q --format=jsonl "$file" >out
    doublon clean -q --format=jsonl "$INPUTS/articles.jsonl" | cmp - out && echo same
done
gzip -c "$INPUTS/article.html" | doublon clean -q | head -n 1
# two members are one file, nothing compressed is an empty one
{ printf '%s' '{"text":"Un' | gzip; printf ' deux."}\n' | gzip; } >two.jsonl.gz
doublon clean -q two.jsonl.gz
gzip </dev/null >empty.gz
doublon clean -q empty.gz
