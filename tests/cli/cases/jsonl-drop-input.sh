cp "$INPUTS/articles.jsonl" .
doublon clean -q --format=jsonl --drop-input articles.jsonl | sed 's/,"doublon".*//'
printf '{"text":"Le pont est fermé depuis lundi soir."}\n' | doublon clean -q -i jsonl -f jsonl --drop-input | cut -c1-11
