# The same lines whatever the order of the input, the files it comes in and the threads
expected=$(doublon dedup -u document,paragraph,passage -j1 "$INPUTS/corpus/conseil.jsonl" | sort)
same() {
    [ "$1" = "$expected" ] && echo same || echo different
}
for threads in 1 2 8; do
    same "$(doublon dedup -u passage,paragraph,document -j$threads "$INPUTS/corpus/conseil.jsonl" | sort)"
    same "$(sort -r "$INPUTS/corpus/conseil.jsonl" | doublon dedup -i jsonl -u document,paragraph,passage -j$threads | sort)"
done
sed -n 1,2p "$INPUTS/corpus/conseil.jsonl" >z.jsonl
sed -n 3,5p "$INPUTS/corpus/conseil.jsonl" >y.jsonl
same "$(doublon dedup -u document,paragraph,passage y.jsonl z.jsonl | sort)"
