# In a folder, JSON Lines are met when the log is begun: it holds their texts.
mkdir box
printf '{"id": 1, "text": "Le conseil a voté lundi soir."}\n' >box/a.jsonl
printf 'La salle est vide depuis lundi soir.\n' >box/b.txt
doublon clean --log=log --output=out box
doublon restore --log=log out
