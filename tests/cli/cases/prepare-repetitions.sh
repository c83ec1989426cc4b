# What repeats is translated once, what its author keeps stays, furniture is locked.
cat > page.html <<'X'
<html lang=fr><head><meta charset=utf-8><title>Le pont est ferm&eacute;</title><meta property="og:title" content="Le pont est fermé"></head><body><article><h1>Le pont est fermé</h1>
<p>Les <b>écoles</b> restent ouvertes ce lundi matin. Le maire l’a dit au journal.</p>
<p>Les <b>écoles</b> restent ouvertes ce lundi matin. Les bus passent par la rive gauche de la Meuse.</p>
<p translate=no>Ce texte reste tel quel, toujours, dans toutes les langues.
<p>Encore un paragraphe qui se traduit, avec un <span class="x notranslate">Nom Propre</span> dedans.</p>
<div translate="no"><p>Gardé ici aussi, avec toutes ses phrases et tous ses mots.</p></div>
<p>Le maire l’a dit au journal.</p>
</article><aside><p>Lire aussi : une autre page</p></aside></body></html>
X
doublon prepare --to=nl page.html > page.xlf
grep -o '"repeats">[^<]*' page.xlf
grep -A3 'translate="no"' page.xlf | grep source
doublon prepare --to=nl --repetitions=once page.html > once.xlf
grep -c 'translate="no"' once.xlf
doublon prepare --to=nl --for=xliff2.2 page.html > new.xlf
doublon validate page.xlf once.xlf new.xlf && echo valid
doublon merge new.xlf | cmp - page.html && echo the same
echo --- the first alone is translated
awk '/Le pont est fermé/ && !pont++ { sub("</source>", "&<target>De brug is dicht</target>") }
    /Le maire/ && !maire++ { sub("</source>", "&<target>De burgemeester \\&lt;zei\\&gt; het.</target>") }
    { print }' once.xlf > nl.xlf
doublon merge nl.xlf | diff page.html -
doublon merge --ui=fr -o /dev/null nl.xlf
doublon prepare --to=nl --repetitions=some page.html; echo "exit $?"
doublon prepare --to=nl --for=xliff3 page.html; echo "exit $?"
