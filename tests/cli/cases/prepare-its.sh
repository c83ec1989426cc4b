# What a page says to its translators by ITS: rules in a script, notes beside elements.
cat > page.html <<'X'
<!DOCTYPE html><html lang=fr><head><meta charset="utf-8"><title>Le pont de Liège</title>
<script type="application/its+xml"><its:rules xmlns:its="http://www.w3.org/2005/11/its" version="2.0">
<its:translateRule selector="//h:cite" translate="no"/>
<its:translateRule selector="//*[@class='brand']" translate="no"/>
<its:locNoteRule selector="//p[@id='lead']" locNoteType="alert"><its:locNote>Must stay
below 80 characters &amp; one line</its:locNote></its:locNoteRule>
<its:termRule selector="//h:dfn" term="yes"/>
<its:translateRule selector="/html/body" translate="no"/>
</its:rules></script>
<script type="application/its+xml"><rules queryLanguage="css">
<translateRule selector="p.legal" translate="no"/><translateRule selector="i[lang=la]" translate="no"/></rules></script>
</head>
<body><article><h1>Le pont de Liège</h1>
<p id="lead">Le pont des Arches ferme lundi, a dit le journal <cite>La Meuse du matin</cite>.</p>
<p its-loc-note="A pun: &quot;arche&quot; is an ark, too" its-loc-note-type="alert">Les <b its-loc-note="of the bridge">arches</b> sont fermées aux <i lang="la">omnibus</i> depuis hier.</p>
<p class="legal">Cette phrase reste comme son auteur l’a écrite, en français.</p>
<p class="legal" translate="yes">Celle-ci est traduite, car elle le dit elle-même.</p>
<p>Le groupe <span class="brand">Pont et Fils</span> reprend les travaux mardi matin.</p>
</article></body></html>
X
for tool in xliff2.1 trados po omegat; do
  echo "--- $tool"
  case $tool in
  omegat) doublon prepare --to=nl --for=omegat -o project page.html; out=project/source/page.html.xlf ;;
  *) out=$tool.out; doublon prepare --to=nl --for=$tool page.html > $out ;;
  esac
  echo "exit $?"
  grep -oE '<note [^f].*</note>|<note [a-z].*priority.*|^below.*|^#\. [^phlt].*|legal|omnibus|Meuse du matin|Pont et Fils|auteur l.a.*|elle le dit' $out
  test $tool = po || doublon validate $out
  doublon merge -q $out > same.html; cmp same.html page.html
done
# Terms, characters and sizes: what a format has for them, else words
cat > limits.html <<'END'
<html lang=fr><head><title>Le pont de Liège</title>
<script type="application/its+xml"><its:rules xmlns:its="http://www.w3.org/2005/11/its" version="2.0">
<its:termRule selector="//h:dfn" term="yes"/><its:storageSizeRule selector="//p[@id='lead']" storageSize="120"/>
<its:allowedCharactersRule selector="//h1" allowedCharacters="[a-zA-Z ]"/></its:rules></script></head>
<body><article><h1>Le pont de la ville ferme</h1>
<p id="lead">Le pont des Arches ferme lundi, a dit le journal.</p>
<p>Le <dfn>pont à haubans</dfn> est <b its-term="yes">solide</b> et <dfn its-term="no">beau</dfn>, dit <i its-allowed-characters="[a-z]">on</i> hier.</p>
<p its-storage-size="80" its-storage-encoding="iso-8859-1" its-loc-note="Short">Rien ne passe sur le pont de la ville.</p>
</article></body></html>
END
for tool in xliff2.1 trados po; do
  echo "--- $tool"
  doublon prepare --to=nl --for=$tool limits.html > $tool.out
  grep -oE '<mrk id[^>]*term">[^<]*|(its|slr):[a-zA-Z]*="[^"]*"|slr:profiles .*|<note annot.*|<note appl.*|^#\. (at|char|Short).*' $tool.out
  test $tool = po || doublon validate $tool.out
  doublon merge -q $tool.out > same.html; cmp same.html limits.html
done
sed '/^<unit id="u3"/,$s#<source>Le pont des.*</source>#&<target>De brug van Arches gaat maandag helemaal dicht, heeft de krant van de stad gezegd, en dat blijft dan de hele zomer zo, tot in de herfst.</target>#' xliff2.1.out > long.xlf
doublon validate long.xlf
# What is no part of the text around it: a unit of its own, unless it is kept
cat > within.html <<'END'
<html lang=fr><head><title>Le pont</title>
<script type="application/its+xml"><its:rules xmlns:its="http://www.w3.org/2005/11/its" version="2.0">
<its:withinTextRule selector="//h:kbd" withinText="no"/><its:withinTextRule selector="//h:kbd[@class='key']" withinText="yes"/>
<its:withinTextRule selector="//h:fn" withinText="nested"/></its:rules></script></head>
<body><article><h1>Le pont de la ville ferme</h1>
<p>Le pont des Arches <b>ferme lundi <kbd>à la nuit</kbd> <kbd></kbd> <kbd>au jour</kbd></b> pour tous. Il rouvre <kbd class="key">mardi</kbd> matin.</p>
<p>Rien ne passe <span its-within-text="no">sur le pont<br its-within-text="no"></span>, <i translate="no">dit <kbd>on</kbd> hier</i>. Tout passe.</p>
</article></body></html>
END
for tool in xliff2.1 po; do
  echo "--- $tool"
  doublon prepare --to=nl --for=$tool within.html > $tool.out
  grep -oE '<source>.*</source>|^msgid ".+"' $tool.out
  test $tool = po || doublon validate $tool.out
  doublon merge -q $tool.out > same.html; cmp same.html within.html
done
