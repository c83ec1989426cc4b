# What many articles of a host have is furniture there, and none of it is listed anywhere.
corpus=$INPUTS/corpus/furniture.jsonl
doublon dedup --learn-furniture=list.tsv -o told.jsonl "$corpus"
cat list.tsv
# The order of documents and the number of threads say nothing.
sort -r "$corpus" >reversed.jsonl
doublon dedup --learn-furniture=again.tsv -j4 reversed.jsonl >again.jsonl
cmp list.tsv again.tsv && echo same
# It is left out where it belongs, unless nothing else is there, and stays on other hosts and without an address.
grep '"a1"\|"b1"\|"c1"' "$corpus" >some.jsonl
printf '{"id":"d1","text":"La mairie ouvre ses portes aux abonnés.\\n\\nLe pont rouvre lundi matin."}\n' >>some.jsonl
printf '{"id":"e1","url":"http://journal.example/e","text":"La mairie ouvre ses portes aux abonnés."}\n' >>some.jsonl
roles() { grep -o '"id":"[a-e]1"\|"role":"[a-z]*","text":"[^"]\{1,24\}\|learnt-furniture'; }
doublon clean --furniture=list.tsv --quiet -f jsonl some.jsonl | roles
# Words count, not how they are written; lists add up.
printf '# doublon furniture 1\nautre.example\t5\t9\tLA MAIRIE OUVRE SES PORTES AUX ABONNES!\n\n# rien\r\n' >more.tsv
doublon clean --furniture=list.tsv --furniture=more.tsv --quiet some.jsonl | grep -c mairie
# A page in a file says its host itself.
printf '<html><head><link rel="canonical" href="https://www.autre.example/p"></head><body><article><h1>Le pont</h1><p>Le pont de la rue Haute rouvre lundi matin après six mois de travaux.</p><p>La mairie ouvre ses portes aux abonnés.</p><p>La ville a annoncé la date dans un communiqué, hier soir.</p></article></body></html>' >page.html
doublon clean --furniture=more.tsv --quiet page.html
# Of lines the text that is compared, whatever else they have; of files the pages.
sed 's/}$/,"html":"<p>x"}/' "$corpus" | doublon dedup --input=jsonl --learn-furniture=again.tsv >/dev/null
cmp list.tsv again.tsv && echo same
mkdir pages
grep '"a' "$corpus" | head -n 5 | while IFS='"' read -r _ _ _ id _ _ _ _ _ _ _ text _; do
  printf '<html><head><meta property="og:url" content="http://page.example/%s"></head><body><article><h1>Les nouvelles</h1><p>%s</p><p>Le journal du comptoir paraît le jeudi.</p></article></body></html>' "$id" "${text%%.*}." >"pages/$id.html"
done
doublon dedup --learn-furniture=- pages -o told.jsonl
# Thresholds, and what is wrong.
doublon dedup --learn-furniture=- --furniture-share=60 -o told.jsonl "$corpus"
doublon dedup --learn-furniture=x --output=x "$corpus"; echo "$?"
cp "$corpus" own.jsonl; doublon dedup --learn-furniture=own.jsonl own.jsonl; echo "$?"
doublon dedup --furniture-share=0 "$corpus"; echo "$?"
printf '# doublon furniture 1\nautre.example\tfive\t9\ttext\n' >bad.tsv
doublon clean --furniture=bad.tsv page.html; echo "$?"
doublon clean --ui=fr --furniture=page.html page.html; echo "$?"
doublon clean --furniture=none.tsv page.html; echo "$?"
doublon dedup --furniture-articles=3 </dev/null; echo "$?"
{ printf '\357\273\277'; printf '# doublon furniture 1\n'; } >mark.tsv
doublon clean --furniture=mark.tsv page.html >/dev/null; echo "$?"
# As many as there is room for, and no more.
set --
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do set -- "$@" --furniture=f$i.jsonl; done
doublon clean "$@" x.txt || echo "exit $?"
