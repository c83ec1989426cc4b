# A line is more than its text: a log would bring back only that.
echo '{"text":"Un cafe."}' >a.jsonl
echo old | tee out >log
doublon clean -q --log=log -o out a.jsonl
echo $?
doublon clean -q --log=log --input=jsonl <a.jsonl
echo $?
cat out log
