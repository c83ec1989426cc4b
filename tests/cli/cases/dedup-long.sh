# A line of many paragraphs, whose text is kept, says the same as short ones do
words="Le pont de la rue %d reste ouvert aux cyclistes pendant toute la durée des travaux"
list() {
    for i in $(seq "$1"); do printf "$words%s" "$i$i$i" "$2"; done
}
for n in 3 40; do
    {
        printf '{"id":"a","text":"%s"}\n' "$(list $n '.\n\n')"
        printf '{"id":"b","text":"%s"}\n' "$(list $n ', dit-on.\n\n')"
    } >"$n.jsonl"
    doublon dedup --unit=paragraph --max-postings=1000 --mode=clean "$n.jsonl" >"$n.out"
    grep -o '"unit":"paragraph"' "$n.out" | wc -l
    tail -1 "$n.out" | grep -o '"text":"[^"]*"' | head -c 200
    echo
done
