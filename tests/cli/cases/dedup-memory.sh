# what is held in files is told as what is held in memory; what cannot be held is said
for i in $(seq 300); do
    cat "$INPUTS/corpus/conseil.jsonl"
    echo "{\"id\":\"n$i\",\"text\":\"La fanfare du quartier a joué pour la $i e fois devant la gare, et personne n’a dormi avant minuit.\"}"
done >many.jsonl
for unit in document,paragraph passage; do
    doublon dedup --unit=$unit many.jsonl >whole 2>/dev/null
    for jobs in 1 3; do
        doublon dedup --unit=$unit --memory=64M --jobs=$jobs many.jsonl >small 2>/dev/null
        cmp whole small && echo same
    done
done
doublon dedup --memory=65535K many.jsonl
echo $?
doublon dedup --memory=1T many.jsonl
echo $?
doublon dedup --memory=1g many.jsonl >small 2>/dev/null
echo $?
TMPDIR=./missing doublon dedup --memory=1G many.jsonl
echo $?
