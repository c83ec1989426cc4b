# Files are called from the folder of the baseline, whatever they are called by; lines of
# JSON Lines are documents of their own; what is not read keeps its entries.
mkdir sub known
printf 'Quoi?\n' >sub/a.txt
printf 'Ah!\n' >sub/b.txt
printf '{"text":"Quoi?"}\n{"text":"Rien."}\n' >sub/c.jsonl
known() { doublon check -l fr -p fr-FR --fail-on=info --baseline=known/k.yaml "$@"; }
known --update-baseline sub/a.txt ./sub/../sub/b.txt "$PWD/sub/c.jsonl"
echo "written: $?"
cat known/k.yaml
known "$PWD/sub/a.txt" sub
echo "known: $?"
(cd sub && doublon check -l fr -p fr-FR --fail-on=info --baseline=../known/k.yaml b.txt)
echo "from there: $?"
printf '{"text":"Quoi?"}\n{"text":"Quoi?"}\n' >sub/c.jsonl
known sub/c.jsonl
echo "another line: $?"
printf 'Rien.\n' >sub/a.txt
known --update-baseline sub/a.txt
cat known/k.yaml
known --update-baseline sub/b.txt sub/c.jsonl
cat known/k.yaml
