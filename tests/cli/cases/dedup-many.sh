# Of a text with very many near copies one stays, and all the others know it
words='rouge verte bleue grise noire blanche jaune brune rose mauve dorée claire sombre pâle vive'
for a in $words; do
    for b in $words; do
        printf '{"id":"%s-%s","text":"La passerelle %s du canal rouvre lundi aux piétons et aux cyclistes, après plusieurs mois de travaux qui ont divisé le quartier. La ville y a posé une rambarde %s et des bancs de bois. Les riverains demandent encore un passage protégé devant l’école, où les voitures roulent trop vite à la sortie des classes."}\n' "$a" "$b" "$a" "$b"
    done
done >x.jsonl
wc -l <x.jsonl
for unit in document paragraph; do
    doublon dedup --unit=$unit --drop-input --survivor=first x.jsonl >out
    grep -c '"partner":"rouge-rouge".*"survivor":false' out
done
