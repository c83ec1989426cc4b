# A configuration says nothing of limits and repairs, which stay those of the command
# line.
printf 'lang: fr\nprofile: fr-FR\n' >.doublon.yaml
printf 'Un.\n\nDeux.\n\nQuoi?\n' >a.txt
doublon check --max-blocks=2 a.txt
echo "blocks: $?"
doublon check --fix=safe --fail-on=never a.txt
