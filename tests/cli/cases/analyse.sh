# Words by band, of each text and of all; prices; the layouts of agencies.
cat > tm.tmx <<'TMX'
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="html"/><body>
<tu><prop type="x-context-pre">La commune a fermé le pont.</prop><tuv xml:lang="fr"><seg>Les bus passent par la rive gauche.</seg></tuv><tuv xml:lang="nl"><seg>De bussen rijden langs de linkeroever.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>La commune a fermé le pont.</seg></tuv><tuv xml:lang="nl"><seg>De gemeente heeft de brug gesloten.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Il y a 12 blessés dans la commune de Huy.</seg></tuv><tuv xml:lang="nl"><seg>Er zijn 12 gewonden in de gemeente Hoei.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Les écoles de la ville restent fermées lundi matin.</seg></tuv><tuv xml:lang="nl"><seg>De scholen blijven maandag dicht.</seg></tuv></tu>
</body></tmx>
TMX
cat > a.txt <<'TXT'
La commune a fermé le pont. Les bus passent par la rive gauche. Rien ne bouge ici depuis l’aube.

Il y a 14 blessés dans la commune de Huy. Les écoles de la ville restent ouvertes lundi soir. Rien ne bouge ici depuis l’aube.

RIEN ne bouge ici, depuis l'aube ! Le fleuve monte encore de dix centimètres par heure, selon la protection civile.
TXT
cat > b.txt <<'TXT'
Rien ne bouge ici depuis l’aube. Le fleuve monte encore de dix centimètres par jour, selon la protection civile.
TXT
cat > rates.yaml <<'YAML'
currency: EUR
rates: {new: 0.12, 50-74: 0.095, 75-84: 0.06, 85-94: 0.04, 100: 0.0105, 101: 0}
YAML
doublon memory add -m tm tm.tmx 2>/dev/null
doublon analyse --lang=fr -m tm --to=nl --rates=rates.yaml a.txt b.txt
echo "--- csv"
doublon analyse --lang=fr -m tm --to=nl --internal --rates=rates.yaml --format=csv a.txt b.txt
echo "--- json"
doublon analyse --lang=fr --count-like=elisions --format=json b.txt
echo "--- trados"
doublon analyse --lang=fr -m tm --to=nl --format=trados a.txt b.txt
echo "--- memoq"
doublon analyse --lang=fr -m tm --to=nl --format=memoq a.txt b.txt
