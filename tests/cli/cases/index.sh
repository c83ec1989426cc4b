# Ask first, add then: what stood there before, where and when; nothing is added twice
PONT='Le pont de la rue Haute rouvre lundi matin après six mois de travaux, a annoncé la ville.'
DUQU='Les serveurs de commande du maliciel ont été effacés dans la nuit par ceux qui les louaient.'
cat >monday.jsonl <<END
{"id":"m1","date":"2024-05-06","url":"https://a.example/1","text":"$PONT\n\nUn renard a traversé le marché sous les yeux des maraîchers."}
{"id":"m2","date":"2024-05-06","text":"$DUQU"}
END
cat >tuesday.jsonl <<END
{"id":"t1","date":"2024-05-07","text":"La piscine ferme ses portes pour trois semaines, dit la ville.\n\n$PONT"}
{"id":"t2","date":"2024-05-07","text":"Les serveurs de commande du maliciel ont été effacés dans la nuit par ceux qui les louaient, dit-on."}
{"id":"t3","text":"Le carillon sonnera dimanche pour la première fois depuis l’incendie."}
END
echo "before:"
doublon index query archive tuesday.jsonl
doublon index add archive monday.jsonl
echo "asked:"
doublon index query archive tuesday.jsonl
doublon index query --format=jsonl --drop-input archive tuesday.jsonl
echo "added:"
doublon index add archive tuesday.jsonl
doublon index add archive monday.jsonl tuesday.jsonl
doublon index query archive monday.jsonl
echo "removed:"
doublon index remove archive t1 nobody
echo $?
doublon index query archive monday.jsonl
doublon index compact archive
doublon index verify archive && doublon index query archive monday.jsonl
doublon index stats archive | grep -v bytes
doublon index stats -f jsonl archive | sed 's/"bytes":[0-9]*/"bytes":N/'
echo "itself, whatever its line says, or another version of it:"
sed 's/^{/{"fetched":2,/' monday.jsonl >again.jsonl
doublon index add archive again.jsonl
doublon index query archive again.jsonl
printf '%s\n' "{\"id\":\"m2\",\"text\":\"$DUQU Encore.\"}" >version.jsonl
doublon index query archive version.jsonl
echo "of a page as much is repeated as of its text, without its markup:"
cat >page.html <<END
<!DOCTYPE html><html lang="fr"><title>Le pont</title><body><article>
<p>Rien de tout cela n’avait été dit avant.</p>
<p>Un renard a traversé le marché sous les <em class="stressed">yeux</em> des maraîchers.</p>
</article></body></html>
END
doublon index query --format=jsonl --drop-input archive page.html
for name in "" :memory:; do doublon index add "$name" monday.jsonl; echo $?; done
rm again.jsonl version.jsonl page.html
ls
