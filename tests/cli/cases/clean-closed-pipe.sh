# The reader goes after a few bytes: nothing is said.
i=0
set --
while [ $i -lt 40 ]; do
    set -- "$@" "$CORPORA/fr"
    i=$((i + 1))
done
doublon clean -q --format=jsonl "$@" | head -c 11
