# What stands in a file helps: matches of 100, terms, states, what is not to be translated.
cat > page.html <<'X'
<html lang=fr><meta charset=utf-8><body><article><p>La direction se tait depuis lundi.</p>
<p>Le serveur est en panne depuis mardi.</p><p>Le maire parle aux habitants.</p>
<p>Le pont reste fermé.</p><p>La route reste ouverte.</p></article></body></html>
X
tmx() {
cat > $1.tmx <<X
<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="plaintext"/><body>
$(shift; while [ $# -gt 0 ]; do echo "<tu><tuv xml:lang=\"fr\"><seg>$1</seg></tuv><tuv xml:lang=\"es\"><seg>$2</seg></tuv></tu>"; shift 2; done)
</body></tmx>
X
doublon memory add --ordered --memory=$1.memory $1.tmx 2>/dev/null
}
tmx house 'Bonjour.' 'Buenos días.' 'La direction se tait depuis lundi.' 'La dirección calla desde el lunes.' 'Le maire parle aux habitants hier.' 'El alcalde habló ayer.' 'Au revoir.' 'Adiós.'
tmx other 'La direction se tait depuis lundi.' 'La dirección guarda silencio.' 'Le serveur est en panne depuis mardi.' 'La máquina falla desde el martes.'
printf 'serveur\tordenador servidor|servidor\n' > terms.tsv
printf 'serveur\tmáquina\n' > mine.tsv
cat > engine.sh <<'X'
tee -a asked | sed 's/Le serveur est/El servidor está/; s/Le \(XQ[0-9]*X\) est/El \1 está/; s/en panne depuis mardi/averiado desde el martes/; s/Le maire parle aux habitants/El alcalde habla/
s/Le pont reste fermé/El puente sigue cerrado/; s/La route reste ouverte/La calle sigue abierta/'
X
go() { : > asked; doublon translate --to=es --engine='command:sh engine.sh' "$@"; echo "$?, asked:"; cat asked; }
targets() { grep -o 'type="origin">[^<]*\|context-type="x-doublon-origin">[^<]*\|<target.*' "$1"; }
doublon prepare --to=es --memory=house.memory --least=50 --glossary=terms.tsv page.html > page.xlf
go --output=es.xlf page.xlf; targets es.xlf
# A memory that knows the neighbours says better; the term of --glossary is the one that counts.
go --memory=other.memory --glossary=mine.tsv --output=es.xlf page.xlf; targets es.xlf | head -4
# What is settled, or not to be translated, stays.
sed 's|<segment id="s1"\(><source>Le pont.*</source>\)|<segment id="s1" state="final"\1<target/>|; s|<unit id="u5"|& translate="no"|' page.xlf > settled.xlf
go --list --output=es.xlf settled.xlf; doublon validate es.xlf; tail -12 es.xlf
doublon merge es.xlf 2>/dev/null
# Matches of the file that have codes: those of the sentence stand in their places
cat > coded.html <<'X'
<html lang=fr><meta charset=utf-8><body><article><p>Le <b>pont</b> de la ville reste &amp;<br>fermé.</p><p>La route de la ville reste ouverte.</p></article></body></html>
X
match() { printf '<mtc:match ref="#s1" similarity="100"><source>%s</source><target>%s</target></mtc:match>' "$@" | sed 's/&/\\&/g'; }
first=$(match 'Le <ph id="9"/>pont de la ville reste &amp;fermé.' 'mal'
  match 'Le <pc id="7">pont</pc> de la ville reste &amp;<ph id="8"/>fermé.' 'El <ph id="8"/><sc id="7"/><mrk id="m" translate="no">puente</mrk><ec startRef="7"/> sigue &amp; cerrado.')
second=$(match 'La <ph id="9"/>route de la ville reste ouverte.' 'mal')
doublon prepare --to=es coded.html | sed 's|^<xliff |&xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" |' |
  sed "s|^<unit id=\"u1\">|&<mtc:matches>$first</mtc:matches>|; s|^<unit id=\"u2\">|&<mtc:matches>$second</mtc:matches>|" > coded.xlf
alt() { printf '<alt-trans mid="1" match-quality="%s"><source>Le %s de la ville reste &amp;<x id="9"/>fermé.</source><target>El %s <x id="9"/>sigue cerrado.</target></alt-trans>' "$@" | sed 's/&/\\&/g'; }
first=$(alt '99%' '<g id="1">pont</g>' mal; alt '100%' '<x id="1"/>pont<x id="2"/>' mal
  alt '100%' '<bx id="5" rid="1"/>pont<ex id="6" rid="1"/>' '<g id="1">puente</g>')
doublon prepare --to=es --for=trados coded.html |
  sed "/^<trans-unit id=\"u1\"/,/^<.trans-unit/s|^</trans-unit>|$first&|" > coded12.xlf
for file in coded coded12; do go --output=es.xlf $file.xlf; grep -o '</source><target>.*\|^<target.*\|origin">[a-z]*' es.xlf; doublon merge es.xlf; done
# What a match says of itself is held against the sentence, white space apart; how good it is says not how like.
same() { printf '<mtc:matches><mtc:match ref="#s1" %s><source>%s</source><target>mal</target></mtc:match></mtc:matches>' "$@"; }
doublon prepare --to=es page.html | sed 's|^<xliff |&xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" |' |
  sed "s|^<unit id=\"u1\">|&$(same 'similarity="100"' 'La tarte cuit au four.')|; s|^<unit id=\"u2\">|&$(same 'matchQuality="100"' 'Le serveur est en panne depuis mardi.')|
    s|^<unit id=\"u4\">|&$(same 'similarity="100"' ' Le pont  reste fermé.' | sed s/mal/bien/)|" > other.xlf
doublon prepare --to=es --for=trados page.html |
  sed 's|^</trans-unit>|<alt-trans match-quality="100"><source>Le pont reste fermé. </source><target>bien</target></alt-trans><alt-trans match-quality="100"><target>mal</target></alt-trans>&|' > other12.xlf
for file in other other12; do go --output=es.xlf $file.xlf; targets es.xlf | grep -v mtc:match; done
# A term of the file that its engine lost lives as long as the file.
printf '<html lang=fr><meta charset=utf-8><p>Le serveur dort.</p></html>\n' > page.html
for tool in translators trados; do
  case $tool in trados) set -- --for=trados ;; *) set -- ;; esac
  doublon prepare --to=es --glossary=mine.tsv "$@" page.html > terms.xlf
  doublon translate --to=es --engine='command:sed "s/Le serveur/El servidor/; s/Le/La/; s/dort/duerme/"' terms.xlf | grep -o '<target.*'
done
