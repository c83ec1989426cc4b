for format in text jsonl; do
    for jobs in 1 4; do
        doublon clean -q --format=$format -j$jobs --log=log.$jobs "$CORPORA" >out.$jobs
    done
    cmp out.1 out.4 && cmp log.1 log.4 && [ -s out.1 ] && echo same bytes
done
