# Offsets of files are bytes on disk, in their own charset.
cp "$INPUTS/windows-1252.txt" a.txt
doublon clean -q -f jsonl a.txt | grep -o '"charset":"[^"]*"\|"from":[0-9]*,"to":[0-9]*'
wc -c <a.txt | tr -d ' '
