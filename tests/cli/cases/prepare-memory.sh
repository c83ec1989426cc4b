# What a memory has stands beside each sentence; the page comes back all the same.
cat > tm.tmx <<'TMX'
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="html"/><body>
<tu><tuv xml:lang="fr"><seg>Le pont est fermé depuis 3 jours.</seg></tuv><tuv xml:lang="nl"><seg>De brug is al 3 dagen dicht.</seg></tuv></tu>
<tu><prop type="x-context-pre">Le pont est fermé depuis 5 jours.</prop><tuv xml:lang="fr"><seg>Les bus &amp; les trams passent par la rive gauche.</seg></tuv><tuv xml:lang="nl"><seg>De bussen &amp; de trams rijden langs de linkeroever.</seg></tuv></tu>
</body></tmx>
TMX
cat > page.html <<'X'
<!DOCTYPE html>
<html lang=fr><head><meta charset="utf-8"><title>Le pont</title></head>
<body><article><h1>Le pont</h1>
<p>Le <b>pont</b> est fermé depuis 5 jours. Les bus &amp; les trams passent par la rive gauche. La commune cherche encore un entrepreneur pour réparer les deux piles.</p></article></body></html>
X
doublon memory add -m tm tm.tmx 2>/dev/null
doublon prepare --to=nl --lang=fr --memory=tm page.html > page.xlf; echo "exit $?"
grep -o '<xliff.*\|<mtc.*\|</mtc.*' page.xlf
doublon validate page.xlf; echo "exit $?"
doublon merge page.xlf 2>/dev/null | cmp - page.html && echo the same
doublon prepare --to=nl --memory=tm --least=100 page.html | grep -c '<mtc:match '
doublon prepare --to=nl --memory=tm --for=po page.html; echo "exit $?"
doublon prepare --to=nl --memory=none page.html; echo "exit $?"
echo --- a project: what is like its sentences, and what is the same
printf 'fr\tnl\npont\tbrug|overbrugging\n' >terms.tsv
doublon prepare --to=nl --lang=fr --for=omegat --memory=tm --glossary=terms.tsv --output=project page.html page.html; echo "exit $?"
find project -type f | sort
grep -c '<tu' project/tm/doublon.tmx
grep '<seg>' project/tm/auto/doublon.tmx
cat project/glossary/doublon.tbx
doublon validate project/tm/doublon.tmx project/tm/auto/doublon.tmx
echo "exit $?"
