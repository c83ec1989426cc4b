# Where texts are kept what looks alike is aligned: a number that changed is told
cat >old.jsonl <<'END'
{"id":"a","date":"2024-05-06","text":"Selon la police de Namur, douze personnes ont été blessées dans l’accident survenu lundi matin sur la chaussée de Louvain, près du pont."}
{"id":"b","date":"2024-05-06","text":"Le conseil communal a voté lundi soir le budget de la ville, après un débat de trois heures devant une salle comble et très attentive."}
END
cat >new.jsonl <<'END'
{"id":"c","text":"Selon la police de Namur, treize personnes ont été blessées dans l’accident survenu lundi matin sur la chaussée de Louvain, près du pont."}
{"id":"d","text":"NAMUR (Agence) – Le conseil communal a voté lundi soir le budget de la ville, après un débat de trois heures devant une salle comble et attentive."}
END
doublon index add --store-text archive old.jsonl
doublon index query archive new.jsonl
doublon index query -f jsonl --drop-input archive new.jsonl
doublon index verify archive
# An archive without texts estimates; one that is exact finds neither.
doublon index add plain old.jsonl
doublon index query plain new.jsonl
doublon index add --match=exact exact old.jsonl
doublon index query exact new.jsonl
doublon index add --store-text exact old.jsonl
echo $?
