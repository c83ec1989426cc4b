doublon clean -q -l fr --extract=none --typography=fr-FR --log=log -o out "$INPUTS/desk.txt"
cat out
doublon restore --log=log out | cmp - "$INPUTS/desk.txt" && echo restored
