# What documents repeat, all in all: for people, for programs, to be looked at.
corpus=$INPUTS/corpus/conseil.jsonl
doublon dedup --report "$corpus"
doublon dedup --report=text --ui=fr --unit=paragraph,passage "$corpus"
doublon dedup --report=json "$corpus"
doublon dedup --report=html "$corpus" >report.html
sed -n '/<main/,$p' report.html
# The page loads nothing.
grep -c 'src=\|url(\|@import\|<script' report.html
# The order of documents and the number of threads say nothing.
sort -r "$corpus" >reversed.jsonl
doublon dedup --report=html -j4 reversed.jsonl | cmp - report.html && echo same
# What may go is what a clean removes, white space in front of it aside.
doublon dedup --report=json "$corpus" | grep -o '"removable":[0-9]*'
# There are no texts in a report, and no other formats.
doublon dedup --report --mode=clean "$corpus"; echo "$?"
doublon dedup --report=xml "$corpus"; echo "$?"
# A document that failed is counted; nothing is no report.
printf '{"id":"x","text":"Une phrase."}\n{"id":\n' >bad.jsonl
doublon dedup --report bad.jsonl; echo "$?"
