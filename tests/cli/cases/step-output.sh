# No output takes the place of what is read, the copies included
echo 'copies' >copies
echo '{"id":"a","text":"Le conseil communal a voté lundi soir le budget."}' >c.jsonl
doublon step apply --copies=copies -o copies c.jsonl
echo $?
cat copies
