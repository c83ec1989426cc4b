# A report has an end: clusters, copies of each, hosts, and says how many there are.
awk 'BEGIN {
    for (text = 0; text < 60; text++)
        for (copy = 0; copy < (text == 7 ? 30 : 2); copy++)
            printf "{\"id\":\"%d-%d\",\"url\":\"https://h%d-%d.example/\",\"text\":\"" \
                "mot%da mot%db mot%dc mot%dd mot%de mot%df mot%dg mot%dh mot%di mot%dj\"}\n",
                text, copy, text, copy, text, text, text, text, text, text, text, text, text, text
}' >many.jsonl
doublon dedup --report many.jsonl >report.txt
sed -n '1,/more/p' report.txt
grep -c ' stays$' report.txt
grep ', the ' report.txt
grep -c ' ← ' report.txt
