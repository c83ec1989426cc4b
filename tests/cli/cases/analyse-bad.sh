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
