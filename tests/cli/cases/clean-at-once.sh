# A result is out before the next line is there, with one worker and with two.
for jobs in 1 2; do
    mkfifo lines results
    doublon clean -i jsonl -j$jobs --format=jsonl - <lines >results &
    exec 3>lines 4<results
    echo '{"id":1,"text":"Un chat."}' >&3
    (sleep 5; echo '{"id":2,"text":"late"}' >&3) 2>/dev/null &
    late=$!
    head -n 1 <&4 | cut -c1-8
    kill $late 2>/dev/null && echo "before the next line"
    exec 3>&- 4<&-
    wait
    rm lines results
done 2>/dev/null
