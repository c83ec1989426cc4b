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
