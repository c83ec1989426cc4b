for passes in repetition layout repetition,layout; do
    doublon clean --only=$passes "$INPUTS/other.txt"
    echo $?
done
doublon --ui=fr clean -q --only=layout "$INPUTS/other.txt"
echo $?
