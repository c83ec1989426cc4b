printf 'Un texte  avec un défaut.\n' >a.txt
doublon check -l fr --fail-on=info --baseline=known.yaml --update-baseline a.txt
echo "written: $?"
cat known.yaml
printf 'Du nouveau.\n\nUn texte  avec un défaut.\n' >a.txt
doublon check -l fr --fail-on=info --baseline=known.yaml a.txt
echo "known: $?"
printf 'Un texte  avec un défaut et  un autre.\n' >a.txt
doublon check -l fr --fail-on=info --baseline=known.yaml a.txt
echo "one more: $?"
printf -- '- {file: a.txt, rule: x, text: y, count: 0}\n' >known.yaml
doublon check -l fr --baseline=known.yaml a.txt
echo "broken: $?"
