# The steps of dedup, one after the other: what they hand on, and the same lines in the end
LC_ALL=C
export LC_ALL
corpus=$INPUTS/corpus/conseil.jsonl
doublon step sign "$corpus" | sort >contents
cut -f1,2,4-7,8- contents | cut -c1-120 | head -4
doublon step pairs contents | sort | doublon step pairs | sort | doublon step pairs | sort >pairs
cat pairs
sort -m contents pairs | doublon step verify | sort >texts
sort -m contents texts | doublon step verify | sort >next
until cmp -s last next; do
    mv next last
    doublon step components last | sort >next
done
cut -f2 next | sort | uniq -c
sort -m contents next | doublon step apply | sort | doublon step apply | sort >copies
doublon step apply --copies=copies "$corpus" >told
doublon dedup "$corpus" | cmp - told && echo same
