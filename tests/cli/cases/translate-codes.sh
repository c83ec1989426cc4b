# A match whose codes are of the same kinds and in the same places has those of the sentence.
cat > page.html <<'X'
<html lang=fr><meta charset=utf-8><body><article><p>Le <b>pont</b> de <a href="/n">Namur</a> est fermé.</p>
<p>La route<br>reste <i>ouverte</i>.</p><p>Le <i>maire</i> parle.</p><p>Un &amp; <b>deux</b>.</p><p>La <b>pluie</b> tombe.</p></article></body></html>
X
cat > m.tmx <<'X'
<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="html"/><body>
<tu><tuv xml:lang="fr"><seg>Le <bpt i="7" x="1">&lt;strong></bpt>pont<ept i="7"/> de <bpt i="9" x="2"/>Namur<ept i="9"/> est fermé.</seg></tuv><tuv xml:lang="nl"><seg>De <bpt i="2" x="1"/>brug<ept i="2"/> van <bpt i="1" x="2"/>Namen<ept i="1"/> is dicht.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>La route<ph>&lt;br></ph>reste <bpt i="1"/>ouverte<ept i="1"/>.</seg></tuv><tuv xml:lang="nl"><seg><bpt i="1"/>Open<ept i="1"/> blijft<ph/>de weg.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Le maire <bpt i="1"/>parle<ept i="1"/>.</seg></tuv><tuv xml:lang="nl"><seg>De burgemeester <bpt i="1"/>spreekt<ept i="1"/>.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Un &amp; <bpt i="1"/>deux<ept i="1"/>.</seg></tuv><tuv xml:lang="nl"><seg>Een &amp; <bpt i="1"/>twee<ept i="1"/>.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>La <bpt i="1"/>pluie<ept i="1"/> tombe.</seg></tuv><tuv xml:lang="nl"><seg>De <bpt i="1"/>regen<ept i="1"/> <ph x="9"/>valt.</seg></tuv></tu>
</body></tmx>
X
doublon memory add -m m m.tmx 2> /dev/null
doublon translate --to=nl -m m --engine='command:tee asked' page.html 2> /dev/null; cat asked
doublon prepare --to=nl page.html > page.xlf 2> /dev/null
doublon translate --to=nl -m m --engine='command:cat' --output=nl.xlf page.xlf 2> /dev/null; grep -o 'type="origin">[^<]*\|state="translated".*' nl.xlf; doublon validate nl.xlf
