printf 'le chat dort ||| the cat sleeps\nle chien dort ||| the dog sleeps\n\nun grand chat ||| a big cat\nun grand chien ||| a big dog\nle grand chat dort ||| the big cat sleeps\nbroken\n' >both
doublon align --lang=fr,en --no-dictionaries --words --tokenised --format=pharaoh both
doublon align --lang=fr,en --no-dictionaries --words --tokenised --links=grow-diag-final-and --format=tsv both
printf 'Le chat dort. Le chien court.\tThe cat sleeps. The dog runs.\nLe chat noir dort.\tThe black cat sleeps.\n' >table
doublon align --lang=fr,en --no-dictionaries --format=tsv table
printf '{"a":"Le chat dort.","b":"The cat sleeps."}\n{"a":1}\n' >lines.jsonl
doublon align --lang=fr,en --no-dictionaries --fields=a,b --format=tsv lines.jsonl
