# A pair of single sentences, nothing of which is worth a block of its own, ends.
printf 'Il pleut.\tIt rains.\n' >r.tsv
doublon align -l fr,en --no-dictionaries r.tsv
