# A name that is no UTF-8 is written so that JSON stays JSON, and can be asked for.
name=$(printf 'caf\351.txt')
cp "$INPUTS/other.txt" "$name"
doublon clean -q --format=jsonl "$name" | cut -d'"' -f4
doublon clean -q -o out --log=log "$name"
head -n 1 log | cut -d'"' -f10
for asked in "$name" "$(printf 'caf\357\277\275E9.txt')"; do
    doublon restore --log=log "--document=$asked" out | cmp - "$name" && echo restored
done
doublon restore --log=log --document=café.txt out
