printf 'Ça va ? A-t-il dit.' >a.txt
doublon segment --lang=fr --format=jsonl a.txt
doublon segment --lang=fr --format=jsonl --tokens --offsets=codepoints a.txt
printf '{"id":7,"text":"Oui. Non."}\n{"id":8}\n' | doublon segment --input=jsonl --format=jsonl -
