cp "$INPUTS/desk.txt" d.txt
for format in json jsonl sarif github gitlab checkstyle junit; do
    echo "== $format"
    doublon check -l fr -p fr-FR -f $format d.txt | tail -n 4
done
