# A result is out before the next line is there, with one worker and with two. The first
# document is long, so that the second worker waits for the next line meanwhile.
text=$(seq 1 20000 | tr '\n' ' ')
for jobs in 1 2; do
    mkfifo lines results
    doublon clean -i jsonl -j$jobs --format=jsonl - <lines >results &
    exec 3>lines 4<results
    echo "{\"id\":1,\"text\":\"$text\"}" >&3
    timeout 20 head -n 1 <&4 | cut -c1-8
    exec 3>&- 4<&-
    wait
    rm lines results
done 2>/dev/null
