#!/usr/bin/env bash
#
# run.sh DOUBLON PIPELINE - the lines of dedup are the same, byte for byte, whatever the
# parts of the input, its order, the threads, and whether one process or the steps made
# them. PIPELINE is src/spark/pipeline.sh.
set -euo pipefail
export LC_ALL=C

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
DOUBLON=$(realpath "$1")
pipeline=$(realpath "$2")
export DOUBLON
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cd "$top"

failed=0
check()
{
    if cmp -s "$2" "$3"; then
        printf 'same: %s\n' "$1"
    else
        printf 'DIFFERENT: %s\n' "$1"
        diff "$2" "$3" | cut -c1-300 | head -4 || :
        failed=1
    fi
}

awk -v count=30 -f "$here/corpus.awk" >straight.jsonl
awk 'BEGIN { s = 5 } { s = (s * 1103515245 + 12345) % 2147483648; printf "%010d\t%s\n", s, $0 }' \
    straight.jsonl | sort | cut -f2- >shuffled.jsonl

# parts ORDER COUNT: $files are so many parts of the input.
parts()
{
    files=()
    split -n "l/$2" -d --additional-suffix=.jsonl "$1.jsonl" "$1-$2-"
    mapfile -t files < <(printf '%s\n' "$1-$2-"*.jsonl)
}

"$DOUBLON" dedup -j1 straight.jsonl >expected
sort expected >expected.sorted
[ "$(grep -c '"unit":"paragraph"' expected)" -gt 10 ]
[ "$(grep -c '"unit":"document"' expected)" -gt 10 ]
grep -q '"kind":"number"' expected

for order in straight shuffled; do
    for count in 1 2 7; do
        parts "$order" "$count"
        for threads in 1 2 8; do
            "$DOUBLON" dedup -j"$threads" "${files[@]}" | sort >found
            check "one process, $count $order, $threads threads" expected.sorted found
        done
    done
done

# Each file is handed its own lines, and no step goes through those of all for each file.
owned()
{
    local part
    for part in steps/copies/*/; do
        part=$(basename "$part")
        if [ -n "$(find "steps/copies/$part" -type f -exec grep -hv "^$part" {} + | head -1)" ]; then
            echo "lines of others go to part $part"
            failed=1
        fi
    done
}

# in_steps ORDER COUNT SHARES THREADS [OPTION…]: the documents in order, the same lines.
in_steps()
{
    local order=$1 count=$2 shares=$3 threads=$4 name
    shift 4
    parts "$order" "$count"
    name="steps, $count $order, $shares shares, $threads threads $*"
    PARTS=$shares "$pipeline" steps -j"$threads" "$@" -- "${files[@]}" >found
    "$DOUBLON" dedup "$@" "${files[@]}" >one
    check "$name" one found
    "$DOUBLON" dedup "$@" straight.jsonl | sort >one
    sort found >steps.found
    check "$name, sorted" one steps.found
    owned
    rm -r steps
}

in_steps shuffled 1 1 8
in_steps straight 2 2 1 --mode=clean
in_steps shuffled 7 3 2 -u document,paragraph,passage --max-postings=3
in_steps shuffled 2 1 1 --match=exact --survivor=longest
exit "$failed"
