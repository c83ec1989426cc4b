printf 'Le serveur a été saisi à Gand.\nLa police refuse de commenter.\nUne audience est prévue le 3 mars.\n' >fr.txt
printf 'The server was seized in Ghent.\nA hearing is due on 3 March.\n' >en.txt
for format in beads tsv tmx jsonl; do
    doublon align --lang=fr,en --segmented --no-dictionaries --format=$format fr.txt en.txt
done
