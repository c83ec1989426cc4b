# One fault again and again, and faults of one rule about many words: so many are listed,
# in every format the next says how many more there are, and repairs know no limit.
awk 'BEGIN { for (i = 0; i < 60; i++) print "Vous avez raison no", i " ! Que dire de plus." }' > same.txt
for a in b d f g l m n p r s; do
    for b in b d l m n s; do echo "Le ${a}o${b}al ${a}o${b}al revient ici."; done
done > words.txt
check() { doublon check -l fr -p fr-FR --disable=spell,any.consistency.contradiction --max-findings=2 "$@"; }
for format in text sarif github gitlab checkstyle junit html; do
    echo "== $format"
    check -f $format same.txt > out
    grep -o 'fr.typo.thin-space' out | wc -l
    grep -o '[0-9]* more like it[^"<]*' out
done
echo "== jsonl"
check -f jsonl same.txt | grep -o '"omitted":[0-9]*,"fixes":[^}]*'
echo "== of one rule"
check words.txt | grep -c 'words.txt:'
check --ui=fr words.txt | grep 'words.txt:' | tail -n 1
echo "== all"
check --max-findings=0 same.txt | grep -c 'txt:'
echo "== repaired"
check --fix=safe --max-findings=1 same.txt | grep -c ' ! Que'
check --max-findings=many same.txt
