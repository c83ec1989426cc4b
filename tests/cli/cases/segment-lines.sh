printf 'M. Dupont est là.\n\n« Il pleut. » Il sort\nvite.\n' >a.txt
printf 'He left. She\n' >b.txt
doublon segment --lang=fr a.txt
doublon segment a.txt b.txt --lang=en --output=out
cat out
