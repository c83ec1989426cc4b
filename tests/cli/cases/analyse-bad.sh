# What is wrong is said, and the rest is counted.
doublon analyse; echo "status $?"
doublon analyse -m x a.txt; echo "status $?"
doublon analyse -m none --to=nl a.txt; echo "status $?"
echo 'Le pont est fermé.' > a.txt
for rates in 'rates: {old: 1}' 'rates: {new: 1,5}' 'rates: {50-74: 1}' 'currency: EUR' 'rates: 3' 'per: line'; do
    printf '%s\n' "$rates" > rates.yaml
    doublon analyse --rates=rates.yaml a.txt; echo "status $?"
done
doublon analyse --format=csv -o a.txt a.txt; echo "status $?"
doublon analyse --lang=fr --format=csv none.txt a.txt > out; echo "status $?"
tail -1 out
for rates in 'rates: {new: 1, new: 2}' 'per: word
per: word'; do
    printf '%s\n' "$rates" > rates.yaml
    doublon analyse --rates=rates.yaml a.txt; echo "status $?"
done
doublon analyse --score=omegat a.txt; echo "status $?"
# No formula in a table; of JSON Lines the texts count
echo 'Le pont est long.' > '=cmd.txt'
doublon analyse --format=csv ./=cmd.txt =cmd.txt | grep new
cat >a.jsonl <<'EOF'
{"id":1,"lang":"fr","text":"Le pont est fermé depuis trois jours."}

{"id":2,"html":"<html lang=fr><p>Une ligne<br>et une autre.</p></html>"}
{"id":3}
nothing
EOF
doublon analyse --lang=fr --format=csv a.jsonl >out; echo "status $?"
grep total out
