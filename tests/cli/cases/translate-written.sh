# However its markup is written, a file of translators is filled, or refused before anybody is asked.
cat > page.html <<'E'
<html lang=fr><meta charset=utf-8><body><article><p>Le pont reste fermé.</p><p>La route reste ouverte. Le maire parle.</p></article></body></html>
E
doublon prepare --to=es --for=trados page.html > 12.xlf
doublon prepare --to=es page.html > 20.xlf
cat > engine.sh <<'E'
tee -a asked | sed 's/Le pont reste fermé/El puente sigue cerrado/; s/La route reste ouverte/La calle sigue abierta/; s/Le maire parle/El alcalde habla/'
E
go() {
    : > asked
    doublon translate --to=es --engine='command:sh engine.sh' --output=es.xlf "$1"
    echo "$1: $?, asked: $(wc -l < asked)"
    [ -e es.xlf ] || return
    grep -o '<target.*\|origin">s[0-9][^<]*' es.xlf; doublon validate es.xlf; rm -f es.xlf
}
sed 's/id="u2"/id="u\&#50;"/; s/mtype="seg" mid="3"/mtype = '"'s\&#x65;g'"' mid="3"/' 12.xlf > references.xlf; go references.xlf
sed "1a<!DOCTYPE xliff [<!-- don't > --> <?x ' ?> <!ELEMENT x ANY>]>" 12.xlf > doctype.xlf; go doctype.xlf
# Who gave a target is said once, whatever else has the name of ours.
sed 's|</context-group>|&<context-group name="doublon"><context context-type="x-mine">1</context></context-group>|' 12.xlf > twice12.xlf; go twice12.xlf
sed 's|</mda:metaGroup></mda:metadata>|</mda:metaGroup><mda:metaGroup category="doublon"><mda:meta type="mine">1</mda:meta></mda:metaGroup></mda:metadata>|' 20.xlf > twice20.xlf; go twice20.xlf | grep -v '<target'
# What is there of a segment stays, in either quotes.
sed "/mid=\"3\"/s|</seg-source>|&<target><mrk mtype='seg' mid='1'>La calle abre.</mrk></target>|" 12.xlf > quotes.xlf; go quotes.xlf
# Another encoding than UTF-8, however it is declared.
for file in 12 20; do
    sed '1s/encoding="[^"]*"/encoding = '"'ISO-8859-1'/" $file.xlf | iconv -f UTF-8 -t ISO-8859-1 > latin.xlf
    go latin.xlf 2>&1
done
# A name with what markup escapes is that name.
printf '<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="plaintext"/><body><tu><tuv xml:lang="fr"><seg>Le pont reste fermé.</seg></tuv><tuv xml:lang="es"><seg>El puente sigue cerrado.</seg></tuv></tu></body></tmx>' > 'R&D <x>.tmx'
doublon memory add --memory=m 'R&D <x>.tmx'
for tool in trados translators; do
    case $tool in trados) set -- --for=trados ;; *) set -- ;; esac
    doublon prepare --to=es --memory=m "$@" page.html > known.xlf
    go known.xlf | grep origin
    doublon check --no-config --format=html known.xlf | grep -o '% like.*'
done
