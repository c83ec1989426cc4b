# What stands in front of the break is written; the break is told, with its place, and
# counts as a failure of a file that was named.
. "$INPUTS/captures.sh"
for id in 1 2; do
    printf '<p>Le pont est fermé.</p>' | answer '' | record response $id ''
done >whole.warc
head -c 450 whole.warc >cut.warc
doublon clean -q cut.warc
echo "status $?"
{ printf '<p>Le pont est fermé.</p>' | answer '' | record response 1 '' && echo nonsense; } >odd.warc
doublon clean -q --format=jsonl odd.warc | grep -o '^.*"version\|"error.*'
printf '<p>Le pont est' | gzip | head -c 20 >cut.html.gz
doublon clean -q cut.html.gz
echo "status $?"
printf '<p>Le pont est fermé.</p>' | gzip | head -c 30 | answer 'Content-Encoding: gzip\r\n' |
    record response 3 '' >body.warc
doublon clean -q body.warc whole.warc | uniq
