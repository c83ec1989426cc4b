# What stands behind the last member of a compressed file is told of, and what came
# before is written; padding is nothing.
{ gzip -c "$INPUTS/article.html"; echo "more text"; } >more.html.gz
doublon clean -q more.html.gz >out
echo "status $?"
head -n 1 out
gzip -c "$INPUTS/article.html" >padded.html.gz
head -c 600 /dev/zero >>padded.html.gz
doublon clean -q padded.html.gz >out
head -n 1 out
