printf '%s\n' '{"n":123456789012345678901234567890,"text":"a 1234567890123456789012345 \" 9"}' \
    '{"n":-18446744073709551616,"id":1E400,"text":"b"}' \
    '{"n":1234567890123456789012345.,"text":"c"}' '{"n":01,"text":"d"}' |
    doublon clean -q -i jsonl --format=jsonl --lang=fr --drop-input
