for jobs in 1 4; do
    doublon clean -q -j$jobs --log=log.$jobs "$CORPORA" >out.$jobs
    doublon clean -q -j$jobs --format=jsonl "$CORPORA" >lines.$jobs
done
for file in out log lines; do
    cmp $file.1 $file.4 && [ -s $file.1 ] && echo same bytes
done
