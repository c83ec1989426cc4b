# Words, names, foreign quotations; a word of the house; nothing in code and addresses.
cat >article.txt <<'TEXT'
Les serveurs saisis à Mombai appartenaient au groupe, selon M. Vrindtsov.

Le gouvernment a réagi, et l’acceuil fut chaleureux. L’hommme est parti aujourdhui ; le gouvernment aussi.

« We should not be afraid of this kind of machine », dit-il. Les « fake news » circulent, la maliciel aussi ; voir www.gouvernment.example ou `gouvernment`.

Avec Koczwarov, Brzlekov et Zwyntarov, puis Koczwarov encore, le XIXe siècle et la SNCF paient 10 km de rails, coeur compris.
TEXT
doublon check --lang=fr --format=jsonl --disable=typo,grammar article.txt |
    tr '{' '\n' | sed -n 's/.*"rule":"\([^"]*\)".*"from":\([0-9]*\).*"fixes":\(\[[^]]*\]\).*/\1 \2 \3/p'
echo --
doublon check --lang=fr --disable=typo,grammar --fix=all article.txt | sed -n 1,3p
