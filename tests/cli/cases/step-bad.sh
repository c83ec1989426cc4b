# Lines that are none, of another version, broken, without their text, of no document
LC_ALL=C
export LC_ALL
corpus=$INPUTS/corpus/conseil.jsonl
doublon step sign "$corpus" | sort >contents
{
    head -1 contents | cut -f1-5
    head -1 contents | sed 's|content/[0-9]*|content/9|'
    echo 'no line'
    cat contents
} >bad
doublon step pairs bad >grams
echo $?
doublon step pairs contents | cmp - grams && echo nothing is lost
# An id is a name, as that of a file: any bytes; a host is a text
awk -F'\t' -v OFS='\t' '{ $8 = "a\377" } 1' contents | doublon step pairs | cmp - grams && echo any id
awk -F'\t' -v OFS='\t' 'NR < 3 { $9 = "a\377" } 1' contents | doublon step pairs | wc -l
awk -F'\t' -v OFS='\t' 'NR < 2 { $12 = "\377" } 1' contents | doublon step pairs | wc -l
sort -r contents >unsorted
doublon step pairs unsorted
echo $?
doublon step pairs contents | sort | doublon step pairs | sort | doublon step pairs | sort >pairs
doublon step verify pairs
echo $?
sort -m contents pairs | doublon step components
echo $?
copy='copy/2.1	0	0	00000000	00000002	8000000000000000	00000000000000000000000000000000	0000000000000001	00000000	00000002	00000000	0000ffff	03e8	0	0	x'
printf '%s\t%s\n' 0000000000000001 "$copy" 0000000000000009 "$copy" 0000010000000001 "$copy" >copies
doublon step apply --copies=copies --drop-input "$corpus"
echo $?
doublon step apply --copies=missing --drop-input "$corpus" | wc -l
printf '{"id":"a",\n' | doublon step sign --input=jsonl
echo $?
# Where all lines are those of another step the first ones say it.
for i in 1 2 3 4 5 6 7 8 9 10; do echo "line $i"; done | doublon step components
echo $?
