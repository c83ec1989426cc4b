# No output takes the place of the archive, and what answers nothing has none
echo '{"id":"a","text":"Le conseil communal a voté lundi soir le budget de la ville."}' >a.jsonl
doublon index add archive a.jsonl
cp archive before
doublon index query -o archive archive a.jsonl
echo $?
doublon index stats -o ./archive archive
echo $?
doublon index verify -o archive archive
echo $?
doublon index add -o other archive a.jsonl
echo $?
cmp archive before && ls
