# Lines that are passed over are failures: some, or all; so are folders without pairs.
printf 'Il pleut.\tIt rains.\nbroken\n' >p.tsv
printf 'x\ny\n' >q.tsv
mkdir A B
touch A/1 B/2
doublon align -l fr,en --no-dictionaries p.tsv; echo $?
doublon align -l fr,en --no-dictionaries q.tsv; echo $?
doublon align -l fr,en A B; echo $?
