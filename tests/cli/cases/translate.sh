# A page, a file of XLIFF and a draft by a filter: codes and terms come back, what a
# memory has is not asked, what repeats is asked once; the page of the file is the page.
cat > page.html <<'X'
<!DOCTYPE html>
<html lang=fr><head><meta charset="utf-8"><title>Le serveur débranché</title></head>
<body><article><h1>Le serveur débranché</h1>
<p>Le <b>serveur</b> de <a href="/duqu">Duqu</a> est en panne. Il y a 12 clients &amp; 3 voisins.</p>
<p>Il y a 12 clients &amp; 3 voisins. Les serveurs sont vieux.</p>
<p>La direction se tait.</p>
<p>12 + 3</p></article></body></html>
X
printf 'serveur\tordenador servidor\n' > terms.tsv
cat > house.tmx <<'X'
<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="plaintext"/><body>
<tu><tuv xml:lang="fr"><seg>La direction se tait.</seg></tuv><tuv xml:lang="es"><seg>La dirección calla.</seg></tuv></tu>
</body></tmx>
X
doublon memory add --memory=house.memory house.tmx >/dev/null 2>&1
cat > engine.sh <<'X'
tee -a asked | sed 's/Le serveur débranché/El servidor apagado/; s/\(Le\|El\) \(XQ[0-9]*X\)/El \2/; s/ de / del /; s/est en panne/está averiado/
s/Il y a 12 clients & 3 voisins/Hay 12 clientes y 3 vecinos/; s/^Les /Los /; s/sont vieux/son viejos/; s/serveurs/servidores/; s/serveur/servidor/'
X
go() { doublon translate --engine='command:sh engine.sh' --glossary=terms.tsv --memory=house.memory "$@"; }
go --to=es --dry-run page.html
go --to=es --journal=journal page.html > page.es.html; echo $?
echo --- asked; cat asked
go --to=es --journal=other --set-lang page.html | grep -o '<html[^>]*'; : > asked
diff page.html page.es.html
go --to=es --draft --journal=journal page.html
doublon prepare --to=es page.html > page.xlf
go --journal=journal --output=es.xlf page.xlf; echo $?
echo --- asked again; cat asked
grep -o '<mda:meta type="origin">[^<]*\|<segment.*' es.xlf
doublon validate es.xlf; doublon merge es.xlf 2>/dev/null | cmp - page.es.html && echo the same
go --output=again.xlf es.xlf
go --to=nl --ui=fr --output=nl.html
cut -f 2- journal | sort | head -3
# Who gave a target stays in the file: it is read again.
go --to=es --draft es.xlf | cut -f 1,4 | head -3
# A file that other tools have written anew is filled just so.
sed "s|<segment id=\"s1\">|<!-- <segment> --><segment id='s1'  state = 'initial' >|; /<p[ch]/!s|</source></segment>|</source><target/></segment>|; s|La direction|<![CDATA[La]]> direction|" page.xlf > odd.xlf
go --journal=journal --output=odd.es.xlf odd.xlf; doublon validate odd.es.xlf
grep -o '<segment.*<!\[CDATA.*' odd.es.xlf
doublon merge odd.es.xlf 2>/dev/null | cmp - page.es.html && echo the same
