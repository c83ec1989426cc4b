echo "Un texte  ici." >a.txt
doublon check -l fr --baseline=/dev/full --update-baseline a.txt
